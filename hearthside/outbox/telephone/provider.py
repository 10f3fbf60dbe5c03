"""The adapter of providers that speak the shape of Twilio: texts and calls through their own library, which is loaded only here."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from hearthside.core.dates import now
from hearthside.outbox.models import BridgedCall, Message
from hearthside.outbox.providers import Outcome, Unclear
from hearthside.outbox.telephone.stopping import STOPPED_THERE

TIMEOUT = 10  # seconds
RINGS_FOR = 25  # seconds, less than most voicemail boxes wait
STOPPED_CODE = 21610  # theirs: the number told them to stop
PASSWORD_CODES = (401, 403)
MOST_WAIT, LEAST_WAIT = timedelta(hours=4), timedelta(seconds=5)  # for which they may keep a text in their own queue


class Texts:
    """Texts through the provider of HEARTHSIDE_TELEPHONE_URL."""

    def send(self, message: Message) -> Outcome:
        return _hand_over(
            lambda telephone: telephone.messages.create(
                to=message.to,
                from_=settings.TELEPHONE.number,
                body=message.body,
                validity_period=may_wait(message),
                status_callback=public("telephone_text_news", message.pk),
            )
        )


def may_wait(message: Message) -> int:
    """For how many seconds the provider may keep a text before it goes out: not into the night, and not until it is too late."""
    at = now()
    ends = [at + MOST_WAIT]
    if message.expires_at:
        ends.append(message.expires_at)
    if message.quiet:
        ends.append(message.quiet.next_begin(at))
    return int(max(min(ends) - at, LEAST_WAIT).total_seconds())


def ring(call: BridgedCall) -> Outcome:
    """Ask the provider to ring the worker. Raises Unclear as a text does."""
    return _hand_over(
        lambda telephone: telephone.calls.create(
            to=call.worker,
            from_=settings.TELEPHONE.number,
            timeout=RINGS_FOR,
            url=public("telephone_call_worker", call.pk),
            status_callback=public("telephone_call_news", call.pk),
        )
    )


def public(name: str, *arguments: object) -> str:
    """The full address at which the provider calls us."""
    return settings.BASE_URL + reverse(name, args=arguments)


def _connect() -> Any:
    """A connection of its own for each act: one that was kept could have been closed meanwhile, and then nobody knows."""
    from twilio.http.http_client import TwilioHttpClient
    from twilio.rest import Client

    silent = logging.Logger("telephone")  # the library would write numbers into the log
    silent.disabled = True
    telephone = Client(
        settings.TELEPHONE.account,
        settings.TELEPHONE.token,
        http_client=TwilioHttpClient(pool_connections=False, timeout=TIMEOUT, logger=silent),
    )
    telephone.api.base_url = settings.TELEPHONE.base
    return telephone


def _hand_over(ask: Callable[[Any], Any]) -> Outcome:
    """Raises Unclear whenever the request may have been read: only what surely was not is tried again."""
    import requests
    from twilio.base.exceptions import TwilioException, TwilioRestException

    try:
        made = ask(_connect())
    except TwilioRestException as error:
        return _refusal(error.status, error.code)
    except requests.RequestException as error:
        if _was_never_read(error):
            return Outcome(again=True, code="provider_unreachable")
        raise Unclear from None  # the error itself may quote the number
    except (TwilioException, ValueError):  # an answer that nobody can read
        raise Unclear from None
    return Outcome(sent=True, provider_id=made.sid or "")


def _was_never_read(error: Exception) -> bool:
    """Nobody listened there, or the line was never safe, so nothing was said on it."""
    from requests.exceptions import ConnectionError as Broken
    from requests.exceptions import ConnectTimeout, ProxyError, SSLError
    from urllib3.exceptions import NewConnectionError

    reason = getattr(error.args[0], "reason", None) if error.args else None
    is_refused = isinstance(error, Broken) and isinstance(reason, NewConnectionError)
    return is_refused or isinstance(error, ConnectTimeout | ProxyError | SSLError)


def _refusal(status: int, code: int | None) -> Outcome:
    """Codes of ours for what the provider said no to; at 500 and over nobody knows what it did before it fell."""
    if status >= 500:
        raise Unclear
    if code == STOPPED_CODE:
        return Outcome(code=STOPPED_THERE)
    if status in PASSWORD_CODES:
        return Outcome(again=True, code="provider_password")
    if status == 429:
        return Outcome(again=True, code="provider_busy")
    return Outcome(code=f"provider_{code}" if code else f"provider_{status}")
