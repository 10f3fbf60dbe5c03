"""Values, and crisis lines."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.organisation import actions
from hearthside.organisation.forms.lists import CrisisLineForm, ValueForm
from hearthside.organisation.models import CrisisLine, Value
from hearthside.organisation.views import for_keepers, page


@for_keepers
def values(request: HttpRequest) -> HttpResponse:
    """What we stand for, and adding to it."""
    form = ValueForm(request.POST or None)
    if form.is_valid():
        actions.add_value(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("values")
    return page(request, "values", form, listed=list(Value.objects.all()))


@for_keepers
def value(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """One value, reworded."""
    value = get_object_or_404(Value, pk=value_id)
    form = ValueForm(request.POST or None, value=value)
    if form.is_valid():
        actions.change_value(by=request.actor, value=value, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("values")
    return page(request, "one", form, title=value.name, back="values")


@for_keepers
@require_POST
def value_removal(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Off the list."""
    actions.remove_value(by=request.actor, value=get_object_or_404(Value, pk=value_id))
    messages.success(request, _("Removed."))
    return redirect("values")


@for_keepers
def crisis_lines(request: HttpRequest) -> HttpResponse:
    """The lines on every page, those of other countries, and adding one."""
    form = CrisisLineForm(request.POST or None, organisation=request.organisation)
    if form.is_valid():
        actions.add_crisis_line(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved. It stands on every page of its country."))
        return redirect("crisis_lines")
    lines = list(CrisisLine.objects.all())
    ours = [line for line in lines if line.country == request.organisation.country]
    return page(request, "crisis_lines", form, ours=ours, others=[line for line in lines if line not in ours])


@for_keepers
def crisis_line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """One line, corrected."""
    line = get_object_or_404(CrisisLine, pk=line_id)
    form = CrisisLineForm(request.POST or None, organisation=request.organisation, line=line)
    if form.is_valid():
        try:
            actions.change_crisis_line(by=request.actor, line=line, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("crisis_lines")
        except Refused as refusal:
            form.add_error("country", str(refusal))
    return page(request, "one", form, title=line.name, back="crisis_lines")


@for_keepers
@require_POST
def crisis_line_removal(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Off every page."""
    try:
        actions.remove_crisis_line(by=request.actor, line=get_object_or_404(CrisisLine, pk=line_id))
        messages.success(request, _("Removed from every page."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("crisis_lines")
