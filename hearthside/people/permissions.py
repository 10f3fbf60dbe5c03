"""Who may do what with a person's record. Relation opens it; a role alone never does."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.people.models import Person, Role


def may_open_record(actor, person: Person) -> Verdict:
    """Whether this actor may read the person's page; the same rule as the list of people they see."""
    if isinstance(actor, Person) and Person.objects.visible_to(actor).filter(pk=person.pk).exists():
        return YES
    return no(_("Only the person, those who support them and the coordinator of their programme can open this page."))


def may_add_person(actor) -> Verdict:
    """Those who work with people here may write a new person down; it opens a relation with them."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.SUPPORTER, Role.Kind.HOST, Role.Kind.COORDINATOR):
        return YES
    return no(_("Only supporters, hosts and coordinators add people. Ask one of them to do it with you."))


def may_change_record(actor, person: Person) -> Verdict:
    """The person, their supporters and their programme's coordinator may correct a record; each change is in the trail."""
    return may_open_record(actor, person)


def may_grant_roles(actor) -> Verdict:
    """Coordinators and administrators say who has which role. It never lets them open a record by itself."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR):
        return YES
    return no(_("Only coordinators and administrators give roles. Ask one of them."))


def may_break_glass(actor, person: Person) -> Verdict:
    """In an emergency a supporter or coordinator may open a record for a short time. Never their own or a colleague's."""
    if not (isinstance(actor, Person) and actor.holds(Role.Kind.SUPPORTER, Role.Kind.COORDINATOR)):
        return no(_("Only supporters and coordinators can open a record in an emergency."))
    if person.works_here:
        return no(_("This person works here. Their record stays closed to colleagues, also in an emergency; call the crisis line."))
    return YES


def may_manage_organisation(actor) -> Verdict:
    """Coordinators and administrators keep the organisation's lists."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR):
        return YES
    return no(_("Only coordinators and administrators change the organisation's lists. Ask one of them."))


def may_read_reports(actor) -> Verdict:
    """Those who answer for the work read the reports, which hold no names; members do through what is published."""
    kinds = (Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR, Role.Kind.EVALUATOR, Role.Kind.BOARD)
    if isinstance(actor, Person) and actor.holds(*kinds):
        return YES
    return no(_("Reports are read by coordinators, administrators, evaluators and the board. Ask one of them for a copy."))
