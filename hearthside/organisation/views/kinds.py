"""Kinds of contact and topics."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.organisation import actions
from hearthside.organisation.forms.lists import KindForm, NewContactKindForm, NewKindForm
from hearthside.organisation.models import Kind, Topic
from hearthside.organisation.views import for_keepers, page


@for_keepers
def kinds(request: HttpRequest) -> HttpResponse:
    """How people meet here: order, names, which are shown; adding one's own."""
    form = NewContactKindForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_kind(by=request.actor, **form.cleaned_data)
            messages.success(request, _("Added, last in the list."))
            return redirect("kinds")
        except Refused as refusal:
            form.add_error("code", str(refusal))
    context = {"title": _("Kinds of contact"), "one_address": "kind", "place_address": "kind_place"}
    return page(request, "kinds", form, listed=list(Kind.objects.all()), **context)


@for_keepers
def kind(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """The name of one kind, and whether it is shown."""
    kind = get_object_or_404(Kind, pk=kind_id)
    form = KindForm(request.POST or None, row=kind)
    if form.is_valid():
        try:
            actions.change_kind(by=request.actor, kind=kind, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("kinds")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "one", form, title=str(kind), back="kinds", code=kind.code)


@for_keepers
@require_POST
def kind_place(request: HttpRequest, kind_id: UUID) -> HttpResponse:
    """One place up or down."""
    actions.move_kind(by=request.actor, kind=get_object_or_404(Kind, pk=kind_id), up=request.POST.get("to") == "up")
    return redirect("kinds")


@for_keepers
def topics(request: HttpRequest) -> HttpResponse:
    """What conversations are about: order, names, which are shown; adding one's own."""
    form = NewKindForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_topic(by=request.actor, **form.cleaned_data)
            messages.success(request, _("Added, last in the list."))
            return redirect("topics")
        except Refused as refusal:
            form.add_error("code", str(refusal))
    context = {"title": _("Topics"), "one_address": "topic", "place_address": "topic_place"}
    return page(request, "kinds", form, listed=list(Topic.objects.all()), **context)


@for_keepers
def topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """The name of one topic, and whether it is shown."""
    topic = get_object_or_404(Topic, pk=topic_id)
    form = KindForm(request.POST or None, row=topic)
    if form.is_valid():
        try:
            actions.change_topic(by=request.actor, topic=topic, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("topics")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return page(request, "one", form, title=str(topic), back="topics", code=topic.code)


@for_keepers
@require_POST
def topic_place(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """One place up or down."""
    actions.move_topic(by=request.actor, topic=get_object_or_404(Topic, pk=topic_id), up=request.POST.get("to") == "up")
    return redirect("topics")
