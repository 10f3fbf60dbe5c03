"""Who holds what: the gaps ahead, the hosts of one group, who has one date."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.gatherings.finding import find_gathering, find_session
from hearthside.gatherings.hosting import actions
from hearthside.gatherings.hosting.forms import DutyForm, HostForm, PartForm
from hearthside.gatherings.hosting.queries import covers_asked, gaps_ahead, hosts_of, named
from hearthside.gatherings.models import Gathering, Session
from hearthside.gatherings.permissions import may_arrange_gathering, may_choose_hosts, title_for
from hearthside.gatherings.series.date_views import date_page
from hearthside.gatherings.series.views import page
from hearthside.people.models import Person

ROWS = 50


@login_required
def hosting(request: HttpRequest) -> HttpResponse:
    """Dates of the next eight weeks that somebody has to take, in all that one looks after."""
    if not isinstance(request.actor, Person):
        return redirect("today")
    gaps = slice_of(gaps_ahead(request.actor), request.GET.get("page"), ROWS)
    asked = list(covers_asked(request.actor))
    return page(request, "hosting", gaps=gaps, open_dates=named(request.actor, gaps.rows), asked=named(request.actor, asked))


@login_required
def hosts(request: HttpRequest, slug: str) -> HttpResponse:
    """Who holds one group, in which part, in what turn; adding somebody."""
    gathering = find_gathering(request, slug)
    verdict = may_choose_hosts(request.actor, gathering)
    if request.method == "POST":
        verdict.require()
    form = HostForm(request.POST or None, actor=request.actor, gathering=gathering)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_host(by=request.actor, gathering=gathering, **form.cleaned_data)
            messages.success(request, _("Added."))
            return redirect("hosts", slug)
        except Refused as refusal:
            form.add_error("person", str(refusal))
    return _hosts_page(request, gathering, form)


def _hosts_page(request: HttpRequest, gathering: Gathering, form: HostForm, faulty: PartForm | None = None) -> HttpResponse:
    holding = hosts_of(gathering)
    for place, one in enumerate(holding, 1):
        one.form = faulty if faulty and faulty.host == one else PartForm(host=one, place=place)
    context = {"gathering": gathering, "title": title_for(request.actor, gathering), "hosts": holding}
    verdicts = {"verdict": may_choose_hosts(request.actor, gathering), "may_arrange": may_arrange_gathering(request.actor, gathering)}
    answer = page(request, "hosts", form, **context, **verdicts)
    if faulty:
        answer.status_code = 422
    return answer


@login_required
@require_POST
def host(request: HttpRequest, slug: str, host_id: UUID) -> HttpResponse:
    """Another part or place in the turn for somebody who holds it."""
    gathering = find_gathering(request, slug)
    may_choose_hosts(request.actor, gathering).require()
    changed = get_object_or_404(gathering.hosts.select_related("gathering", "person"), pk=host_id, ends_on=None)
    form = PartForm(request.POST, host=changed, place=1)
    if not form.is_valid():
        return _hosts_page(request, gathering, HostForm(actor=request.actor, gathering=gathering), form)
    try:
        actions.change_host(by=request.actor, host=changed, **form.cleaned_data)
        messages.success(request, _("Saved."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("hosts", slug)


@login_required
@require_POST
def hosting_ending(request: HttpRequest, slug: str, host_id: UUID) -> HttpResponse:
    """Somebody no longer holds it, from now on."""
    gathering = find_gathering(request, slug)
    ended = get_object_or_404(gathering.hosts.select_related("gathering", "person"), pk=host_id)
    try:
        actions.end_hosting(by=request.actor, host=ended)
        messages.success(request, _("Ended. %(name)s can be added again at any time.") % {"name": ended.person.name})
    except Refused as refusal:
        messages.info(request, str(refusal))
    still_there = Gathering.objects.visible_to(request.actor).filter(pk=gathering.pk).exists()
    return redirect("hosts", slug) if still_there else redirect("kept_gatherings")


@login_required
@require_POST
def rotation(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of the next eight weeks have hosts, in turn."""
    given = actions.plan_rotation(by=request.actor, gathering=find_gathering(request, slug))
    said = ngettext("%(count)s date has a host now.", "%(count)s dates have a host now.", given) % {"count": given}
    messages.success(request, said if given else _("Nothing to do: each date has its hosts, or somebody is being asked."))
    return redirect("plan", slug)


@login_required
@require_POST
def duties(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """Somebody has this date, as agreed."""
    session = find_session(request, slug, session_id)
    may_choose_hosts(request.actor, session.gathering).require()
    form = DutyForm(request.POST, actor=request.actor, session=session, auto_id="duty_%s")
    if form.is_valid():
        try:
            actions.give_duty(by=request.actor, session=session, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("planned_date", slug, session.pk)
        except Refused as refusal:
            form.add_error("person", str(refusal))
    return date_page(request, session, duty=form)


@login_required
@require_POST
def duty(request: HttpRequest, slug: str, session_id: UUID) -> HttpResponse:
    """I can."""
    session = find_session(request, slug, session_id)
    return _done(request, session, actions.take_duty, _("It is yours. Thank you."), session=session)


@login_required
@require_POST
def duty_ending(request: HttpRequest, slug: str, session_id: UUID, duty_id: UUID) -> HttpResponse:
    """I can't make it."""
    session = find_session(request, slug, session_id)
    given_back = get_object_or_404(session.duties.select_related("person"), pk=duty_id)
    given_back.session = session
    return _done(request, session, actions.end_duty, _("Noted. The others are asked."), duty=given_back)


@login_required
@require_POST
def duty_return(request: HttpRequest, slug: str, session_id: UUID, duty_id: UUID) -> HttpResponse:
    """I can make it after all."""
    session = find_session(request, slug, session_id)
    resumed = get_object_or_404(session.duties.select_related("person"), pk=duty_id)
    resumed.session = session
    return _done(request, session, actions.resume_duty, _("It is as it was."), duty=resumed)


def _done(request: HttpRequest, session: Session, act, said: str, /, **words) -> HttpResponse:
    """One tap about a date, and back to it, where it may be undone."""
    try:
        act(by=request.actor, **words)
        messages.success(request, said)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("planned_date", session.gathering.slug, session.pk)
