"""The pages of texting: a thread with somebody, what came in, and one's own texts."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.core.dates import now
from hearthside.core.errors import Refused
from hearthside.core.pages import slice_from, slice_of
from hearthside.outbox.models import Heard, Message
from hearthside.people.models import Person, WayToReach
from hearthside.people.texting import actions
from hearthside.people.texting.forms import TextForm
from hearthside.people.texting.heard import heard_visible_to
from hearthside.people.texting.heard import incoming as read_incoming
from hearthside.people.texting.lock_screen import neutral_words
from hearthside.people.texting.permissions import may_read_incoming, may_write_text
from hearthside.people.texting.thread import closed_until, goes_at, lines, sent_to
from hearthside.people.texting.writing import TextChoice, quiet_hours_of, text_choices
from hearthside.people.views import find_person, part

ROWS = 30


@never_cache
@login_required
def texts(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What was texted with somebody, the newest first, above it the form where a text is welcome, else why not."""
    person = find_person(request, person_id, "texts")
    if person == request.actor:
        return redirect("my_texts")
    choices = text_choices(person)
    form = _form(request, person, choices)
    if request.method == "POST" and form.is_valid() and _write(request, person, form):
        return redirect("texts", person.pk)
    since, hours = closed_until(request.actor, person), quiet_hours_of(person)
    context = {
        "may_write": may_write_text(request.actor, person),
        "choices": choices,
        "ways": {one.way: one for one in choices}.values(),
        "since": since,
        "morning": hours.ends if hours.hold_at(now()) else None,
        "page": slice_from(partial(lines, person, since), request.GET.get("page"), ROWS),
    }
    return part(request, "people/texts.html", person, form, **context)


def _form(request: HttpRequest, person: Person, choices: list[TextChoice]) -> TextForm:
    neutral = neutral_words(request.actor, person, request.organisation)
    typed = request.POST if request.method == "POST" else None
    return TextForm(typed, choices=choices, organisation=request.organisation, neutral=neutral)


def _write(request: HttpRequest, person: Person, form: TextForm) -> bool:
    """Whether it was written; what stands against it is in the form."""
    said = {name: form.cleaned_data[name] for name in ("words", "once")}
    try:
        message = actions.write_text(by=request.actor, person=person, way=form.way, purpose=form.chosen.purpose, **said)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _said(message, person))
    return True


def _said(message: Message, person: Person) -> str:
    later = goes_at(message, person)
    if message.left_at:
        return message.why_left
    if later:
        return _("Written down: %(later)s.") % {"later": later}
    return _("Open it in your own texts, then press “I sent it”.") if message.is_by_hand else _("It is on its way.")


def _settle(request: HttpRequest, act: Callable, words: str, **what) -> None:
    try:
        act(by=request.actor, **what)
        messages.success(request, words)
    except Refused as refusal:
        messages.warning(request, str(refusal))


def _find_text(request: HttpRequest, person_id: UUID, message_id: UUID) -> tuple[Person, Message]:
    person = find_person(request, person_id, "texts")
    return person, get_object_or_404(sent_to(person), pk=message_id)


@login_required
@require_POST
def text_sending(request: HttpRequest, person_id: UUID, message_id: UUID) -> HttpResponse:
    """Sent with one's own phone."""
    person, message = _find_text(request, person_id, message_id)
    _settle(request, actions.send_text_by_hand, _("Marked as sent."), person=person, message=message)
    return redirect("texts", person.pk)


@login_required
@require_POST
def text_return(request: HttpRequest, person_id: UUID, message_id: UUID) -> HttpResponse:
    """Not sent after all."""
    person, message = _find_text(request, person_id, message_id)
    _settle(request, actions.take_text_back, _("Taken back. It is not sent."), person=person, message=message)
    return redirect("texts", person.pk)


@login_required
@require_POST
def texts_ending(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """They want no texts any more."""
    person = find_person(request, person_id, "texts")
    words = _("Noted. No text goes to %(name)s any more. What else they allow stays.") % {"name": person.name}
    _settle(request, actions.note_stop_said, words, person=person)
    return redirect("ways", person.pk)


@login_required
@require_POST
def texts_welcome(request: HttpRequest, person_id: UUID, way_id: UUID) -> HttpResponse:
    """Texts are welcome again at a number; what for is asked next."""
    person = find_person(request, person_id, "texts")
    way = get_object_or_404(person.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None), pk=way_id)
    _settle(request, actions.welcome_texts, _("Noted. Now ask what texts may be for."), way=way)
    return redirect("way_permission", person.pk, way.pk, "check_ins")


@never_cache
@login_required
def incoming(request: HttpRequest) -> HttpResponse:
    """Texts and calls that nobody has seen to, the one that waits longest first."""
    may_read_incoming(request.actor).require()
    waiting = heard_visible_to(request.actor).filter(seen_to_at=None).order_by("heard_at", "pk")
    page = slice_of(waiting, request.GET.get("page"), ROWS)
    rows = read_incoming(request.actor, page.rows)
    return render(request, "people/incoming.html", {"page": page, "rows": rows})


def _find_heard(request: HttpRequest, heard_id: UUID) -> Heard:
    may_read_incoming(request.actor).require()
    return get_object_or_404(heard_visible_to(request.actor), pk=heard_id)


@login_required
@require_POST
def heard_closing(request: HttpRequest, heard_id: UUID) -> HttpResponse:
    """It needs nothing more."""
    _settle(request, actions.close_heard, _("Done with."), heard=_find_heard(request, heard_id))
    return redirect("incoming")


@login_required
@require_POST
def heard_stop(request: HttpRequest, heard_id: UUID) -> HttpResponse:
    """They asked us to stop, in words of their own."""
    words = _("Noted. No text goes to this number any more.")
    _settle(request, actions.note_stop_heard, words, heard=_find_heard(request, heard_id))
    return redirect("incoming")


@never_cache
@login_required
def my_texts(request: HttpRequest) -> HttpResponse:
    """What was texted with me."""
    if not isinstance(request.actor, Person):
        raise Http404
    page = slice_from(partial(lines, request.actor, None), request.GET.get("page"), ROWS)
    return part(request, "people/my_texts.html", request.actor, page=page)
