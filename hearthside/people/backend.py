"""Who is behind a session: the account, its person and their roles, in one question to the database."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import models

from hearthside.accounts.models import User
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.people.models import Role

roles_behind = KeptQuery(lambda: Role.objects.filter(person__user=Given("user", models.UUIDField())).select_related("person__user"))


class PersonBackend(AuthenticationBackend):
    """Signs in as allauth does. Of somebody who ever held a role it knows the person at once; see queries.signed_in_person."""

    def get_user(self, user_id) -> User | None:
        roles = roles_behind(user=User._meta.pk.to_python(user_id))
        if not roles:
            return super().get_user(user_id)
        user = roles[0].person.user
        user.roles_behind = roles
        return user if self.user_can_authenticate(user) else None
