"""What the provider calls: a text or call that came in, news of what was sent, the steps of a bridged call. No page, no session."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hearthside.core.actors import TELEPHONE
from hearthside.outbox.models import BridgedCall, Heard
from hearthside.outbox.telephone import spoken
from hearthside.outbox.telephone.actions import end_call, hear, note_other_answered, note_text_news, put_call_through
from hearthside.outbox.telephone.actions.ringing import RESULTS
from hearthside.outbox.telephone.handing import until_handed_over
from hearthside.outbox.telephone.keywords import STOP
from hearthside.outbox.telephone.provider import public
from hearthside.outbox.telephone.said import NUMBER, Forged, Said, Unreadable, read_said


def signed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only what the provider signed reaches the view. The signature stands where other forms have their token."""

    @wraps(view)
    def answer(request: HttpRequest, **arguments: UUID) -> HttpResponse:
        try:
            response = view(request, read_said(request), **arguments)
        except Forged:
            response = HttpResponseForbidden()
        except Unreadable:
            response = HttpResponseBadRequest()
        response["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(require_POST(answer))


@signed
def texts(request: HttpRequest, said: Said) -> HttpResponse:
    """Somebody sent a text. A STOP is answered when nothing more is being handed over to that number."""
    heard = hear(
        by=TELEPHONE, how=Heard.How.TEXT, number=said.number("From"), provider_id=said.identifier("MessageSid"), words=said.named("Body"),
        house=request.organisation.name, language=request.organisation.language, opt_out=said.get("OptOutType", ""),
    )  # fmt: skip
    if heard.keyword == STOP:
        until_handed_over(heard.lookup)
    return spoken.nothing()


@signed
def text_news(request: HttpRequest, said: Said, message_id: UUID) -> HttpResponse:
    """How a text of ours fares."""
    provider_id, status, code = said.identifier("MessageSid"), said.named("MessageStatus"), said.get("ErrorCode", "")
    note_text_news(by=TELEPHONE, message_id=message_id, provider_id=provider_id, status=status, code=code)
    return spoken.nothing()


@signed
def calls(request: HttpRequest, said: Said) -> HttpResponse:
    """Somebody calls our number. It is kept, so that no plan goes on as if nobody had called."""
    number = said.named("From")
    hear(
        by=TELEPHONE,
        how=Heard.How.CALL,
        number=number if NUMBER.fullmatch(number) else "",  # withheld
        provider_id=said.identifier("CallSid"),
    )
    return spoken.greeting(settings.TELEPHONE_LINE)


def _find(call_id: UUID, said: Said) -> BridgedCall | None:
    """The call, if the provider speaks of the one that it made."""
    said.identifier("CallSid")
    return BridgedCall.objects.of(call_id).first()


@signed
def call_worker(request: HttpRequest, said: Said, call_id: UUID) -> HttpResponse:
    """The worker picked up, or their voicemail box did."""
    call = _find(call_id, said)
    return spoken.whisper(public("telephone_call_connection", call_id)) if call and not call.ended_at else spoken.hang_up()


@signed
def call_connection(request: HttpRequest, said: Said, call_id: UUID) -> HttpResponse:
    """They pressed something, or nothing."""
    call = _find(call_id, said)
    number = put_call_through(by=TELEPHONE, call=call, pressed=said.get("Digits", "")) if call else ""
    if not number:
        return spoken.hang_up()
    other, ending = public("telephone_call_other", call_id), public("telephone_call_ending", call_id)
    return spoken.put_through(number, settings.TELEPHONE.number, other, ending)


@signed
def call_other(request: HttpRequest, said: Said, call_id: UUID) -> HttpResponse:
    """The other picked up, or was reached for so long."""
    call, status = _find(call_id, said), said.named("CallStatus")
    if call and status in ("in-progress", "answered", "completed"):
        note_other_answered(by=TELEPHONE, call=call)
    if call and status == "completed":
        end_call(by=TELEPHONE, call=call, result=RESULTS["completed"], seconds=said.count("CallDuration"))
    return spoken.nothing()


@signed
def call_ending(request: HttpRequest, said: Said, call_id: UUID) -> HttpResponse:
    """How dialling the other ended."""
    call, status = _find(call_id, said), said.named("DialCallStatus")
    if call and status in RESULTS:
        end_call(by=TELEPHONE, call=call, result=RESULTS[status], seconds=said.count("DialCallDuration"))
    return spoken.hang_up()


@signed
def call_news(request: HttpRequest, said: Said, call_id: UUID) -> HttpResponse:
    """How the worker's side of it ended. They hung up before anybody answered, or were not reached at all."""
    call, status = _find(call_id, said), said.named("CallStatus")
    if call and status in RESULTS:
        end_call(by=TELEPHONE, call=call, result=_result(call, status))
    return spoken.nothing()


def _result(call: BridgedCall, status: str) -> str:
    if call.other_answered_at:
        return RESULTS["completed"]
    if call.worker_answered_at:
        return "no_answer"
    return "failed" if status == "failed" else "worker_away"
