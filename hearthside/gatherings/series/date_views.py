"""One date: who has it, and what may become of it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.gatherings.finding import find_session
from hearthside.gatherings.hosting.forms import DutyForm
from hearthside.gatherings.hosting.queries import holding
from hearthside.gatherings.models import Session
from hearthside.gatherings.permissions import may_arrange_gathering, may_choose_hosts, may_see_who_came, title_for
from hearthside.gatherings.series import actions
from hearthside.gatherings.series.forms import ReasonForm, RhythmForm, SessionForm
from hearthside.gatherings.series.queries import rhythm_words
from hearthside.gatherings.series.views import page


@login_required
def session(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """One date: its hosts; moving it, another room, calling it off, leaving it out."""
    session = find_session(request, slug, session_id)
    form = SessionForm(request.POST or None, session=session)
    if request.method == "POST":
        may_arrange_gathering(request.actor, session.gathering).require()
        if form.is_valid():
            try:
                actions.change_session(by=request.actor, session=session, **form.cleaned_data)
                messages.success(request, _("Saved. Whoever has to know is told."))
                return redirect("plan", slug)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return date_page(request, session, form)


def date_page(request: HttpRequest, session: Session, form=None, called_off=None, duty=None) -> HttpResponse:
    """The page of one date, with whichever of its three forms has something to put right."""
    choosing = may_choose_hosts(request.actor, session.gathering)
    context = {
        "session": session,
        "gathering": session.gathering,
        "title": title_for(request.actor, session.gathering),
        "may_arrange": may_arrange_gathering(request.actor, session.gathering),
        "may_choose": choosing,
        "may_see": may_see_who_came(request.actor, session),
        "is_ahead": session.day > today(),
        "is_today": session.day == today(),
        "called_off": called_off or ReasonForm(auto_id="off_%s"),
        "duty": duty or (DutyForm(actor=request.actor, session=session, auto_id="duty_%s") if choosing else None),
        "holding": holding(request.actor, session),
    }
    answer = page(request, "session", form or SessionForm(session=session), **context)
    if any(one is not None and one.is_bound and one.errors for one in (called_off, duty)):
        answer.status_code = 422
    return answer


@login_required
def later(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """This date and all later ones meet otherwise; the next dates are looked at first."""
    session = find_session(request, slug, session_id)
    may_arrange_gathering(request.actor, session.gathering).require()
    form = RhythmForm(request.POST or None, series=session.series, session=session)
    if request.method == "POST" and form.is_seen():
        try:
            actions.change_from(by=request.actor, session=session, timing=form.timing())
            messages.success(request, _("Saved. Places and hosts moved along; whoever lost their date is told."))
            return redirect("plan", slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    named = {"session": session, "gathering": session.gathering, "title": title_for(request.actor, session.gathering)}
    words = rhythm_words(session.series)
    return page(request, "later", form, is_seen=form.is_bound and form.is_valid(), words=words, **named)


@login_required
@require_POST
def cancellation(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """It is called off, in public."""
    session = find_session(request, slug, session_id)
    form = ReasonForm(request.POST, auto_id="off_%s")
    if not form.is_valid():
        return date_page(request, session, called_off=form)
    said = _("Cancelled. It stays on the calendar as cancelled, and whoever signed up is told.")
    return _done(request, session, actions.cancel_session, said, reason=form.cleaned_data["reason"])


@login_required
@require_POST
def omission(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """It is left out, as when it was never planned."""
    return _done(request, find_session(request, slug, session_id), actions.skip_session, _("Left out. No calendar shows it."))


@login_required
@require_POST
def session_return(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """It takes place after all, or is again as its rhythm has it."""
    return _done(request, find_session(request, slug, session_id), actions.restore_session, _("It is as it was."))


def _done(request: HttpRequest, session: Session, act, said: str, **words) -> HttpResponse:
    """One act on a date, and back to it, where it may be undone."""
    try:
        act(by=request.actor, session=session, **words)
        messages.success(request, said)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("planned_date", session.gathering.slug, session.pk)
