"""Choosing: whoever asked picks, the coordinator suggests, the supporter says yes or no."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.one_to_one.choosing import actions
from hearthside.one_to_one.choosing.forms import AnswerForm, ChoiceForm, SuggestingForm
from hearthside.one_to_one.choosing.openings import keep_opening
from hearthside.one_to_one.choosing.pages import choice_page, make_choice
from hearthside.one_to_one.choosing.queries import asked_now, choices_of, earlier_of, fitting_of, with_room
from hearthside.one_to_one.choosing.wording import shown_name, shown_wish
from hearthside.one_to_one.models import Request, Suggestion
from hearthside.one_to_one.permissions import may_answer_suggestion, may_pick, may_suggest
from hearthside.people.asking.held_code import held_thing, hold_code
from hearthside.people.asking.reaching import address_of


@never_cache
@login_required
def choice(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Whom I would like to meet; a coordinator reads it to somebody on the telephone and types what they say."""
    asked = get_object_or_404(Request.objects.visible_to(request.actor).select_related("person"), pk=request_id)
    may_pick(request.actor, asked).require()
    keep_opening(request, asked.person, "choice")
    form = ChoiceForm(request.POST or None, choices=choices_of(asked))
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, make_choice(request.actor, asked, form.cleaned_data["choice"]))
            return redirect("choice", asked.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return choice_page(request, asked, form)


@never_cache
def own_choice(request: HttpRequest) -> HttpResponse:
    """The same for whoever comes with the code of their request."""
    found = held_thing(request, Request)
    if found is None:
        return redirect("own_code")
    asked, code = found
    form = ChoiceForm(request.POST or None, choices=choices_of(asked))
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, make_choice(request.actor, asked, form.cleaned_data["choice"], code))
            return hold_code(redirect("own_choice"), code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return choice_page(request, asked, form, is_by_code=True)


@never_cache
@login_required
def suggestions(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The coordinator suggests supporters, and sees what became of earlier ones."""
    asked = get_object_or_404(Request.objects.visible_to(request.actor).select_related("person"), pk=request_id)
    may_suggest(request.actor, asked).require()
    keep_opening(request, asked.person, "suggestions")
    form = SuggestingForm(request.POST or None, fitting=fitting_of(asked), with_room=with_room(asked))
    if request.method == "POST" and form.is_valid():
        try:
            actions.suggest_supporters(by=request.actor, request=asked, supporters=form.chosen())
            messages.success(request, _("Suggested. Whoever asked chooses now."))
            return redirect("suggestions", asked.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _suggesting(request, asked, form)


def _suggesting(request: HttpRequest, asked: Request, form: SuggestingForm) -> HttpResponse:
    now = {"choices": choices_of(asked), "now": asked_now(asked), "earlier": earlier_of(asked)}
    context = {"asked": asked, "name": shown_name(asked), "form": form, **now}
    return render(request, "one_to_one/suggestions.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def suggestion_ending(request: HttpRequest, request_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """The coordinator takes a suggestion back."""
    asked = get_object_or_404(Request.objects.visible_to(request.actor), pk=request_id)
    may_suggest(request.actor, asked).require()
    try:
        actions.take_back_suggestion(by=request.actor, suggestion=get_object_or_404(asked.suggestions, pk=suggestion_id))
        messages.success(request, _("Taken back. You can suggest them again."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("suggestions", asked.pk)


@never_cache
@login_required
def suggestion(request: HttpRequest, suggestion_id: UUID) -> HttpResponse:
    """Somebody would like to meet me: yes or no, with one tap."""
    found = get_object_or_404(Suggestion.objects.visible_to(request.actor).select_related("request__person"), pk=suggestion_id)
    verdict = may_answer_suggestion(request.actor, found)
    keep_opening(request, found.request.person, "suggestion")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pairing = actions.answer_suggestion(by=request.actor, suggestion=found, says_yes=form.cleaned_data["answer"] == "yes")
            return _answered(request, pairing)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "verdict": verdict, "asked": found.request, "name": shown_name(found.request)}
    return render(request, "one_to_one/suggestion.html", context | {"facts": shown_wish(found.request)}, status=422 if form.errors else 200)


def _answered(request: HttpRequest, pairing) -> HttpResponse:
    if pairing is None:
        messages.success(request, _("Thank you. They hear that there is no room just now, and nothing else."))
        return redirect("pairings")
    if address_of(pairing.request):
        messages.success(request, _("You meet from now on. Here is what you need; they have been told."))
    else:
        messages.success(
            request, _("You meet from now on. They left no number: they read your first name with their code, and ask for you here.")
        )
    return redirect("pairing", pairing.pk)
