"""The paper sheet, and typing it up."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.gatherings.door.actions import note_somebodies, remove_arrival
from hearthside.gatherings.door.expected import Finder, expected_at
from hearthside.gatherings.door.forms import ArrivalsForm, WhoForm
from hearthside.gatherings.door.matching import link_arrival, match_arrivals
from hearthside.gatherings.door.queries import arrivals_of, date_for, numbers_of
from hearthside.gatherings.models import Session
from hearthside.gatherings.permissions import may_see_who_came, title_for

LINES = 25  # on one printed page


def _session(request: HttpRequest, session_id: UUID) -> Session:
    """Raises: Http404 unless this actor looks after the date."""
    session = date_for(request.actor, session_id)
    if session is None:
        raise Http404
    return session


@login_required
def sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A page of paper with the same choices as the door, under the public title alone."""
    return render(request, "gatherings/sheet.html", {"session": _session(request, session_id), "lines": range(1, LINES + 1)})


@login_required
@sensitive_post_parameters()
def arrivals(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who came: what is there already, and the rest of the sheet in one go. Names only for those who may see them."""
    session = _session(request, session_id)
    if request.method != "POST" and not may_see_who_came(request.actor, session):
        return _numbers(request, session)
    everybody = [] if request.method == "POST" and "here" not in request.POST else expected_at(session)
    form = ArrivalsForm(request.POST or None, expected=everybody, only_counted=session.gathering.only_counted)
    if request.method == "POST" and form.is_valid():
        try:
            note_somebodies(by=request.actor, session=session, **form.came())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"{request.path}?saved=yes")
    may_see_who_came(request.actor, session).require()
    return _page(request, session, form)


def _numbers(request: HttpRequest, session: Session) -> HttpResponse:
    """What a coordinator of a closed group gets, and why it is not more."""
    reason = may_see_who_came(request.actor, session).reason
    context = {"session": session, "title": title_for(request.actor, session.gathering), "numbers": numbers_of(session), "reason": reason}
    return render(request, "gatherings/arrivals_numbers.html", context)


def _page(request: HttpRequest, session: Session, form: ArrivalsForm) -> HttpResponse:
    everybody = list(form.expected.values()) or expected_at(session)
    came, finder = arrivals_of(session), Finder(everybody)
    if "here" in form.fields:
        form.offer(everybody, {one.key for one in everybody for line in came if one.is_at(line.attendance)})
    lines = [(line, finder.find(line.name), finder.perhaps(line.name)) if line.is_typed else (line, None, []) for line in came]
    context = {
        "session": session,
        "title": title_for(request.actor, session.gathering),
        "numbers": numbers_of(session),
        "lines": lines,
        "fits": any(meant for _line, meant, _perhaps in lines),
        "form": form,
    }
    return render(request, "gatherings/arrivals.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def arrival_matching(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Link every name and code that fits exactly one of those expected."""
    session = _session(request, session_id)
    number = match_arrivals(by=request.actor, session=session)
    messages.success(request, ngettext("%(n)s name is linked.", "%(n)s names are linked.", number) % {"n": number})
    return redirect("arrivals", session_id=session.pk)


@login_required
@require_POST
def arrival_link(request: HttpRequest, session_id: UUID, arrival_id: UUID) -> HttpResponse:
    """A host says who a typed name is."""
    session = _session(request, session_id)
    may_see_who_came(request.actor, session).require()
    arrival = get_object_or_404(session.attendances, pk=arrival_id)
    form = WhoForm(request.POST, expected=expected_at(session))
    if form.is_valid():
        link_arrival(by=request.actor, session=session, arrival=arrival, to=form.somebody())
    else:
        messages.info(request, _("Choose who it is, then link them."))
    return redirect("arrivals", session_id=session.pk)


@login_required
@require_POST
def arrival_removal(request: HttpRequest, session_id: UUID, arrival_id: UUID) -> HttpResponse:
    """Take somebody off the list again."""
    session = _session(request, session_id)
    may_see_who_came(request.actor, session).require()
    remove_arrival(by=request.actor, session=session, arrival=get_object_or_404(session.attendances, pk=arrival_id))
    messages.success(request, _("Taken off."))
    return redirect("arrivals", session_id=session.pk)
