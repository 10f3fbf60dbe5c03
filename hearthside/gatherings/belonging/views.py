"""Asking to belong; and the page of those who answer."""

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
from hearthside.gatherings.belonging import actions
from hearthside.gatherings.belonging.forms import AnswerForm, AskingForm, EndingForm, MemberForm
from hearthside.gatherings.belonging.permissions import may_answer_asker
from hearthside.gatherings.belonging.queries import groups_to_ask, members_of
from hearthside.gatherings.models import Gathering, GroupMember
from hearthside.gatherings.permissions import title_for
from hearthside.people.asking.held_code import held_thing, hold_code
from hearthside.people.asking.knocking import count_form
from hearthside.people.asking.own_codes import code_of


@never_cache
@sensitive_post_parameters()
def asking(request: HttpRequest, slug: str) -> HttpResponse:
    """May I come? The receipt is a code, with which the answer can be read."""
    gathering = get_object_or_404(groups_to_ask(), slug=slug)
    form = AskingForm(request.POST or None, actor=request.actor, language=request.LANGUAGE_CODE)
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request, form.cleaned_data.get("reach", ""))
            words = form.cleaned_data["message"]
            member = actions.ask_to_belong(by=request.actor, gathering=gathering, asker=form.asker(), message=words)
            return hold_code(redirect("own_code"), code_of(member), is_new=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "gatherings/asking.html", {"gathering": gathering, "form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asked, who belongs; adding somebody by hand."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), slug=slug)
    may_answer_asker(request.actor, gathering).require()
    form = MemberForm(request.POST or None, host=request.actor, language="")
    if request.method == "POST" and form.is_valid():
        try:
            person = form.cleaned_data.get("person")
            member = actions.add_member(by=request.actor, gathering=gathering, asker=form.asker(), person=person)
            return hold_code(redirect("own_code"), code_of(member), is_new=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"title": title_for(request.actor, gathering), "gathering": gathering, "list": members_of(gathering), "form": form}
    return render(request, "gatherings/members.html", context, status=422 if form.errors else 200)


def _member(request: HttpRequest, slug: str, member_id: UUID) -> GroupMember:
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), slug=slug)
    may_answer_asker(request.actor, gathering).require()
    member = get_object_or_404(gathering.members.select_related("person"), pk=member_id)
    member.gathering = gathering
    return member


@never_cache
@login_required
def asking_answer(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """Yes, or not now with words."""
    member = _member(request, slug, member_id)
    form = AnswerForm(request.POST or None, host=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_asker(by=request.actor, member=member, **form.given())
            messages.success(request, _("Answered. They hear from us by the way they gave, and can read it with their code."))
            return redirect("members", slug)
        except Refused as refusal:
            form.add_error("words", str(refusal))
    context = {"member": member, "gathering": member.gathering, "form": form}
    return render(request, "gatherings/asking_answer.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def member_ending(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """They no longer belong, with words for them. "Yes, after all" takes it back."""
    member = _member(request, slug, member_id)
    form = EndingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_membership(by=request.actor, member=member, words=form.cleaned_data["words"])
            messages.success(request, _("Ended. You find them under “Earlier”, where you can take it back."))
            return redirect("members", slug)
        except Refused as refusal:
            form.add_error("words", str(refusal))
    context = {"member": member, "gathering": member.gathering, "form": form}
    return render(request, "gatherings/member_ending.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def member_card(request: HttpRequest, slug: str, member_id: UUID) -> HttpResponse:
    """The card of somebody who belongs, once more."""
    member = _member(request, slug, member_id)
    try:
        code = code_of(member) or actions.renew_code(by=request.actor, member=member)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("members", slug)
    return hold_code(redirect("code_card"), code)


@require_POST
def leaving(request: HttpRequest) -> HttpResponse:
    """I leave, or take back that I asked."""
    if found := held_thing(request, GroupMember):
        actions.leave_group(by=request.actor, member=found[0], code=found[1])
        return hold_code(redirect("own_code"), found[1])
    return redirect("own_code")


@require_POST
def leaving_return(request: HttpRequest) -> HttpResponse:
    """That was a mistake."""
    if found := held_thing(request, GroupMember):
        try:
            actions.return_to_group(by=request.actor, member=found[0], code=found[1])
        except Refused as refusal:
            messages.info(request, str(refusal))
        return hold_code(redirect("own_code"), found[1])
    return redirect("own_code")
