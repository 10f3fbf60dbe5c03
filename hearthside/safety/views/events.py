"""What happened, written down with the person."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.audit.actions import note_opening
from hearthside.core.errors import Refused
from hearthside.people.models import Person
from hearthside.safety import actions
from hearthside.safety.forms import EventAnswerForm, EventForm
from hearthside.safety.models import SafetyEvent
from hearthside.safety.permissions import may_answer_event, may_word_event, may_write_event


@never_cache
@login_required
def person_safety(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What was said to somebody beforehand, and what was written down with them."""
    person = get_object_or_404(Person.objects.opened_by(request.actor), pk=person_id)
    note_opening(by=request.actor, about=person.actor_id, page="safety", right=person.right)
    context = {
        "person": person,
        "said": person.promises_heard.select_related("said_by").order_by("-said_on", "-pk"),
        "events": person.safety_events.select_related("written_by").order_by("-day", "-pk"),
        "may_write": may_write_event(request.actor, person),
        "room": "people",
    }
    return render(request, "safety/person_safety.html", context)


@never_cache
@login_required
def new_event(request: HttpRequest) -> HttpResponse:
    """After a call without a name."""
    return _written(request, None)


@never_cache
@login_required
def new_person_event(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """With a person."""
    return _written(request, get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id))


def _written(request: HttpRequest, person: Person | None) -> HttpResponse:
    may_write_event(request.actor, person).require()
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            event = actions.write_event(by=request.actor, person=person, words=form.words(), day=form.cleaned_data["day"])
            messages.success(request, _("Saved. %(name)s can read and answer it.") % {"name": person.name} if person else _("Saved."))
            return redirect("safety_event", event.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "safety/new_event.html", {"form": form, "person": person}, status=422 if form.errors else 200)


def _find(request: HttpRequest, event_id: UUID) -> SafetyEvent:
    return get_object_or_404(SafetyEvent.objects.visible_to(request.actor).select_related("person", "written_by"), pk=event_id)


@never_cache
@login_required
def safety_event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """What is written, how the person sees it, and how it stood before."""
    event = _find(request, event_id)
    if event.person_id and event.person_id != request.actor.pk:
        note_opening(by=request.actor, about=event.person.actor_id, page="safety")
    context = {
        "event": event,
        "earlier": event.earlier.select_related("written_by").order_by("-version"),
        "may_word": may_word_event(request.actor, event),
        "may_answer": may_answer_event(request.actor, event),
    }
    return render(request, "safety/safety_event.html", context)


@never_cache
@login_required
def event_wording(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Change the words; what stood before stays beside them."""
    event = _find(request, event_id)
    may_word_event(request.actor, event).require()
    names = ("day", "wanted", "offered", "decided", "agreed", "after", "is_written_together")
    form = EventForm(request.POST or None, initial={name: getattr(event, name) for name in names})
    del form.fields["day"]
    if request.method == "POST" and form.is_valid():
        actions.word_event(by=request.actor, event=event, words=form.words())
        return redirect("safety_event", event.pk)
    return render(request, "safety/event_wording.html", {"form": form, "event": event}, status=422 if form.errors else 200)


@never_cache
@login_required
def event_answer(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """How the person sees it."""
    event = _find(request, event_id)
    may_answer_event(request.actor, event).require()
    form = EventAnswerForm(request.POST or None, initial={"reply": event.reply})
    if request.method == "POST" and form.is_valid():
        actions.answer_event(by=request.actor, event=event, reply=form.cleaned_data["reply"])
        return redirect("safety_event", event.pk)
    return render(request, "safety/event_answer.html", {"form": form, "event": event}, status=422 if form.errors else 200)


@login_required
@require_POST
def event_reading(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The person has read it."""
    actions.read_event(by=request.actor, event=_find(request, event_id))
    return redirect("safety_event", event_id)


@login_required
@require_POST
def event_reply_reading(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Whoever wrote it has read the answer."""
    actions.read_event_reply(by=request.actor, event=_find(request, event_id))
    return redirect("safety_event", event_id)
