"""Ideas and thanks from everybody; and the page of those who hear them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.gatherings.models import Gathering
from hearthside.gatherings.voices import actions
from hearthside.gatherings.voices.forms import IdeaForm, ThanksForm, VoiceAnswerForm, VoiceForm
from hearthside.gatherings.voices.permissions import may_answer_voice, may_hear_voices
from hearthside.gatherings.voices.queries import SAID, groups_in_public, voices_for
from hearthside.people.asking.held_code import hold_code
from hearthside.people.asking.knocking import count_form
from hearthside.people.asking.own_codes import code_of

ROWS = 50


@never_cache
@sensitive_post_parameters()
def ideas(request: HttpRequest) -> HttpResponse:
    """An idea for a group, or what somebody would like."""
    form = IdeaForm(request.POST or None, actor=request.actor, language=request.LANGUAGE_CODE)
    return _said(request, form, "gatherings/ideas.html", {})


@never_cache
@sensitive_post_parameters()
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks to those who hold a group."""
    gathering = get_object_or_404(groups_in_public(), slug=slug)
    form = ThanksForm(request.POST or None, actor=request.actor, language=request.LANGUAGE_CODE)
    return _said(request, form, "gatherings/thanks.html", {"gathering": gathering})


def _said(request: HttpRequest, form: VoiceForm, template: str, about: dict[str, Gathering]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request, form.cleaned_data.get("reach", ""))
            voice = actions.say(by=request.actor, **(form.said() | about))
            return hold_code(redirect("own_code"), code_of(voice), is_new=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, template, {"form": form, **about}, status=422 if form.errors else 200)


@never_cache
@login_required
def voices(request: HttpRequest) -> HttpResponse:
    """What waits for an answer or to be read, then what was said before."""
    may_hear_voices(request.actor).require()
    heard = voices_for(request.actor).select_related("gathering", "answered_by")
    past = slice_of(heard.exclude(answered_at=None).order_by("-answered_at", "pk"), request.GET.get("page"), ROWS)
    waiting = heard.filter(answered_at=None).order_by("said_at", "pk")
    return render(request, "gatherings/voices.html", {"waiting": waiting, "page": past, "room": "kept_gatherings"})


@never_cache
@login_required
def voice_answer(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Answer one idea or wish."""
    voice = get_object_or_404(voices_for(request.actor).filter(kind__in=SAID).select_related("gathering"), pk=voice_id)
    may_answer_voice(request.actor, voice).require()
    form = VoiceAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_voice(by=request.actor, voice=voice, words=form.cleaned_data["words"])
            messages.success(request, _("Answered. They hear from you by the way they gave, and can read it with their code."))
            return redirect("voices")
        except Refused as refusal:
            form.add_error("words", str(refusal))
    return render(request, "gatherings/voice_answer.html", {"voice": voice, "form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def voice_reading(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """These thanks are read."""
    actions.read_thanks(by=request.actor, voice=get_object_or_404(voices_for(request.actor), pk=voice_id))
    return redirect("voices")
