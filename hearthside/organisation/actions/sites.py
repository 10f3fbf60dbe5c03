"""Places where people meet."""

from django.db import transaction

from hearthside.audit.actions import record
from hearthside.core.actors import Actor
from hearthside.core.dates import today
from hearthside.organisation.actions.changing import change
from hearthside.organisation.models import Site
from hearthside.organisation.permissions import may_keep_house


@transaction.atomic
def open_site(*, by: Actor, name: str, address: str = "", zone: str = "", **access: str) -> Site:
    """Add a place where people meet. `access` are its columns about getting in: entrance, hearing_loop, bus_line, access_notes."""
    may_keep_house(by).require()
    site = Site.objects.create(name=name, address=address, zone=zone, **access)
    record(by=by, act="opened a site", thing=f"site:{site.pk}")
    return site


@transaction.atomic
def change_site(*, by: Actor, site: Site, name: str, address: str, zone: str, **access: str) -> None:
    """Correct a place's name, address, time zone, or what is said about getting in (see `open_site`)."""
    may_keep_house(by).require()
    change(by=by, act="changed a site", thing=f"site:{site.pk}", row=site, name=name, address=address, zone=zone, **access)


@transaction.atomic
def close_site(*, by: Actor, site: Site) -> None:
    """People no longer meet there, from today on. What happened there stays."""
    may_keep_house(by).require()
    if site.closed_on is None:
        change(by=by, act="closed a site", thing=f"site:{site.pk}", row=site, closed_on=today())


@transaction.atomic
def reopen_site(*, by: Actor, site: Site) -> None:
    """People meet there again."""
    may_keep_house(by).require()
    change(by=by, act="reopened a site", thing=f"site:{site.pk}", row=site, closed_on=None)
