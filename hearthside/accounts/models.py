"""A way to sign in, apart from the person who uses it. Many people never have one, which is normal."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from hearthside.core.ids import new_id


class UserManager(BaseUserManager):
    def create_user(self, email: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email) if email else None, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One account: an e-mail address, a mobile number, a code card, or several of them. It has no password."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    mobile = models.CharField(max_length=20, unique=True, null=True, blank=True, help_text="E.164")
    is_active = models.BooleanField(default=True)
    needs_second_factor = models.BooleanField(default=False, help_text="set by the roles that a person holds")
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = UserManager()

    def __str__(self) -> str:
        return f"account {self.pk}"
