"""Programmes and pilots; places."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.organisation import actions
from hearthside.organisation.forms.lists import EndingForm, ProgrammeForm, SiteForm
from hearthside.organisation.models import Programme, Site
from hearthside.organisation.views import for_keepers, page


@for_keepers
def programmes(request: HttpRequest) -> HttpResponse:
    """What runs, what has ended, and opening another one."""
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        try:
            opened = actions.open_programme(by=request.actor, **form.cleaned_data)
            messages.success(request, _("%(name)s is open.") % {"name": opened.name})
            return redirect("programmes")
        except Refused as refusal:
            form.add_error("ends_on", str(refusal))
    everything = list(Programme.objects.all())
    running = [one for one in everything if one.ends_on is None or one.ends_on >= today()]
    return page(request, "programmes", form, running=running, past=[one for one in everything if one not in running])


@for_keepers
def programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """One programme: its name, its question, its days."""
    programme = get_object_or_404(Programme, pk=programme_id)
    form = ProgrammeForm(request.POST or None, programme=programme)
    if form.is_valid():
        try:
            actions.change_programme(by=request.actor, programme=programme, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("programmes")
        except Refused as refusal:
            form.add_error("ends_on", str(refusal))
    return page(request, "programme", form, programme=programme, ending=EndingForm(auto_id="ending_%s"))


@for_keepers
@require_POST
def programme_ending(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Its last day."""
    programme = get_object_or_404(Programme, pk=programme_id)
    ending = EndingForm(request.POST, auto_id="ending_%s")
    if ending.is_valid():
        try:
            actions.end_programme(by=request.actor, programme=programme, ends_on=ending.cleaned_data["ends_on"])
            messages.success(request, _("Saved. To go on after all, take its last day away."))
            return redirect("programmes")
        except Refused as refusal:
            ending.add_error("ends_on", str(refusal))
    answer = page(request, "programme", ProgrammeForm(programme=programme), programme=programme, ending=ending)
    answer.status_code = 422
    return answer


@for_keepers
def sites(request: HttpRequest) -> HttpResponse:
    """Where people meet, and adding a place."""
    form = SiteForm(request.POST or None)
    if form.is_valid():
        actions.open_site(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("sites")
    everything = list(Site.objects.order_by("name", "pk"))
    closed = [one for one in everything if one.closed_on]
    return page(request, "sites", form, used=[one for one in everything if not one.closed_on], closed=closed)


@for_keepers
def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """One place: its name and address."""
    site = get_object_or_404(Site, pk=site_id)
    form = SiteForm(request.POST or None, site=site)
    if form.is_valid():
        actions.change_site(by=request.actor, site=site, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("sites")
    return page(request, "one", form, title=site.name, back="sites")


@for_keepers
@require_POST
def site_closing(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """People no longer meet there."""
    actions.close_site(by=request.actor, site=get_object_or_404(Site, pk=site_id))
    messages.success(request, _("Closed. You can open it again below."))
    return redirect("sites")


@for_keepers
@require_POST
def site_reopening(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """People meet there again."""
    actions.reopen_site(by=request.actor, site=get_object_or_404(Site, pk=site_id))
    messages.success(request, _("Open again."))
    return redirect("sites")
