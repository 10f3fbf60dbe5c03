"""Who may do what with a person's record. Relation opens it; a role alone never does."""

from datetime import datetime

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.accounts.permissions import may_open_account
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.core.zones import zone_of
from hearthside.organisation.models import Programme
from hearthside.organisation.queries import the_organisation
from hearthside.people.models import ON_ROTA, BreakGlass, Person, ReachPermission, Relation, Role, Shift, WayToReach

# Act -> its column, what is said when nobody asked, what is said when the answer was no.
REACHING = {
    "call": (
        "may_call",
        gettext_lazy("%(name)s has not been asked about calls for %(purpose)s. Ask when you meet."),
        gettext_lazy("%(name)s does not want to be called here for %(purpose)s."),
    ),
    "text": (
        "may_text",
        gettext_lazy("%(name)s has not been asked about being written to for %(purpose)s. Ask when you meet."),
        gettext_lazy("%(name)s does not want to be written to here for %(purpose)s."),
    ),
    "voicemail": (
        "may_leave_voicemail",
        gettext_lazy("%(name)s has not been asked about messages on the machine for %(purpose)s. Leave none."),
        gettext_lazy("%(name)s does not want messages on the machine for %(purpose)s. Leave none."),
    ),
    "say_who": (
        "may_say_who",
        gettext_lazy("%(name)s has not been asked whether we may say who we are. If somebody else answers, do not say it."),
        gettext_lazy("%(name)s does not want us to say who we are. If somebody else answers, do not say it."),
    ),
}


def may_open_record(actor, person: Person) -> Verdict:
    """Whether this actor may read the person's page; the same rule as the list of people they see."""
    if isinstance(actor, Person) and Person.objects.visible_to(actor).filter(pk=person.pk).exists():
        return YES
    return no(_("Only the person, those who support them and the coordinator of their programme can open this page."))


def right_to_open(actor: Person, person: Person) -> str:
    """Under which right this actor opens a record (see PersonQuerySet.opened_by); empty when it is closed. One query."""
    return Person.objects.opened_by(actor).filter(pk=person.pk).values_list("right", flat=True).first() or ""


def coordinates(actor, person: Person) -> bool:
    """Whether this actor coordinates a programme in which the person is enrolled, and the person is not a colleague."""
    if not (isinstance(actor, Person) and actor.coordinated_programmes):
        return False
    return Person.objects.coordinated_by(actor).filter(pk=person.pk).exists()


def may_add_person(actor) -> Verdict:
    """Those who work with people here may write a new person down, which opens a relation with them. Administrators may
    as well, to give somebody a role; to them the record stays closed.
    """
    kinds = (Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR)
    if isinstance(actor, Person) and actor.holds(*kinds):
        return YES
    return no(_("Only supporters, hosts and coordinators add people. Ask one of them to do it with you."))


def may_change_record(actor, person: Person) -> Verdict:
    """The person, their supporters and their programme's coordinator may correct a record; each change is in the trail.
    Whoever opened it in an emergency only reads.
    """
    right = right_to_open(actor, person) if isinstance(actor, Person) else ""
    if right == "emergency":
        return no(_("You opened this record in an emergency: you can read it, not change it. Tell their supporter what to change."))
    return YES if right else may_open_record(actor, person)


def may_grant_roles(actor) -> Verdict:
    """Coordinators and administrators say who has which role. It never lets them open a record by itself."""
    if isinstance(actor, Person) and actor.keeps_house:
        return YES
    return no(_("Only coordinators and administrators give roles. Ask one of them."))


def may_decide_role(actor, person: Person, kind: str, programme: Programme | None) -> Verdict:
    """Whether this actor may give or end one role of one person: two rules, since enrolling opens a record."""
    return may_enrol(actor, person) if kind in Role.ENROLLED else may_give_work(actor, kind, programme)


def may_enrol(actor, person: Person) -> Verdict:
    """Being member, participant or guest of a programme opens a record to its coordinator, so it takes a coordinator who
    may open it already, and not by an emergency.
    """
    if isinstance(actor, Person) and actor.coordinated_programmes and right_to_open(actor, person) in ("coordinator", "relation"):
        return YES
    return no(_("Only a coordinator who can open this person's page enrols them. Ask the coordinator of the programme."))


