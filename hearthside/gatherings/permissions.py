"""Who may do what with a gathering. Hosting opens it; of a closed group, to its hosts alone."""

from django.db import models
from django.utils.translation import gettext as _

from hearthside.core.dates import today
from hearthside.core.kept_queries import Given, KeptQuery
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.gatherings.models import Door, Duty, Gathering, GroupMember, Host, ImportBatch, ImportDraft, Session
from hearthside.gatherings.models.drafts import Brought
from hearthside.gatherings.models.hosting import Part
from hearthside.people.models import Person, Role, current

KEY, DAY = models.UUIDField(), models.DateField()
_hosting = KeptQuery(
    lambda: Host.objects.filter(current(Given("day", DAY)), gathering=Given("gathering", KEY), person=Given("person", KEY)).values_list(
        "pk"
    )
)
_guesting = KeptQuery(
    lambda: Duty.objects.filter(session=Given("session", KEY), person=Given("person", KEY), part=Part.GUEST).values_list("given_up_at")
)


def holds(actor, gathering: Gathering) -> bool:
    """Whether this actor is one of its hosts today, in whatever part."""
    return isinstance(actor, Person) and bool(_hosting(day=today(), gathering=gathering.pk, person=actor.pk))


def is_guest(actor, session: Session) -> bool:
    """Whether this actor is a guest host of this one date. A host's own dates open by hosting, and close when that ends."""
    if not isinstance(actor, Person):
        return False
    return any(given_up_at is None for (given_up_at,) in _guesting(session=session.pk, person=actor.pk))


def coordinates(actor, gathering: Gathering) -> bool:
    """Whether this actor coordinates the programme it belongs to."""
    return isinstance(actor, Person) and bool({None, gathering.programme_id} & actor.coordinated_programmes)


def may_begin_gathering(actor) -> Verdict:
    """Hosts and coordinators put a gathering on the calendar; so may a command that keeps the house, such as an import."""
    if actor.holds(Role.Kind.HOST, Role.Kind.COORDINATOR) if isinstance(actor, Person) else actor.keeps_house:
        return YES
    return no(_("Only hosts and coordinators begin a group. Tell one of them your idea; they would like to hear it."))


def may_import_schedule(actor) -> Verdict:
    """Coordinators bring in a whole schedule, each into the programmes they coordinate; so may a command that keeps the house."""
    if actor.holds(Role.Kind.COORDINATOR) if isinstance(actor, Person) else actor.keeps_house:
        return YES
    return no(_("Only coordinators bring in a schedule. Send them the sheet, or begin a single group yourself if you host."))


def may_import_attendance(actor) -> Verdict:
    """Coordinators and hosts bring in sign-in sheets, of the groups they look after; so may a command that keeps the house."""
    hosts = isinstance(actor, Person) and Host.objects.filter(current(), person=actor).exists()
    if hosts or (actor.holds(Role.Kind.COORDINATOR) if isinstance(actor, Person) else actor.keeps_house):
        return YES
    return no(_("Only hosts and coordinators bring in sign-in sheets. Give the sheet to one of them."))


def may_go_on_with_draft(actor, draft: ImportDraft) -> Verdict:
    """Whoever sees a sheet that is being brought in, and may bring in one of its kind, goes on with it."""
    if not ImportDraft.objects.visible_to(actor).filter(pk=draft.pk).exists():
        return no(_("This sheet is not there any more. Send it again."))
    return may_import_schedule(actor) if draft.kind == Brought.SCHEDULE else may_import_attendance(actor)


def may_undo_import(actor, batch: ImportBatch) -> Verdict:
    """For a day, whoever brought it in; a schedule also another coordinator."""
    if ImportBatch.objects.visible_to(actor).filter(pk=batch.pk).exists():
        return may_import_schedule(actor) if batch.kind == Brought.SCHEDULE else may_import_attendance(actor)
    return no(_("An import can be undone for a day. Change what is wrong on each group's own page."))


def may_arrange_gathering(actor, gathering: Gathering) -> Verdict:
    """Its hosts, other than those still learning, and the coordinator of its programme say when, where and what it is."""
    if not isinstance(actor, Person):
        return YES if actor.keeps_house else no(_("Only its hosts and its coordinator change this. Ask one of them."))
    if coordinates(actor, gathering) or _leads(actor, gathering):
        return YES
    return no(_("Only its hosts and its coordinator change this. Ask one of them."))


