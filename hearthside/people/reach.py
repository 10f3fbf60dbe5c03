"""Reaching somebody: what may be pressed now, in what words they were asked, and who is behind a number."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    UUIDField,
)
from django.utils.translation import gettext as _

from hearthside.core.dates import now
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.core.numbers import show_number
from hearthside.core.verdicts import Verdict
from hearthside.organisation.models import Organisation
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.models import Message, Stopped
from hearthside.people.models import Person, ReachPermission, WayToReach
from hearthside.people.permissions import may_reach, number_said_stop


@dataclass(frozen=True, slots=True)
class WayNow:
    """One way to reach a person and what may be done with it at this moment; each verdict says why not."""

    way: WayToReach
    shown: str
    call: Verdict
    text: Verdict
    voicemail: Verdict
    say_who: Verdict

    @property
    def value(self) -> str:
        return str(self.way.value)

    @property
    def is_phone(self) -> bool:
        return self.way.kind == WayToReach.Kind.PHONE

    @property
    def call_address(self) -> str:
        """A `tel:` link; empty when a call is not welcome now."""
        return f"tel:{self.value}" if self.call else ""

    @property
    def text_address(self) -> str:
        """An `sms:` or `mailto:` link; empty when it is not welcome now, or when there is nothing to press (a letter)."""
        schemes = {WayToReach.Kind.PHONE: "sms:", WayToReach.Kind.EMAIL: "mailto:"}
        scheme = schemes.get(WayToReach.Kind(self.way.kind), "") if self.text else ""
        return f"{scheme}{quote(self.value, safe='+@')}" if scheme else ""


def ways_now(person: Person, purpose: str = ReachPermission.Purpose.CHECK_INS, at: datetime | None = None) -> list[WayNow]:
    """Every way to reach a person that they use today, with what they allow for a purpose at a moment (now). One query.

    Show it with `{% include "people/_ways_now.html" with ways=... %}`.
    """
    at = at or now()
    country = the_organisation().country
    return [
        WayNow(way, shown(way, country), *(_may_now(person, way, purpose, act, at) for act in ("call", "text", "voicemail", "say_who")))
        for way in _with_what_was_said(person, purpose)
    ]


def _may_now(person: Person, way: WayToReach, purpose: str, act: str, at: datetime) -> Verdict:
    return number_said_stop() if act == "text" and way.is_stopped else may_reach(person, way, purpose, act, at)


SAID = ("pk", "purpose", "may_call", "may_text", "may_leave_voicemail", "may_say_who", "said_at")


def _in_use() -> QuerySet:
    """The ways of a person in use, each joined with what holds there for a purpose."""
    in_force = Q(permissions__purpose=Given("purpose", CharField()), permissions__ended_at=None)
    ways = WayToReach.objects.filter(person=Given("person", UUIDField()), ended_on=None).order_by("pk")
    joined = {f"said_{name}": F(f"said__{name}") for name in SAID}
    stopped = Q(kind=WayToReach.Kind.PHONE) & Exists(Stopped.objects.filter(lookup=OuterRef("lookup"), ended_at=None))
    said = FilteredRelation("permissions", condition=in_force)
    return ways.annotate(said=said, is_stopped=ExpressionWrapper(stopped, BooleanField()), **joined)


in_use = KeptQuery(_in_use)


def _with_what_was_said(person: Person, purpose: str) -> list[WayToReach]:
    """The ways in use, each with its permissions in force for a purpose, as if prefetched."""
    ways = in_use(person=person.pk, purpose=purpose)
    for way in ways:
        values = {name: getattr(way, f"said_{name}") for name in SAID}
        said = [ReachPermission(way=way, **values)] if values["pk"] else []
        way._prefetched_objects_cache = {"permissions": said}
    return ways


@dataclass(frozen=True, slots=True)
class WayAllowed:
    """One way to reach a person, also one that has ended, and for each purpose what they said, in a few words."""

    way: WayToReach
    shown: str
    purposes: list[tuple[str, str, str]]  # code, name, what is allowed
    last_said_at: datetime | None  # the eldest of what holds: since then all of it is as they said
    is_to_ask: bool
    is_stopped: bool


ASK_AFTER = timedelta(days=365)


def ways_allowed(person: Person) -> list[WayAllowed]:
    """Every way a person has or had, the newest first. Four queries."""
    said = Prefetch("permissions", ReachPermission.objects.filter(ended_at=None))
    country, ways = the_organisation().country, list(person.ways.prefetch_related(said).order_by("-pk"))
    numbers = [way.lookup for way in ways if way.kind == WayToReach.Kind.PHONE]
    stopped = set(Stopped.objects.filter(lookup__in=numbers, ended_at=None).values_list("lookup", flat=True)) if numbers else set()
    failed = _last_failure(person) if numbers else None
    return [_allowed(way, shown(way, country), way.lookup in stopped, failed) for way in ways]


def _last_failure(person: Person) -> datetime | None:
    """When a text to them last did not arrive."""
    texts = Message.objects.failed().filter(about=person.actor_id, channel=Message.Channel.SMS)
    return texts.aggregate(last=Max("failed_at"))["last"]


def _allowed(way: WayToReach, written: str, is_stopped: bool, failed: datetime | None) -> WayAllowed:
    """What they said is asked again after a year, and where they are texted also once a text did not arrive since."""
    said = list(way.permissions.all())
    last = min((one.last_said_at for one in said), default=None)
    is_texted = way.kind == WayToReach.Kind.PHONE and any(one.may_text for one in said)
    is_to_ask = last is not None and (last <= now() - ASK_AFTER or bool(is_texted and failed and failed > last))
    return WayAllowed(way, written, _purposes(way), last, is_to_ask and way.ended_on is None, is_stopped)


def _purposes(way: WayToReach) -> list[tuple[str, str, str]]:
    said = {one.purpose: one for one in way.permissions.all()}
    return [(code, name, in_words(way, said.get(code))) for code, name in ReachPermission.Purpose.choices]


def in_words(way: WayToReach, said: ReachPermission | None) -> str:
    """What is allowed, in a few words: "call, text", "nothing", or "not asked yet"."""
    if said is None:
        return _("not asked yet")
    acts = {
        _("call"): said.may_call,
        _("text") if way.kind == WayToReach.Kind.PHONE else _("write"): said.may_text,
        _("leave a message"): said.may_leave_voicemail,
        _("say who we are"): said.may_say_who,
    }
    return ", ".join(act for act, allowed in acts.items() if allowed) or _("nothing")


def shown(way: WayToReach, country: str) -> str:
    """The number or address as people write it."""
    return show_number(str(way.value), country) if way.kind == WayToReach.Kind.PHONE else str(way.value)


def words_asked(organisation: Organisation, purpose: str, kind: str = WayToReach.Kind.PHONE) -> dict[str, str]:
    """Column -> the sentence that is shown or read to the person before they say yes or no."""
    words = {"us": organisation.name, "purpose": ReachPermission.Purpose(purpose).label}
    if kind != WayToReach.Kind.PHONE:
        return {
            "may_text": _("You may write to me here for %(purpose)s.") % words,
            "may_say_who": _("You may write %(us)s on it as the sender.") % words,
        }
    return {
        "may_call": _("You may call this number for %(purpose)s.") % words,
        "may_text": _("You may send texts to it.") % words,
        "may_leave_voicemail": _("If I do not answer, you may leave a message on the machine.") % words,
        "may_say_who": _("If somebody else answers, you may say that it is %(us)s.") % words,
    }
