"""Whose words these are, and who may read or add to them. Meeting somebody opens their goal page; nothing else does."""

from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.core.verdicts import YES, Verdict, no
from hearthside.one_to_one.models import GoalEntry, GoalVersion, Share, WellnessPart, Wishes
from hearthside.organisation.permissions import may_keep_house
from hearthside.people.models import BreakGlass, Person, Relation


def may_have_pages(actor) -> Verdict:
    """Whoever is known here has a goal page, a wellness plan and wishes of their own."""
    return YES if isinstance(actor, Person) else no(_("These pages belong to people who are known here. Ask somebody here to add you."))


def supports(actor, person: Person) -> bool:
    """Whether this actor meets the person today: the one relation that opens a goal page. A record that was put together
    with another one is met under the other.
    """
    key = person.merged_into_id or person.pk
    return isinstance(actor, Person) and Relation.objects.open().filter(person=key, supporter=actor).exists()


def opened_in_emergency(actor, person: Person) -> bool:
    """Whether this actor holds the person's record open in an emergency now."""
    return isinstance(actor, Person) and BreakGlass.objects.running().filter(person=person, opener=actor).exists()


def may_open_goals(actor, person: Person) -> Verdict:
    """The person and those who support them now. Whoever else may open the record learns only that there is a page:
    a coordinator, and whoever opened the record in an emergency, never read it.
    """
    if (isinstance(actor, Person) and actor.pk == person.pk) or supports(actor, person):
        return YES
    words = {"name": person.name}
    if GoalEntry.objects.belonging_to(person).exists():
        return no(_("%(name)s keeps a goal page. Its words are for the two who meet. Ask %(name)s, who can print it for you.") % words)
    return no(_("%(name)s has not begun a goal page. It would be for the two who meet, and not for anybody else.") % words)


def may_change_entry(actor, entry: GoalEntry) -> Verdict:
    """The person corrects or erases anything on their page; who supports them, what they wrote themselves while they meet."""
    if isinstance(actor, Person) and actor.pk == entry.owner_id:
        return YES
    if entry.written_by_id != getattr(actor, "pk", None):
        return no(
            _("Somebody else wrote this. Only they and %(name)s can change it; add your own words below.") % {"name": entry.person.name}
        )
    return may_open_goals(actor, entry.person)


def may_move_entry(actor, entry: GoalEntry) -> Verdict:
    """Either of the two says that a step is done, or that a goal rests or is reached, if the entry is open to them."""
    if GoalEntry.objects.visible_to(actor).filter(pk=entry.pk).exists():
        return YES
    return no(_("Only the two who meet can change this. Ask one of them."))


def may_erase_version(actor, version: GoalVersion) -> Verdict:
    """Earlier wordings are the person's to erase, whoever wrote them."""
    if isinstance(actor, Person) and actor.pk == version.entry.owner_id:
        return YES
    return no(_("Only %(name)s can erase earlier wordings. Ask them.") % {"name": version.entry.person.name})


def may_open_wellness(actor, person: Person) -> Verdict:
    """The person, those who support them (who see the parts shared with them) and anybody here with whom a part is shared."""
    if (isinstance(actor, Person) and actor.pk == person.pk) or supports(actor, person):
        return YES
    if WellnessPart.objects.belonging_to(person).visible_to(actor).exists():
        return YES
    return no(_("No part of this wellness plan is shared with you. It is %(name)s's own; ask them.") % {"name": person.name})


def may_open_wishes(actor, person: Person) -> Verdict:
    """The person; those with whom they share them; those who support them, who may type them with the person; and whoever
    opened the record in an emergency that is running. The page shows only what `Wishes.visible_to` lets through: in an
    emergency nothing, unless the person ticked that they may be read then.
    """
    if (isinstance(actor, Person) and actor.pk == person.pk) or supports(actor, person) or opened_in_emergency(actor, person):
        return YES
    if Wishes.objects.belonging_to(person).visible_to(actor).exists():
        return YES
    return no(_("%(name)s has not shared their wishes with you. Ask them.") % {"name": person.name})


def may_type_wishes(actor, person: Person) -> Verdict:
    """Whoever supports somebody now may type their wishes with them; they count when the person confirms them."""
    if supports(actor, person):
        return YES
    return no(_("Only the person, or somebody who meets them now and types for them, writes wishes. Ask one of them."))


def may_decide_wishes(actor, wishes: Wishes) -> Verdict:
    """What holds is for the person alone to say: confirming, throwing away, reading again."""
    if isinstance(actor, Person) and actor.pk in (wishes.person_id, wishes.person.merged_into_id):
        return YES
    return no(_("Only the person themselves says whether this is right."))


def may_take_back(actor, share: Share) -> Verdict:
    """Whoever shared takes it back, at any time and in one step."""
    if isinstance(actor, Person) and actor.pk in (share.person_id, share.person.merged_into_id):
        return YES
    return no(_("Only the person who shared this takes it back."))


def may_keep_forms_links(actor: Actor) -> Verdict:
    """Those who keep the house say where official forms are found."""
    return may_keep_house(actor)
