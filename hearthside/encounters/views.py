"""Logging: who, how, done; then the survey is offered, and a note may be written together."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.core.sent_later import is_sent_later
from hearthside.encounters import actions, offers
from hearthside.encounters.forms import AnswerForm, AttemptForm, CorrectionForm, LogForm, NoteForm, first_answers
from hearthside.encounters.group_offers.pages import offer_context
from hearthside.encounters.models import Attempt, Encounter, Stance
from hearthside.encounters.permissions import may_answer_note, may_correct_encounter, may_log, may_undo_encounter, may_write_note
from hearthside.encounters.queries import last_times, present_at
from hearthside.organisation.queries import offered_kinds, running_programmes


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@login_required
def log(request: HttpRequest) -> HttpResponse:
    """Who, how, done. Sent twice, it is logged once."""
    may_log(request.actor).require()
    form = LogForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            return _logged(request, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    recent = last_times(request.actor)
    if not form.is_bound:
        form.initial = first_answers(request.actor, _uuid(request.GET.get("who", "")), recent)
    form.draw(recent)
    return _page(request, "encounters/log.html", form)


def _page(request: HttpRequest, template: str, form, **context) -> HttpResponse:
    """A page with a form; 422 when something has to be put right."""
    return render(request, template, {"form": form, "room": "log", **context}, status=422 if form and form.errors else 200)


def _logged(request: HttpRequest, form: LogForm) -> HttpResponse:
    contact = form.contact()
    # A group is offered codes on the next page, for all of them; where nobody sees the next page, nothing is offered.
    offered = not contact.kind.is_gathering and not is_sent_later(request)
    encounter, ticket = actions.record_encounter(by=request.actor, contact=contact, offer_survey=offered, language=request.LANGUAGE_CODE)
    response = redirect("offer", encounter_id=encounter.pk)
    offers.hand_over_code(response, encounter, ticket)
    return response


@login_required
def offer(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """It is saved. Would they like to say what it gave them? The code is shown here and kept nowhere."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind"), pk=encounter_id)
    may_correct_encounter(request.actor, encounter).require()
    return render(request, "encounters/offer.html", offer_context(request, encounter))


@login_required
@require_POST
def ticket_replacement(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """The code was lost before it was used: a new one, and the old one no longer works."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor), pk=encounter_id)
    response = redirect("offer", encounter_id=encounter.pk)
    try:
        ticket = actions.replace_ticket(by=request.actor, encounter=encounter, language=request.LANGUAGE_CODE)
        offers.hand_over_code(response, encounter, ticket)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return response


@login_required
@require_POST
def offer_withdrawal(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """The survey was not offered this time."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor), pk=encounter_id)
    actions.withdraw_offer(by=request.actor, encounter=encounter)
    messages.success(request, _("Noted: the survey was not offered this time."))
    return redirect("today")


@login_required
@require_POST
def undo(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """Take a contact back."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor), pk=encounter_id)
    actions.undo_encounter(by=request.actor, encounter=encounter)
    messages.success(request, _("Taken back. It counts nowhere."))
    return redirect("today")


@login_required
def encounter(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """One contact: what it was, its note, and putting it right."""
    encounter = get_object_or_404(
        Encounter.objects.visible_to(request.actor).select_related("kind", "programme", "site", "typist", "note"), pk=encounter_id
    )
    may_correct = may_correct_encounter(request.actor, encounter)
    form = CorrectionForm(request.POST or None, encounter=encounter) if may_correct else None
    if request.method == "POST":
        may_correct.require()
        if form.is_valid():
            try:
                actions.correct_encounter(by=request.actor, encounter=encounter, **form.changes())
                messages.success(request, _("Saved."))
                return redirect("encounter", encounter_id=encounter.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return _page(request, "encounters/encounter.html", form, **_encounter_context(request, encounter))


def _encounter_context(request: HttpRequest, encounter: Encounter) -> dict:
    note = getattr(encounter, "note", None)
    people, others = present_at(encounter, request.actor)
    return {
        "encounter": encounter,
        "people": people,
        "others": others,
        "supporters": [doing.supporter for doing in encounter.doings.select_related("supporter")],
        "note": note,
        "stances": note.stances.select_related("person").order_by("said_at") if note else [],
        "earlier": note.versions.select_related("written_by").order_by("-version") if note else [],
        "may_undo": may_undo_encounter(request.actor, encounter),
        "may_write": may_write_note(request.actor, encounter),
        "may_answer": note and may_answer_note(request.actor, note),
    }


@login_required
def note(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """Write the note on a contact together, or change its wording."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind", "note"), pk=encounter_id)
    may_write_note(request.actor, encounter).require()
    written = getattr(encounter, "note", None)
    form = NoteForm(request.POST or None, initial={"text": written.text if written else ""})
    if request.method == "POST" and form.is_valid():
        actions.write_note(by=request.actor, encounter=encounter, text=form.cleaned_data["text"])
        messages.success(request, _("Saved. Everyone who was there can read it."))
        return redirect("encounter", encounter_id=encounter.pk)
    people = [presence.person for presence in encounter.presences.select_related("person")]
    return _page(request, "encounters/note.html", form, encounter=encounter, people=people)


