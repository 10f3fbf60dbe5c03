"""Where official forms are found: kept by those who keep the house."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.forms import FormsLinkForm
from hearthside.one_to_one.goals.permissions import may_keep_forms_links
from hearthside.one_to_one.goals.queries import forms_links
from hearthside.one_to_one.goals.views import page


@login_required
def wishes_links(request: HttpRequest) -> HttpResponse:
    """The links that stand beside everybody's wishes, and adding one."""
    may_keep_forms_links(request.actor).require()
    form = FormsLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_forms_link(by=request.actor, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("wishes_links")
    return page(request, "wishes_links", request.actor, form, links=forms_links())


@login_required
@require_POST
def wishes_link_removal(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """A link is gone from everybody's page."""
    may_keep_forms_links(request.actor).require()
    actions.remove_forms_link(by=request.actor, link=get_object_or_404(forms_links(), pk=link_id))
    messages.success(request, _("Taken off the list."))
    return redirect("wishes_links")
