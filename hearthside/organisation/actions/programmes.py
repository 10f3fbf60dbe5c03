"""Programmes and pilots: opening, changing, ending. What was done in one stays counted there."""

from datetime import date

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.errors import Refused
from hearthside.organisation.actions.changing import change
from hearthside.organisation.models import Programme
from hearthside.organisation.permissions import may_keep_house
from hearthside.organisation.public import renew_pages


@transaction.atomic
def open_programme(*, by: Actor, name: str, code: str = "", **details) -> Programme:
    """Add a programme or pilot to the list; its code is made from the name and stays for ever.

    `details` may hold is_pilot, question, starts_on, ends_on.
    Raises: Refused when it would end before it begins.
    """
    may_keep_house(by).require()
    check_days(details.get("starts_on"), details.get("ends_on"))
    programme = Programme.objects.create(name=name.strip(), code=code or free_code(name), **details)
    record(by=by, act="opened a programme", thing=f"programme:{programme.pk}", fields=["name", *details])
    renew_pages()
    return programme


@transaction.atomic
def change_programme(*, by: Actor, programme: Programme, **values) -> Programme:
    """Rename a programme, change what a pilot asks or its days; its code stays. An end that is taken away reopens it.

    Raises: Refused when it would end before it begins.
    """
    may_keep_house(by).require()
    check_days(values.get("starts_on", programme.starts_on), values.get("ends_on", programme.ends_on))
    change(by=by, act="changed a programme", thing=f"programme:{programme.pk}", row=programme, **values)
    return programme


@transaction.atomic
def end_programme(*, by: Actor, programme: Programme, ends_on: date) -> None:
    """The day given is its last; after it nothing new is logged in it.

    Raises: Refused when that is before it began.
    """
    may_keep_house(by).require()
    check_days(programme.starts_on, ends_on)
    change(by=by, act="ended a programme", thing=f"programme:{programme.pk}", row=programme, ends_on=ends_on)


def check_days(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("The last day is before the first. Choose a later last day."))


def free_code(name: str) -> str:
    """A code made from a programme's name that no other programme has."""
    stem = slugify(name)[:70] or "programme"
    taken = set(Programme.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
