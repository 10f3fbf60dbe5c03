"""One page for every code that was given out: a sign-up, belonging to a group, something that was said.

The code is typed into a form, or comes in a cookie of this page; no address ever holds it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.gatherings.codes import read_code
from hearthside.gatherings.forms import OwnCodeForm
from hearthside.gatherings.held_code import held_code, hold_code, let_go
from hearthside.gatherings.knocking import count_code, count_form
from hearthside.gatherings.models import GroupMember, SignUp, Voice
from hearthside.gatherings.own_codes import Thing, thing_of
from hearthside.gatherings.permissions import may_see_who_came, may_see_who_comes
from hearthside.gatherings.reaching import address_of
from hearthside.gatherings.signing_up import actions
from hearthside.gatherings.signing_up.filling import before
from hearthside.gatherings.signing_up.forms import ChangeForm, wrong_code
from hearthside.gatherings.signing_up.permissions import takes_places

PAGES: dict[type, str] = {
    SignUp: "gatherings/own_sign_up.html",
    GroupMember: "gatherings/own_membership.html",
    Voice: "gatherings/own_voice.html",
}


def held_thing(request: HttpRequest, kind: type | tuple[type, ...]) -> tuple[Thing, str] | None:
    """What the code on this device opens, if it is of this kind, with the code."""
    held = held_code(request)
    thing = thing_of(held.code) if held else None
    return (thing, held.code) if held and isinstance(thing, kind) else None


@never_cache
@sensitive_post_parameters()
def own_code(request: HttpRequest) -> HttpResponse:
    """Type the code; what it opens is shown, with all that can be done about it."""
    form = OwnCodeForm(request.POST or None)
    if request.method == "POST":
        return _typed(request, form)
    held = held_code(request)
    thing = thing_of(held.code) if held else None
    if held is None or thing is None:
        return render(request, "gatherings/own_code.html", {"form": form})
    return render(request, PAGES[type(thing)], {"held": held, **_shown(request, thing)})


def _typed(request: HttpRequest, form: OwnCodeForm) -> HttpResponse:
    if form.is_valid():
        try:
            if code := _known(request, form.cleaned_data["code"]):
                return hold_code(redirect("own_code"), code)
            form.add_error("code", wrong_code())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "gatherings/own_code.html", {"form": form}, status=422)


def _known(request: HttpRequest, typed: str) -> str | None:
    """The code, if it opens something. A slip that its check sign gives away is no try."""
    code = read_code(typed)
    if code is not None:
        count_code(request)
    return code if code and thing_of(code) else None


def _shown(request: HttpRequest, thing: Thing) -> dict:
    if isinstance(thing, SignUp):
        session = thing.session
        is_waiting = thing.state == SignUp.State.WAITING
        back = reverse("sign_ups", args=[session.pk]) if may_see_who_came(request.actor, session) else ""
        takes = {"takes": takes_places(session), "before": before(thing) if is_waiting else 0, "is_told": bool(address_of(thing))}
        return {"sign_up": thing, "session": session, "back": back, **takes}
    if isinstance(thing, GroupMember):
        may = may_see_who_comes(request.actor, thing.gathering)
        return {"member": thing, "gathering": thing.gathering, "back": reverse("members", args=[thing.gathering.slug]) if may else ""}
    return {"voice": thing, "back": ""}


@never_cache
def code_card(request: HttpRequest) -> HttpResponse:
    """The code on a card to print."""
    held = held_code(request)
    thing = thing_of(held.code) if held else None
    if thing is None:
        return redirect("own_code")
    context = {"held": held, "session": getattr(thing, "session", None), "gathering": getattr(thing, "gathering", None)}
    return render(request, "gatherings/code_card.html", context)


@require_POST
def own_code_closing(request: HttpRequest) -> HttpResponse:
    """This device forgets the code: it may be everybody's."""
    return let_go(redirect("own_code"))


@require_POST
def own_sign_up_ending(request: HttpRequest) -> HttpResponse:
    """I do not come."""
    return _acted(request, actions.cancel_sign_up)


@require_POST
def own_sign_up_return(request: HttpRequest) -> HttpResponse:
    """I come after all."""
    return _acted(request, actions.resume_sign_up)


def _acted(request: HttpRequest, act) -> HttpResponse:
    """Do something with the sign-up whose code is held; the page that follows says how it stands."""
    if found := held_thing(request, SignUp):
        row, code = found
        try:
            act(by=request.actor, sign_up=row, code=code)
        except Refused as refusal:
            messages.info(request, str(refusal))
        return hold_code(redirect("own_code"), code)
    return redirect("own_code")


@never_cache
@sensitive_post_parameters()
def own_sign_up_change(request: HttpRequest) -> HttpResponse:
    """Put right how I am reached, how I get there, what I need."""
    found = held_thing(request, SignUp)
    if not found:
        return redirect("own_code")
    row, code = found
    form = ChangeForm(request.POST or None, sign_up=row)
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request)
            actions.change_sign_up(by=request.actor, sign_up=row, asker=form.asker(), wishes=form.wishes(), code=code)
            return hold_code(redirect("own_code"), code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "session": row.session}
    return render(request, "gatherings/own_sign_up_change.html", context, status=422 if form.errors else 200)