def may_open_up(actor, gathering: Gathering) -> Verdict:
    """Rename a group or say who may come. Of a closed one its hosts alone: its coordinator would otherwise learn its title
    and its names by opening it.
    """
    if gathering.is_closed and isinstance(actor, Person) and not _leads(actor, gathering):
        return no(_("Only the hosts of a closed group change its title or open it. Ask one of them."))
    return may_arrange_gathering(actor, gathering)


def may_choose_hosts(actor, gathering: Gathering) -> Verdict:
    """Who holds a group: its hosts and its coordinator. Holding opens the names, so of a closed group its hosts alone say
    who; the coordinator only where nobody holds it any more.
    """
    if gathering.is_closed and isinstance(actor, Person) and not _leads(actor, gathering) and _is_held(gathering):
        return no(_("Only the hosts of a closed group say who else holds it, since it opens the names. Ask one of them."))
    return may_arrange_gathering(actor, gathering)


def may_take_duty(actor, gathering: Gathering) -> Verdict:
    """Take a date that needs somebody, or a learner's place: those who hold the group, in whatever part."""
    if holds(actor, gathering):
        return YES
    return no(_("Only those who hold this group take its dates. Ask one of them."))


def _leads(actor, gathering: Gathering) -> bool:
    """Holds it, other than as somebody still learning."""
    hosting = Host.objects.filter(current(), gathering=gathering).exclude(part=Part.LEARNER)
    return isinstance(actor, Person) and hosting.filter(person=actor).exists()


def _is_held(gathering: Gathering) -> bool:
    return Host.objects.filter(current(), gathering=gathering).exclude(part=Part.LEARNER).exists()


def may_see_who_comes(actor, gathering: Gathering) -> Verdict:
    """Who signed up, belongs and came: its hosts; of a group that is not closed also the coordinator of its programme."""
    if holds(actor, gathering) or (coordinates(actor, gathering) and not gathering.is_closed):
        return YES
    return no(_("Only its hosts see who comes. Ask one of them."))


def may_see_who_came(actor, session: Session) -> Verdict:
    """The same for one date, to whose guest hosts it is open as well."""
    verdict = may_see_who_comes(actor, session.gathering)
    return YES if not verdict and is_guest(actor, session) else verdict


def may_open_date(actor, session: Session) -> Verdict:
    """Whether a date is there at all for this actor: the rule of Session.objects.visible_to, for one that is known."""
    if coordinates(actor, session.gathering) or holds(actor, session.gathering):
        return YES
    if isinstance(actor, Person) and _guesting(session=session.pk, person=actor.pk):  # also one given back
        return YES
    return no(_("Only its hosts and its coordinator open this date. Ask one of them."))


def may_open_door(actor) -> Verdict:
    """Whoever holds a gathering, in general or today, and coordinators make a device the door."""
    if isinstance(actor, Person):
        hosting = Host.objects.filter(current(), person=actor)
        duties = Duty.objects.filter(person=actor, given_up_at=None, session__day=today())
        if actor.holds(Role.Kind.HOST, Role.Kind.COORDINATOR) or hosting.exists() or duties.exists():
            return YES
    return no(_("Only hosts and coordinators open the door. Ask one of them."))


def may_close_door(actor, door: Door) -> Verdict:
    """Whoever opened it, and every coordinator, from any device."""
    if isinstance(actor, Person) and (door.opened_by_id == actor.pk or actor.coordinated_programmes):
        return YES
    return no(_("Only the one who opened this door, or a coordinator, closes it. Ask one of them."))


def may_read_title(actor, gathering: Gathering) -> Verdict:
    """The true title: its hosts and those who belong to it; of a group that is not closed also its coordinator."""
    belongs = isinstance(actor, Person) and gathering.members.filter(person=actor, state=GroupMember.State.BELONGS).exists()
    return YES if belongs else may_see_who_comes(actor, gathering)


def title_for(actor, gathering: Gathering) -> str:
    """How it is called on a page of this actor's."""
    return str(gathering.title) if may_read_title(actor, gathering) else gathering.public_title


def may_close_session(actor, session: Session) -> Verdict:
    """Who held it closes it: its hosts, a guest host of that day, and of a group that is not closed its coordinator."""
    if _leads(actor, session.gathering) or is_guest(actor, session):
        return YES
    if coordinates(actor, session.gathering) and not session.gathering.is_closed:
        return YES
    return no(_("Only those who held it close it. Ask one of its hosts."))
