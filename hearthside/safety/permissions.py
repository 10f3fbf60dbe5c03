"""Who may ask for backup, come, write down what happened, and read it."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.people.models import Person, Role
from hearthside.people.permissions import may_change_record
from hearthside.safety.models import Backup, Debrief, SafetyEvent


def may_ask_backup(actor) -> Verdict:
    """Whoever works here."""
    if isinstance(actor, Person) and actor.works_here:
        return YES
    return no(_("This button is for those who work here. If somebody may be in danger, call the crisis line below."))


def may_come(actor, backup: Backup) -> Verdict:
    """Any colleague who sees it, but whoever asked."""
    if isinstance(actor, Person) and actor.pk == backup.asked_by_id:
        return no(_("You asked for this yourself. Somebody else comes."))
    if Backup.objects.visible_to(actor).filter(pk=backup.pk).exists():
        return YES
    return no(_("This is for the colleagues of whoever asked."))


def may_end_backup(actor, backup: Backup) -> Verdict:
    """Whoever asked, and whoever came."""
    if isinstance(actor, Person) and actor.pk in (backup.asked_by_id, backup.coming_id):
        return YES
    return no(_("Whoever asked, or whoever came, says that it is over."))


def may_write_event(actor, person: Person | None) -> Verdict:
    """Whoever works here writes about a call without a name; about a person, those who may change their record, and the
    person themselves.
    """
    if person is None:
        return may_ask_backup(actor)
    return may_change_record(actor, person)


def may_word_event(actor, event: SafetyEvent) -> Verdict:
    """Whoever wrote it and the person it is about change its wording; what stood before stays beside it."""
    if isinstance(actor, Person) and actor.pk in (event.written_by_id, event.person_id):
        return YES
    return no(_("Only whoever wrote this and the person it is about change its words. Ask one of them."))


def may_answer_event(actor, event: SafetyEvent) -> Verdict:
    """The person it is about, once it was shared with them."""
    if isinstance(actor, Person) and event.person_id == actor.pk and event.shared_at is not None:
        return YES
    return no(_("Only the person it is about answers this."))


def may_word_promise(actor) -> Verdict:
    """Coordinators and administrators put the organisation's promise into words."""
    if isinstance(actor, Person) and actor.holds(Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR):
        return YES
    return no(_("Coordinators and administrators write this. Tell one of them what should stand here."))


def may_say_promise(actor, person: Person) -> Verdict:
    """Whoever may change the person's record notes that it was said to them."""
    return may_change_record(actor, person)


def may_answer_debrief(actor, debrief: Debrief) -> Verdict:
    """Only whoever it was offered to."""
    if isinstance(actor, Person) and debrief.supporter_id == actor.pk:
        return YES
    return no(_("Only whoever this was offered to decides about it."))


def may_end_debrief(actor, debrief: Debrief) -> Verdict:
    """Either of the two who talk."""
    if isinstance(actor, Person) and actor.pk in (debrief.supporter_id, debrief.with_whom_id):
        return YES
    return no(_("One of the two who talk says that it is done."))
