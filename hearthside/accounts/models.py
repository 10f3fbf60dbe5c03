"""A way to sign in, apart from the person who uses it. Many people never have one, which is normal."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from hearthside.core.dates import now, today
from hearthside.core.ids import new_id


class UserManager(BaseUserManager):
    def create_user(self, email: str | None = None, **fields):
        user = self.model(email=email.strip().lower() if email else None, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One account: an e-mail address, a mobile number, a code card, or several of them. It has no password.

    It is an actor (see core.actors) for acts on itself, such as signing in; for all else the person behind it acts.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    mobile = models.CharField(max_length=20, unique=True, null=True, blank=True, help_text="E.164")
    is_active = models.BooleanField(default=True)
    needs_second_factor = models.BooleanField(default=False, help_text="set by the roles that a person holds")
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    keeps_house = keeps_keys = False
    objects = UserManager()

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def actor_id(self) -> str:
        return f"account:{self.pk}"

    @property
    def actor_label(self) -> str:
        return gettext_noop("account")


class SignIn(models.Model):
    """One device on which an account is signed in. Words for the device and the last day; no address, no place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=20, blank=True, help_text="empty = not known")
    system = models.CharField(max_length=20, blank=True, help_text="empty = not known")
    began_on = models.DateField(default=today)
    last_used_on = models.DateField(default=today)

    class Meta:
        indexes = [models.Index(fields=["user", "-last_used_on"], name="sign_in_user")]

    def __str__(self) -> str:
        return f"{self.browser} {self.system}"


class CodeCard(models.Model):
    """A printed card with a code, used with a PIN. The database keeps what it takes to check them, never them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="cards")
    lookup = models.CharField(max_length=64, unique=True, help_text="keyed digest of the code")
    pin = models.CharField(max_length=128, help_text="slow hash of a keyed digest")
    issued_on = models.DateField(default=today)
    issued_by = models.CharField(max_length=80, help_text="actor, as text")
    last_used_on = models.DateField(null=True, blank=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0, help_text="since it last worked")
    rests_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="one_card_in_force")]

    def __str__(self) -> str:
        return f"card of {self.issued_on}"


class TextedCode(models.Model):
    """A code texted to a mobile number: ten minutes, three tries, once. For an unknown number a row without account
    is kept for those minutes as well, so that nobody can tell the difference."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, null=True)
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"texted code {self.pk}"


class EntryLink(models.Model):
    """A link that signs one account in: to set the house up, or into the demonstration. Made on the command line only."""

    class Purpose(models.TextChoices):
        SETUP = "setup"
        DEMO = "demo"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE)
    purpose = models.CharField(max_length=8, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} link"

    @property
    def is_reusable(self) -> bool:
        return self.purpose == self.Purpose.DEMO

    @property
    def works(self) -> bool:
        return self.expires_at > now() and (self.is_reusable or self.used_at is None)
