"""Signing up for a date without an account, and the page of those who hold it."""

from collections.abc import Callable
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
from hearthside.gatherings.models import Gathering, Session
from hearthside.gatherings.permissions import may_see_who_came, title_for
from hearthside.gatherings.signing_up import actions
from hearthside.gatherings.signing_up.filling import capacity_of, is_full
from hearthside.gatherings.signing_up.forms import MemberSignUpForm, SignUpForm
from hearthside.gatherings.signing_up.permissions import may_sign_up, takes_places
from hearthside.gatherings.signing_up.queries import coming_to, dates_by_link, dates_for_hosts, own_sign_up
from hearthside.people.asking.held_code import hold_code
from hearthside.people.asking.knocking import count_code, count_form
from hearthside.people.asking.own_codes import code_of
from hearthside.people.models import Person
from hearthside.people.reach import ways_now


@never_cache
@sensitive_post_parameters()
def sign_up(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One screen. Who is signed in and has a place already is shown that one; where nobody signs up, how to come."""
    session = get_object_or_404(dates_by_link(), pk=session_id)
    if (known := own_sign_up(request.actor, session)) and (code := code_of(known)):
        return hold_code(redirect("own_code"), code)
    if not (verdict := takes_places(session)):
        return render(request, "gatherings/sign_up.html", {"session": session, "verdict": verdict})
    form = _form(request, session)
    if request.method == "POST" and form.is_valid():
        try:
            if _is_whose(request, form):
                asked = {"asker": form.asker(), "wishes": form.wishes(), "member": getattr(form, "member", None)}
                row = actions.sign_up(by=request.actor, session=session, **asked)
                return hold_code(redirect("own_code"), code_of(row), is_new=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, session, form)


def _form(request: HttpRequest, session: Session) -> SignUpForm:
    """Who is not known to belong to a group that is not open types the code of a member as well."""
    kind = SignUpForm if may_sign_up(request.actor, session) else MemberSignUpForm
    return kind(request.POST or None, session=session, actor=request.actor, language=request.LANGUAGE_CODE)


def _is_whose(request: HttpRequest, form: SignUpForm) -> bool:
    """Count the try; where a code is needed, find whose it is."""
    count_form(request, form.cleaned_data.get("reach", ""))
    if isinstance(form, MemberSignUpForm):
        count_code(request)
        return form.find_member()
    return True


def _page(request: HttpRequest, session: Session, form: SignUpForm) -> HttpResponse:
    is_open = session.gathering.openness == Gathering.Openness.OPEN
    context = {
        "session": session,
        "form": form,
        "is_full": is_full(session) if is_open else False,
        "ways": ways_now(request.actor, "reminders") if isinstance(request.actor, Person) else None,
        "verdict": True,
    }
    return render(request, "gatherings/sign_up.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def sign_ups(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who comes, who waits, what they need; and signing up somebody who called."""
    session = get_object_or_404(dates_for_hosts(request.actor), pk=session_id)
    may_see_who_came(request.actor, session).require()
    form = SignUpForm(request.POST or None, session=session, actor=None, language="", auto_id="new_%s")
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.sign_somebody_up(by=request.actor, session=session, asker=form.asker(), wishes=form.wishes())
            return hold_code(redirect("own_code"), code_of(row), is_new=True)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "session": session,
        "title": title_for(request.actor, session.gathering),
        "capacity": capacity_of(session),
        "takes": takes_places(session),
        "list": coming_to(session),
        "form": form,
    }
    return render(request, "gatherings/sign_ups.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def rides(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who needs a ride and who has seats, on one sheet."""
    session = get_object_or_404(dates_for_hosts(request.actor), pk=session_id)
    may_see_who_came(request.actor, session).require()
    return render(request, "gatherings/rides.html", {"session": session, "list": coming_to(session)})


@require_POST
@login_required
def sign_up_ending(request: HttpRequest, session_id: UUID, sign_up_id: UUID) -> HttpResponse:
    """Somebody called to say that they do not come."""
    said = _("Noted. Whoever waits first has the place now. You can take it back under “Not coming”.")
    return _noted(request, session_id, sign_up_id, actions.cancel_sign_up, said)


@require_POST
@login_required
def sign_up_return(request: HttpRequest, session_id: UUID, sign_up_id: UUID) -> HttpResponse:
    """They come after all."""
    said = _("Noted. They have a place, or their turn on the waiting list.")
    return _noted(request, session_id, sign_up_id, actions.resume_sign_up, said)


def _noted(request: HttpRequest, session_id: UUID, sign_up_id: UUID, act: Callable, said: str) -> HttpResponse:
    """What a host notes about one place, and back to the list."""
    session = get_object_or_404(dates_for_hosts(request.actor), pk=session_id)
    may_see_who_came(request.actor, session).require()
    try:
        act(by=request.actor, sign_up=get_object_or_404(session.sign_ups, pk=sign_up_id))
        messages.success(request, said)
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("sign_ups", session.pk)