def may_give_work(actor, kind: str, programme: Programme | None) -> Verdict:
    """Coordinators give working roles in the programmes they coordinate, administrators everywhere. Roles that look after
    the whole house (administrator, board, evaluator) are given by administrators alone.
    """
    verdict = may_grant_roles(actor)
    if not verdict or actor.holds(Role.Kind.ADMINISTRATOR):
        return verdict
    if kind in Role.WHOLE_HOUSE:
        return no(_("This role is given by administrators. Ask one of them."))
    if {None, programme.pk if programme else None} & actor.coordinated_programmes:
        return YES
    return no(_("You give roles in the programmes that you coordinate. Choose one of them, or ask an administrator."))


def may_let_sign_in(actor, person: Person) -> Verdict:
    """Those who keep the house give somebody a way to sign in, if they may see the person's roles."""
    verdict = may_open_account(actor)
    if not verdict or Person.objects.roles_shown_to(actor).filter(pk=person.pk).exists():
        return verdict
    return no(_("You do not know this person here. Ask the coordinator of their programme."))


def may_begin_relation(actor, person: Person) -> Verdict:
    """The coordinator of a person's programme says who supports them: beginning a relation opens a record."""
    if coordinates(actor, person):
        return YES
    return no(_("Only the coordinator of their programme chooses who supports somebody. Ask them."))


def may_end_relation(actor, relation: Relation) -> Verdict:
    """The person ends any relation of theirs at once, a supporter their own, the coordinator those of the programme."""
    if isinstance(actor, Person) and actor.pk in (relation.person_id, relation.supporter_id):
        return YES
    if coordinates(actor, relation.person):
        return YES
    return no(_("Only the two themselves and the coordinator of the programme can end this. Ask one of them."))


def may_open_history(actor, relation: Relation) -> Verdict:
    """Only the person themselves says whether a supporter reads what was written before the two met."""
    if isinstance(actor, Person) and actor.pk == relation.person_id:
        return YES
    return no(_("Only the person says whether what was written before is open. Ask them."))


def may_break_glass(actor, person: Person) -> Verdict:
    """In an emergency a supporter or coordinator may open a record for a short time. Never their own or a colleague's."""
    if not may_look_in_emergency(actor):
        return may_look_in_emergency(actor)
    if person.works_here:
        return no(_("This person works here. Their record stays closed to colleagues, also in an emergency; call the crisis line."))
    return YES


def may_look_in_emergency(actor) -> Verdict:
    """Supporters and coordinators may look for somebody by exact name or reference; each look is in the trail."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.SUPPORTER, Role.Kind.COORDINATOR):
        return YES
    return no(_("Only supporters and coordinators can open a record in an emergency. Call the crisis line."))


def may_close_emergency(actor, glass: BreakGlass) -> Verdict:
    """Whoever opened a record in an emergency closes it early, and so may the person themselves."""
    if isinstance(actor, Person) and actor.pk in (glass.opener_id, glass.person_id):
        return YES
    return no(_("Only the person and whoever opened the record can close it."))


def may_look_for_twins(actor, person: Person) -> Verdict:
    """The coordinator of a person's programme may look whether they were written down twice."""
    if coordinates(actor, person):
        return YES
    return no(_("Only the coordinator of their programme puts records together. Ask them."))


def may_merge_people(actor, keep: Person, other: Person) -> Verdict:
    """A coordinator to whom both records are open as their programme's may say that they are the same human being."""
    if coordinates(actor, keep) and coordinates(actor, other):
        return YES
    return no(_("Only a coordinator of both people's programmes can put two records together. Ask the coordinators to do it with you."))


def may_read_reports(actor) -> Verdict:
    """Those who answer for the work read the reports, which hold no names; members do through what is published."""
    kinds = (Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR, Role.Kind.EVALUATOR, Role.Kind.BOARD)
    if isinstance(actor, Person) and actor.holds(*kinds):
        return YES
    return no(_("Reports are read by coordinators, administrators, evaluators and the board. Ask one of them for a copy."))


