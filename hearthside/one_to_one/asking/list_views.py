"""Those who wait, and one of them, for coordinators."""

from typing import Any
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
from hearthside.core.pages import slice_of
from hearthside.one_to_one.asking import actions
from hearthside.one_to_one.asking.arranging_forms import ClosingForm, FindPersonForm, ProgrammeForm
from hearthside.one_to_one.asking.permissions import may_arrange_request, may_see_requests
from hearthside.one_to_one.asking.queries import over_lately, people_meant, waiting_with
from hearthside.one_to_one.asking.saying import facts_of, in_short, reached_at
from hearthside.one_to_one.asking.waits import expected_wait, said_wait
from hearthside.one_to_one.defaults import CLOSINGS
from hearthside.one_to_one.models import Request
from hearthside.people.asking.reaching import address_of
from hearthside.people.models import Person
from hearthside.people.permissions import may_open_record, right_to_open

ROWS = 50


@never_cache
@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """Who waits to meet somebody, the longest first; and what ended lately without a meeting."""
    may_see_requests(request.actor).require()
    page = slice_of(waiting_with(request.actor), request.GET.get("page"), ROWS)
    waiting = [(one, in_short(one)) for one in page.rows]
    context = {"page": page, "waiting": waiting, "over": over_lately(request.actor)[:ROWS], "wait": said_wait(expected_wait())}
    return render(request, "one_to_one/requests.html", context | {"room": "more"})


def _find(request: HttpRequest, request_id: UUID) -> Request:
    rows = Request.objects.visible_to(request.actor).exclude(person=getattr(request.actor, "pk", None))
    return get_object_or_404(rows.select_related("person", "programme", "typed_by"), pk=request_id)


@never_cache
@login_required
def one_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """All that somebody said when they asked. Of a person who is known here it is kept that it was opened."""
    asked = _find(request, request_id)
    if asked.person:
        right = right_to_open(request.actor, asked.person)
        note_opening(by=request.actor, about=asked.person.actor_id, page="request", right=right)
    return _page(request, asked)


def _page(request: HttpRequest, asked: Request, **forms: Any) -> HttpResponse:
    """The page with its forms, of which one may come back with something to put right."""
    usual = {"find": FindPersonForm(), "programme": ProgrammeForm(asked=asked), "closing": ClosingForm(), "found": None}
    context = {
        "asked": asked,
        "facts": facts_of(asked),
        "reached": reached_at(asked),
        "address": address_of(asked),
        "closed_because": CLOSINGS[asked.closing][0] if asked.closing else "",
        "may_arrange": may_arrange_request(request.actor, asked),
        "may_open": asked.person and may_open_record(request.actor, asked.person),
        "room": "more",
    }
    faulty = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "one_to_one/request.html", context | usual | forms, status=422 if faulty else 200)


@never_cache
@login_required
def request_person(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Whose request it is: look them up, choose one, or write them down. Looking up changes nothing."""
    asked = _find(request, request_id)
    may_arrange_request(request.actor, asked).require()
    if request.method != "POST":
        return redirect("request", asked.pk)
    find = FindPersonForm(request.POST if "typed" in request.POST else None)
    if "typed" in request.POST:
        found = people_meant(request.actor, find.cleaned_data["typed"]) if find.is_valid() else None
        return _page(request, asked, find=find, found=found)
    try:
        _link(request, asked)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("request", asked.pk)


def _link(request: HttpRequest, asked: Request) -> None:
    if "person" in request.POST:
        person = get_object_or_404(Person.objects.visible_to(request.actor), pk=_key(request.POST["person"]))
        actions.link_person(by=request.actor, request=asked, person=person)
    else:
        person = actions.write_down_person(by=request.actor, request=asked)
    messages.success(request, _("The request is linked to the record of %(name)s.") % {"name": person.name})


def _key(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


@require_POST
@login_required
def request_programme(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Which programme takes it. Given to another one, it leaves one's own list."""
    asked = _find(request, request_id)
    may_arrange_request(request.actor, asked).require()
    form = ProgrammeForm(request.POST, asked=asked)
    if form.is_valid():
        try:
            actions.give_programme(by=request.actor, request=asked, programme=form.cleaned_data["programme"])
            messages.success(request, _("Saved."))
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect("request", asked.pk) if _is_still_open(request, asked) else redirect("requests")
    return _page(request, asked, programme=form)


def _is_still_open(request: HttpRequest, asked: Request) -> bool:
    return Request.objects.visible_to(request.actor).filter(pk=asked.pk).exists()


@require_POST
@login_required
def request_closing(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Nobody is looked for any more, and why."""
    asked = _find(request, request_id)
    may_arrange_request(request.actor, asked).require()
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            actions.close_request(by=request.actor, request=asked, closing=form.cleaned_data["closing"])
            messages.success(request, _("Closed. The person reads why. You find it under “Ended lately”, where you can open it again."))
        except Refused as refusal:
            messages.info(request, str(refusal))
        return redirect("requests")
    return _page(request, asked, closing=form)


@require_POST
@login_required
def request_reopening(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """It goes on after all."""
    asked = _find(request, request_id)
    may_arrange_request(request.actor, asked).require()
    try:
        actions.reopen_request(by=request.actor, request=asked)
        messages.success(request, _("Open again, in its old turn."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("request", asked.pk)
