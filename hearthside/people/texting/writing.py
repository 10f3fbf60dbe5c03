"""What may be texted to somebody now: each number for each purpose, with the reason where it may not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse

from hearthside.core.dates import QuietHours, now
from hearthside.core.verdicts import Verdict
from hearthside.core.zones import zone_of
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.telephone.queries import stopped_among
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.people.reach import shown
from hearthside.people.texting.permissions import may_text


@dataclass(frozen=True, slots=True)
class TextChoice:
    """One number for one purpose: whether a text may go there, and whether it may say who we are."""

    way: WayToReach
    purpose: str
    shown: str
    verdict: Verdict
    may_say_who: bool

    @property
    def code(self) -> str:
        return f"{self.way.pk}:{self.purpose}"

    @property
    def name(self) -> str:
        return str(ReachPermission.Purpose(self.purpose).label)

    @property
    def ask(self) -> str:
        """The page on which the person is asked."""
        return reverse("way_permission", args=[self.way.person_id, self.way.pk, self.purpose])


def text_choices(person: Person, at: datetime | None = None) -> list[TextChoice]:
    """Every number in use for every purpose. Two queries."""
    at = at or now()
    said = Prefetch("permissions", ReachPermission.objects.filter(ended_at=None))
    ways = person.ways.filter(kind=WayToReach.Kind.PHONE, ended_on=None).prefetch_related(said).order_by("pk")
    ways = list(ways)
    stopped, country = stopped_among(way.lookup for way in ways), the_organisation().country
    return [
        TextChoice(way, purpose, shown(way, country), may_text(person, way, purpose, at, stopped), _says_who(way, purpose))
        for way in ways
        for purpose in ReachPermission.Purpose.values
    ]


def _says_who(way: WayToReach, purpose: str) -> bool:
    return any(one.purpose == purpose and one.may_say_who for one in way.permissions.all())


def quiet_hours_of(person: Person) -> QuietHours:
    """When they are not texted, by the clock where they are."""
    zone = zone_of(person.zone, the_organisation().zone)
    return QuietHours(zone.key, person.quiet_from, person.quiet_until)
