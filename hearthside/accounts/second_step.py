"""The second step: an authenticator app or a passkey, asked of those who are entrusted with more.

What was done is kept in the session, so an ordinary page asks the database nothing.
"""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.urls import reverse
from django.utils.http import urlencode

from hearthside.accounts.models import User

KEY = "second_step"
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def count_as_done(session, user: User) -> None:
    """Let this session pass without a second step: for links of the demonstration."""
    session[KEY] = str(user.pk)


def is_done(request) -> bool:
    """Whether this session proved a second step (an app's code, a passkey, a recovery code)."""
    if request.session.get(KEY) == str(request.user.pk):
        return True
    return any(one.get("method") == "mfa" for one in get_authentication_records(request, request.user))


def was_set_up(request, kind: str) -> None:
    """Setting one up proves it, so it is not asked again in the next minutes."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)


def has_one(user: User) -> bool:
    return is_mfa_enabled(user, STEPS)


def has_app(user: User) -> bool:
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def address_for(request) -> str:
    """Where somebody goes who still owes it: to prove the one they have, or to set one up."""
    if not has_one(request.user):
        return reverse("second_step")
    first = get_adapter().get_reauthentication_methods(request.user)[0]
    return f"{first['url']}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"


def is_last_needed(authenticator: Authenticator) -> bool:
    """Whether removing this one would leave an account without the second step that it has to have."""
    user = authenticator.user
    others = Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exclude(pk=authenticator.pk)
    return user.needs_second_factor and authenticator.type in STEPS and not others.exists()
