"""How django-allauth meets the house: mail through the outbox, no sign-up, no addresses of networks, sealed secrets."""

from base64 import b64decode, b64encode
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hearthside.accounts.actions import CODE_LASTS, begin_sign_in
from hearthside.accounts.limits import place
from hearthside.accounts.middleware import DAY
from hearthside.accounts.models import SignIn, User
from hearthside.accounts.second_step import has_app, is_last_needed
from hearthside.core.actors import Visitor
from hearthside.core.dates import now, today
from hearthside.core.fields import seal, unseal
from hearthside.outbox.actions import queue_message
from hearthside.outbox.models import Message

SEALED_AT = "accounts.second_step"
TOO_OFTEN = _("That was tried too often. Please wait a few minutes, then try again.")
NOT_THE_CODE = _("This is not the right code. Look at the newest one and type it again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": NOT_THE_CODE,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A digest that changes every hour: no address is counted, kept or shown anywhere."""
        return place(get_client_ip(request) or "")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Every mail of sign-in is a code. It goes to the outbox, and the worker delivers it within seconds."""
        mail = self.render_mail(template_prefix, email, {**context, "email": email, "organisation": self.request.organisation})
        account = User.objects.filter(email=email).first()
        queue_message(
            by=Visitor(), channel=Message.Channel.MAIL, to=email, subject=mail.subject, body=mail.body,
            purpose=Message.Purpose.SIGN_IN_CODE, key=f"mailed-code:{uuid4()}",
            about=account.actor_id if account else Visitor().actor_id, expires_at=now() + CODE_LASTS,
        )  # fmt: skip

    def get_reauthentication_methods(self, user) -> list[dict]:
        """A passkey first, for those who have no app: recovery codes are for the day when nothing else is there."""
        methods = super().get_reauthentication_methods(user)
        return methods if has_app(user) else sorted(methods, key=lambda method: method["id"] == "mfa_reauthenticate")

    def login(self, request: HttpRequest, user) -> None:
        how = "+".join(dict.fromkeys(one["method"] for one in get_authentication_records(request, user)))
        super().login(request, user)
        request.session[DAY] = today().isoformat()
        begin_sign_in(by=user, session_key=request.session.session_key, user_agent=request.headers.get("User-Agent", ""), how=how)

    def logout(self, request: HttpRequest) -> None:
        SignIn.objects.filter(session_key=request.session.session_key).delete()
        super().logout(request)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": NOT_THE_CODE,
        "cannot_delete_authenticator": _("Your roles need a second step. Set up another one first, then remove this."),
    }

    def encrypt(self, text: str) -> str:
        return b64encode(seal(text, SEALED_AT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(b64decode(encrypted_text), SEALED_AT)

    def can_delete_authenticator(self, authenticator) -> bool:
        return not is_last_needed(authenticator)

    def _get_site_name(self) -> str:
        return context.request.organisation.name

    def _get_user_identifier(self, user) -> str:
        """What the app or the passkey is called on the person's own device."""
        return user.email or user.mobile or context.request.actor.actor_label

    def generate_authenticator_name(self, user, type) -> str:
        return str(_("My passkey"))