def may_reach(person: Person, way: WayToReach, purpose: str, act: str, at: datetime) -> Verdict:
    """Whether somebody may be reached at one of their ways, for one purpose, by one act of REACHING, at one moment.

    Their own word decides: the permission in force then, and their quiet hours on the clock where they are. `at` is an
    aware datetime.
    """
    return may_reach_by_day(person, way, purpose, act, at) and _outside_quiet_hours(person, at)


def may_reach_by_day(person: Person, way: WayToReach, purpose: str, act: str, at: datetime) -> Verdict:
    """The same without quiet hours, for what waits until they are over. A message on the machine takes a call, so it needs
    both permissions.
    """
    if way.person_id != person.pk or way.ended_on is not None:
        return no(_("%(name)s no longer uses this. Choose another way.") % {"name": person.name})
    if act in ("call", "voicemail") and way.kind != WayToReach.Kind.PHONE:
        return no(_("A call needs a telephone number."))
    if act == "voicemail" and not (verdict := _said(person, way, purpose, "call", at)):
        return verdict
    return _said(person, way, purpose, act, at)


def number_said_stop() -> Verdict:
    """No text goes to a number that said stop, whatever else was said; the outbox holds it as well."""
    return no(_("This number said stop to texts. Nothing goes there until they text START, or tell you that texts are welcome."))


def _said(person: Person, way: WayToReach, purpose: str, act: str, at: datetime) -> Verdict:
    """What the person said of this act. Reads `way.permissions` in Python, so that a list of ways may prefetch them."""
    column, not_asked, said_no = REACHING[act]
    words = {"name": person.name, "purpose": ReachPermission.Purpose(purpose).label}
    for said in way.permissions.all():
        if said.purpose == purpose and said.said_at <= at and (said.ended_at is None or said.ended_at > at):
            return YES if getattr(said, column) else no(said_no % words)
    return no(not_asked % words)


def _outside_quiet_hours(person: Person, at: datetime) -> Verdict:
    local = at.astimezone(zone_of(person.zone, the_organisation().zone)).time()
    if not person.is_quiet_at(local):
        return YES
    times = {"name": person.name, "time": time_format(local), "until": time_format(person.quiet_until)}
    return no(_("Quiet hours until %(until)s: it is %(time)s where %(name)s is now.") % times)


def may_open_rota(actor) -> Verdict:
    """Those who are on duty in turn, and coordinators, read who is on duty when."""
    if isinstance(actor, Person) and actor.holds(*ON_ROTA):
        return YES
    return no(_("Only those who take calls here read the rota. Ask your coordinator if you should be one of them."))


def may_keep_rota(actor, what: str, programme: Programme | None) -> Verdict:
    """Coordinators make and give shifts of their programmes. Being on duty for all programmes opens calls in each of them,
    so it takes a coordinator of all; on the warm line, where nobody's record is open, any coordinator.
    """
    coordinated = actor.coordinated_programmes if isinstance(actor, Person) else set()
    if {None, programme.pk if programme else None} & coordinated or (coordinated and what == Shift.What.WARM_LINE and not programme):
        return YES
    return no(_("Only the coordinator of this programme changes its rota. Ask them."))


def may_take_shift(actor, what: str, programme: Programme | None) -> Verdict:
    """Be on duty in a programme: those who support or coordinate in it. For all programmes: those who do so everywhere, and
    on the warm line everybody who does so somewhere.
    """
    works_in = {role.programme_id for role in actor.current_roles if role.kind in ON_ROTA} if isinstance(actor, Person) else set()
    if {None, programme.pk if programme else None} & works_in or (works_in and what == Shift.What.WARM_LINE and not programme):
        return YES
    return no(_("Only those who work in this programme are on duty for it. Choose another shift."))


def may_give_back_shift(actor, shift: Shift) -> Verdict:
    """Everybody their own shift; the coordinator any of their programme."""
    if isinstance(actor, Person) and shift.person_id == actor.pk:
        return YES
    return may_keep_rota(actor, shift.what, shift.programme)
