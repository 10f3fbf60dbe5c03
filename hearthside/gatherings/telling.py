"""Who is told when a date changes, by which way, and at what hour. It stands inside the act that changes the date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.dates import QuietHours, now
from hearthside.core.zones import zone_of
from hearthside.gatherings import messages
from hearthside.gatherings.models import Duty, Host, Session, SignUp
from hearthside.gatherings.models.hosting import Part
from hearthside.organisation.queries import the_organisation
from hearthside.outbox.actions import queue_message, withdraw_messages
from hearthside.outbox.models import Message
from hearthside.people.models import Person, ReachPermission, WayToReach, current

BACK = ("restored", "returned")
SOON = timedelta(hours=12)  # whoever is about to leave home is told at once, whatever the hour
DAY_BEGINS, DAY_ENDS = time(8), time(21)
CHANNELS = {WayToReach.Kind.PHONE: "sms", WayToReach.Kind.EMAIL: "mail", "phone": "sms", "email": "mail"}


@dataclass(frozen=True, slots=True)
class When:
    """When and where a date is or was, as far as people have to know."""

    starts: datetime
    place: tuple

    @classmethod
    def of(cls, session: Session) -> "When":
        return cls(session.starts, (session.mode, session.site_id, session.place, session.room))


def is_worth_telling(before: When, after: When) -> bool:
    """Another length or link is not: only another day, time or place changes what somebody does."""
    return before != after


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told: by which channel, where, in what language, and what their night is."""

    key: str
    channel: str
    to: str
    language: str
    zone: str = ""
    quiet_from: time = DAY_ENDS
    quiet_until: time = DAY_BEGINS


def tell_of_dates(by: Actor, changes: Sequence[tuple[Session, str]], before: dict | None = None) -> int:
    """Tell everybody signed up for these dates, and those who hold them, what became of each: "cancelled", "moved", or back
    again, which is "restored" (it takes place after all) or "returned" (to where it was). Returns how many messages wait.

    What an earlier change had queued and nobody has sent is withdrawn; whoever has heard of no change hears of no return.
    A date that has begun is told to nobody.
    """
    coming = [(session, what) for session, what in changes if _latest(session, before) > now()]
    recipients = _recipients(by, [session for session, _what in coming])
    told = 0
    for session, what in coming:
        withdraw_messages(by=by, occasion=f"{session.reference}:")
        known = (before or {}).get(session.pk) or When.of(session)
        heard = _heard(session) if what in BACK else None
        for one in recipients[session.pk]:
            if heard is None or one.key in heard:
                _queue(by, session, what, known, one)
                told += 1
    return told


def _heard(session: Session) -> set[str]:
    """Who was told of an earlier change of this date, or is being told at this moment."""
    said = Message.objects.filter(key__startswith=f"{session.reference}:", left_at=None)
    return {key.rsplit(":", 1)[-1] for key in said.values_list("key", flat=True)}


def ask_for_cover(by: Actor, session: Session, address: str) -> int:
    """Ask the others who hold a gathering whether one of them can take a date, where they welcome such messages.

    Returns how many messages wait in the outbox; everybody else finds the question on their own page.
    """
    if session.starts <= now():
        return 0
    there = Duty.objects.filter(session=session).values("person")
    others = Host.objects.filter(current(), gathering=session.gathering_id).exclude(part=Part.LEARNER).exclude(person__in=there)
    asked = _reached_as_people(by, [host.person for host in others.select_related("person")])
    known = When.of(session)
    for one in asked.values():
        _queue(by, session, "cover", known, one, address)
    return len(asked)


def withdraw_questions(by: Actor, session: Session) -> None:
    """Somebody has it now, so the others need not be asked any more."""
    withdraw_messages(by=by, occasion=f"{session.reference}:cover:")


def page_of(session: Session) -> str:
    """The full address of the page on which hosts look after a date."""
    return settings.BASE_URL + reverse("planned_date", args=[session.gathering.slug, session.pk])


def _latest(session: Session, before: dict | None) -> datetime:
    known = (before or {}).get(session.pk)
    return max(session.starts, known.starts) if known else session.starts


