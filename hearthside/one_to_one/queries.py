"""The list of experiences as people choose from it, and what one to one holds on one person."""

from typing import Any

from hearthside.core.kept import keep
from hearthside.one_to_one.defaults import EXPERIENCE_NAMES
from hearthside.one_to_one.models import Experience, Request
from hearthside.people.models import Person


def every_experience() -> list[Experience]:
    """The usual ones in their order, renamed or hidden where the organisation said so; then the organisation's own."""
    return keep("experiences", _every_experience)


def _every_experience() -> list[Experience]:
    said = {one.code: one for one in Experience.objects.all()}
    usual = [said.get(code) or Experience(code=code) for code in EXPERIENCE_NAMES]
    return [*usual, *(one for code, one in said.items() if code not in EXPERIENCE_NAMES)]


def offered_experiences() -> list[Experience]:
    """Those that people may choose from."""
    return [one for one in every_experience() if one.is_offered]


def experience_names() -> dict[str, str]:
    """Code -> name, also of what is no longer offered, since it stands on requests."""
    return {one.code: str(one) for one in every_experience()}


def held_on(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What one to one holds on a person, for them to read and take away. Keys are plain words. One query."""
    requests = Request.objects.filter(person=person).select_related("programme").order_by("-asked_at", "pk")
    return {"requests": [_request(one) for one in requests]}


def _request(row: Request) -> dict[str, Any]:
    asked = ("wants", "via", "wish", "hows", "times", "experiences", "languages", "genders", "ages", "ask_coordinator")
    stands = ("asked_at", "withdrawn_at", "paired_at", "closed_at", "closing")
    reached = {"name": row.name, "way": row.way, "number_or_address": row.reach, "may_say_who": row.may_say_who, "words": row.words}
    sent_on = {"sent_on_by": row.referrer, "may_tell_them": row.may_tell_referrer, "agreed_words": row.agreed_words}
    programme = str(row.programme) if row.programme else None
    return {name: getattr(row, name) for name in (*asked, *stands)} | {"programme": programme} | reached | sent_on