@login_required
def note_answer(request: HttpRequest, encounter_id: UUID) -> HttpResponse:
    """Say of a note: I have read it, I agree, or I see it differently."""
    encounter = get_object_or_404(Encounter.objects.visible_to(request.actor).select_related("kind"), pk=encounter_id, note__isnull=False)
    may_answer_note(request.actor, encounter.note).require()
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_note(by=request.actor, note=encounter.note, **form.cleaned_data)
            messages.success(request, _("Saved. It stands beside the note."))
            return redirect("encounter", encounter_id=encounter.pk)
        except Refused as refusal:
            form.add_error("reply", str(refusal))
    return render(
        request,
        "encounters/note_answer.html",
        {"form": form, "encounter": encounter, "note": encounter.note},
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def reply_reading(request: HttpRequest, stance_id: UUID) -> HttpResponse:
    """The writer of a note has read a reply to it; it leaves their list."""
    readable = Encounter.objects.visible_to(request.actor).values("pk")
    stance = get_object_or_404(Stance.objects.filter(note__encounter__in=readable), pk=stance_id)
    actions.read_reply(by=request.actor, stance=stance)
    return redirect("encounter", encounter_id=stance.note.encounter_id)


@login_required
def attempt(request: HttpRequest) -> HttpResponse:
    """A try that did not connect."""
    may_log(request.actor).require()
    first = {"who": _uuid(request.GET.get("who", "")), "day": today(), "kind": "one_to_one_phone"}
    first["programme"] = next((role.programme_id for role in request.actor.current_roles if role.programme_id), None)
    form = AttemptForm(request.POST or None, actor=request.actor, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_attempt(by=request.actor, **_attempt_words(form.cleaned_data))
            messages.success(request, _("Saved as a try."))
            return redirect("today")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, "encounters/attempt.html", form)


def _attempt_words(cleaned: dict) -> dict:
    kind = next(kind for kind in offered_kinds() if kind.code == cleaned["kind"])
    programme = next(one for one in running_programmes() if str(one.pk) == cleaned["programme"])
    return {
        "once": cleaned["once"],
        "person": cleaned["who"],
        "outcome": cleaned["outcome"],
        "day": cleaned["day"],
        "again_on": cleaned["again_on"],
        "again_at": cleaned["again_at"],
        "kind": kind,
        "programme": programme,
    }


@login_required
@require_POST
def call_back_closing(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Let a "call me later" be."""
    attempt = get_object_or_404(Attempt.objects.visible_to(request.actor).to_call_back(), pk=attempt_id)
    actions.close_call_back(by=request.actor, attempt=attempt)
    messages.success(request, _("Done with."))
    return redirect("today")
