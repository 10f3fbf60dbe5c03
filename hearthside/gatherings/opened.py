"""What the codes of groups open: a sign-up, belonging to a group, something that was said."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst

from hearthside.gatherings.models import GroupMember, SignUp, Voice
from hearthside.gatherings.permissions import may_see_who_came, may_see_who_comes
from hearthside.gatherings.signing_up.filling import before
from hearthside.gatherings.signing_up.permissions import takes_places
from hearthside.people.asking.opened import Opened, open_by_code
from hearthside.people.asking.reaching import address_of


def _sign_up(request: HttpRequest, thing: SignUp) -> dict[str, Any]:
    session = thing.session
    is_waiting = thing.state == SignUp.State.WAITING
    back = reverse("sign_ups", args=[session.pk]) if may_see_who_came(request.actor, session) else ""
    takes = {"takes": takes_places(session), "before": before(thing) if is_waiting else 0, "is_told": bool(address_of(thing))}
    return {"sign_up": thing, "session": session, "back": back, **takes}


def _sign_up_card(thing: SignUp) -> list[str]:
    session = thing.session
    when = f"{capfirst(date_format(session.day, 'l j F Y'))}, {time_format(session.starts_at, 'TIME_FORMAT')}"
    return [session.gathering.public_title, when]


def _membership(request: HttpRequest, thing: GroupMember) -> dict[str, Any]:
    may = may_see_who_comes(request.actor, thing.gathering)
    return {"member": thing, "gathering": thing.gathering, "back": reverse("members", args=[thing.gathering.slug]) if may else ""}


def _voice(request: HttpRequest, thing: Voice) -> dict[str, Any]:
    return {"voice": thing, "back": ""}


def _group_card(thing: GroupMember | Voice) -> list[str]:
    return [thing.gathering.public_title] if thing.gathering else []


def open_by_codes() -> None:
    """Let codes open what they are made for here."""
    of_date = ("session__gathering", "session__series", "session__site", "person", "member")
    of_group = ("gathering", "person")
    pages = {
        SignUp: Opened(template="gatherings/own_sign_up.html", joined=of_date, shown=_sign_up, card=_sign_up_card),
        GroupMember: Opened(template="gatherings/own_membership.html", joined=of_group, shown=_membership, card=_group_card),
        Voice: Opened(template="gatherings/own_voice.html", joined=of_group, shown=_voice, card=_group_card),
    }
    for model, opened in pages.items():
        open_by_code(model, opened)