def _recipients(by: Actor, sessions: Sequence[Session]) -> dict:
    """Session -> who is told. Three queries, however many sessions."""
    keys = [session.pk for session in sessions]
    found: dict = {key: [] for key in keys}
    live = Q(state__in=(SignUp.State.COMING, SignUp.State.WAITING)) & ~Q(way="")
    for sign_up in SignUp.objects.filter(live, session__in=keys).select_related("person"):
        if sign_up.reach and not _is(by, sign_up.person_id):
            found[sign_up.session_id].append(_signed_up(sign_up))
    duties = list(Duty.objects.filter(session__in=keys, given_up_at=None).select_related("person"))
    reached = _reached_as_people(by, [duty.person for duty in duties])
    for duty in duties:
        if duty.person_id in reached:
            found[duty.session_id].append(reached[duty.person_id])
    return found


def _is(by: Actor, person_id) -> bool:
    return isinstance(by, Person) and by.pk == person_id


def _signed_up(sign_up: SignUp) -> Recipient:
    person = sign_up.person
    night = {"zone": person.zone, "quiet_from": person.quiet_from, "quiet_until": person.quiet_until} if person else {}
    language = sign_up.language or (person.language if person else "")
    return Recipient(str(sign_up.pk), CHANNELS[sign_up.way], str(sign_up.reach), language, **night)


def _reached_as_people(by: Actor, people: Iterable[Person]) -> dict:
    """Person -> how they welcome to be written to with reminders; without those who do not, and without whoever acts."""
    by_key = {person.pk: person for person in people if not _is(by, person.pk)}
    welcome = ReachPermission.objects.filter(purpose=ReachPermission.Purpose.REMINDERS, ended_at=None, may_text=True)
    ways = WayToReach.objects.filter(person__in=by_key, ended_on=None, kind__in=("phone", "email"), pk__in=welcome.values("way"))
    found: dict = {}
    for way in ways.order_by("-kind", "pk"):  # a telephone before a mailbox, which is looked at later
        person = by_key[way.person_id]
        night = {"zone": person.zone, "quiet_from": person.quiet_from, "quiet_until": person.quiet_until}
        found.setdefault(person.pk, Recipient(str(person.pk), CHANNELS[way.kind], str(way.value), person.language, **night))
    return found


def _queue(by: Actor, session: Session, what: str, before: When, one: Recipient, address: str = "") -> None:
    with translation.override(one.language or the_organisation().language):
        body = _words(session, what, before, address)
        subject = session.gathering.public_title if one.channel == "mail" else ""
    until = max(session.starts, before.starts)
    quiet = quiet_hours_of(one, session.series.zone)
    queue_message(
        by=by,
        channel=one.channel,
        to=one.to,
        subject=subject,
        body=body,
        purpose="reminders",
        key=f"{session.reference}:{what}:{session.series.sequence}:{now().timestamp():.0f}:{one.key}",
        expires_at=until,
        quiet=quiet,
        is_awaited=is_soon(quiet, min(session.starts, before.starts), now()),
    )


def _words(session: Session, what: str, before: When, address: str) -> str:
    begins, known = messages.local(session, session.starts), messages.local(session, before.starts)
    if what == "cover":
        return messages.cover(session, begins, address)
    if what == "restored":
        return messages.restored(session, begins)
    if what == "cancelled":
        return messages.cancelled(session, known)
    return messages.moved(session, known, begins, messages.place_of(session) or (_("online") if session.mode == "online" else ""))


def quiet_hours_of(one: Recipient, zone: str) -> QuietHours:
    """Their night, by the clock where they are, else by that of the place."""
    return QuietHours(zone_of(one.zone, zone).key, one.quiet_from, one.quiet_until)


def is_soon(quiet: QuietHours, starts: datetime, at: datetime) -> bool:
    """Whether it is told at any hour: the date is within 12 hours, or the night now would last until it."""
    return starts - at <= SOON or (quiet.hold_at(at) and quiet.after(at) >= starts)
