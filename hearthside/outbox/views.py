"""The pages of the outbox. Whatever needs somebody has a button that settles it."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.outbox.actions import confirm_sending, leave_message, send_again, show_code
from hearthside.outbox.models import Message
from hearthside.outbox.permissions import may_open_outbox, may_read_code

ROWS = 50


@login_required
def outbox(request: HttpRequest) -> HttpResponse:
    """What a person has to do first, then what is on its way, then what went out this week."""
    may_open_outbox(request.actor).require()
    seen = Message.objects.visible_to(request.actor).defer("subject", "body").order_by("queued_at")
    context = {
        "by_hand": seen.due().by_hand().filter(written_by="")[:ROWS],  # the others wait for whoever wrote them
        "unclear": seen.unclear()[:ROWS],
        "failed": seen.failed()[:ROWS],
        "under_way": seen.waiting().by_machine()[:ROWS],
        "sent": seen.sent_lately().order_by("-sent_at")[:ROWS],
    }
    return render(request, "outbox/outbox.html", context)


def _find(request: HttpRequest, message_id: UUID) -> Message:
    may_open_outbox(request.actor).require()
    return get_object_or_404(Message.objects.visible_to(request.actor), pk=message_id)


@never_cache
@login_required
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message: to whom, its words, and what can be done with it now."""
    return _show(request, _find(request, message_id))


def _show(request: HttpRequest, message: Message, code: str = "") -> HttpResponse:
    is_readable = message.body is not None and (bool(code) or not (message.is_code or message.is_between_two))
    context = {
        "message": message,
        "is_readable": is_readable,
        "link": send_link(message) if is_readable and message.is_open and message.is_by_hand else "",
        "may_read_code": may_read_code(request.actor, message) if message.is_code and not code else None,
        "may_confirm": message.is_unclear or message.is_failed or (message.is_open and message.is_by_hand and not message.is_between_two),
        "may_retry": (message.is_unclear or message.is_failed) and not message.is_by_hand and not message.erased_at,
        "may_leave": message.is_failed or (not message.sent_at and not message.left_at),
    }
    return render(request, "outbox/message.html", context)


def send_link(message: Message) -> str:
    """Opens the reader's own mail or text program with everything filled in."""
    if message.channel == Message.Channel.SMS:
        return f"sms:{quote(message.to, safe='+')}?body={quote(message.body)}"
    return f"mailto:{quote(message.to, safe='@+')}?subject={quote(message.subject)}&body={quote(message.body)}"


def _settle(request: HttpRequest, message_id: UUID, act: Callable, words: str) -> HttpResponse:
    message = _find(request, message_id)
    try:
        act(by=request.actor, message=message)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("message", message.pk)
    messages.success(request, words)
    return redirect("outbox")


@require_POST
@login_required
def message_sending(request: HttpRequest, message_id: UUID) -> HttpResponse:
    return _settle(request, message_id, confirm_sending, _("Marked as sent."))


@require_POST
@login_required
def message_retry(request: HttpRequest, message_id: UUID) -> HttpResponse:
    return _settle(request, message_id, send_again, _("It is sent again within a minute."))


@require_POST
@login_required
def message_leaving(request: HttpRequest, message_id: UUID) -> HttpResponse:
    return _settle(request, message_id, leave_message, _("It stays unsent."))


@never_cache
@require_POST
@login_required
def message_code(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Shown in the answer to the press itself, so that no address leads to a code a second time."""
    message = _find(request, message_id)
    return _show(request, message, code=show_code(by=request.actor, message=message))
