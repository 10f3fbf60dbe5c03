"""Letting somebody read, and taking it back; and remembering who has a copy on paper."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now, today
from hearthside.core.errors import NotAllowed, Refused
from hearthside.one_to_one.goals import permissions
from hearthside.one_to_one.goals.queries import possible_readers
from hearthside.one_to_one.models import PaperCopy, Share, WellnessPart, Wishes
from hearthside.people.models import Person, Relation


@transaction.atomic
def share_part(*, by: Person, part: WellnessPart, reader: Person, until: date | None = None) -> Share:
    """Somebody here may read one part of one's wellness plan, until a day or until it is taken back.

    With who meets one now it ends with the meeting; with who works here, when they no longer do.
    Raises: Refused for somebody who is not here in this way, and for a day that has passed.
    """
    if not WellnessPart.objects.belonging_to(by).filter(pk=part.pk).exists():
        raise NotAllowed(_("Only the person themselves shares their wellness plan."))
    return _share(by, reader, Share.What.PART, until, part=part)


@transaction.atomic
def share_wishes(*, by: Person, reader: Person, until: date | None = None) -> Share:
    """Somebody here may read one's advance wishes, also when they are written anew. Raises: as share_part; without wishes."""
    permissions.may_have_pages(by).require()
    if not Wishes.objects.belonging_to(by).confirmed().exists():
        raise Refused(_("You have not written any wishes yet. Write them first, then choose who may read them."))
    return _share(by, reader, Share.What.WISHES, until)


@transaction.atomic
def share_earlier(*, by: Person, reader: Person) -> Share:
    """Whoever one meets now may also read what was on one's goal page before that.

    Raises: Refused for somebody one does not meet.
    """
    permissions.may_have_pages(by).require()
    if not Relation.objects.open().filter(person=by, supporter=reader).exists():
        raise Refused(_("You do not meet %(name)s at the moment, so there is nothing to open.") % {"name": reader.name})
    return _share(by, reader, Share.What.EARLIER, None)


@transaction.atomic
def take_back_share(*, by: Person, share: Share) -> None:
    """It is closed to them at once. Taking back twice changes nothing."""
    permissions.may_take_back(by, share).require()
    if Share.objects.filter(pk=share.pk, taken_back_at=None).update(taken_back_at=now()):
        record(by=by, act="took a share back", thing=f"share:{share.pk}", about=by.actor_id, what=share.what)


@transaction.atomic
def note_copy(*, by: Person, of_what: str, to_whom: str, given_on: date) -> PaperCopy:
    """Remember that somebody has a copy on paper, which cannot be taken back from here."""
    permissions.may_have_pages(by).require()
    if not (of_what.strip() and to_whom.strip()):
        raise Refused(_("Say what you gave and to whom."))
    copy = PaperCopy.objects.create(person=by, of_what=of_what.strip(), to_whom=to_whom.strip(), given_on=given_on)
    record(by=by, act="noted a copy on paper", thing=f"paper_copy:{copy.pk}", about=by.actor_id)
    return copy


@transaction.atomic
def forget_copy(*, by: Person, copy: PaperCopy) -> None:
    """The copy came back, or need not be remembered: what was written about it is gone."""
    if not PaperCopy.objects.visible_to(by).filter(pk=copy.pk).exists():
        raise NotAllowed(_("Only the person who gave the copy away keeps this list."))
    thing = f"paper_copy:{copy.pk}"
    copy.delete()
    record(by=by, act="forgot a copy on paper", thing=thing, about=by.actor_id)


def _share(by: Person, reader: Person, what: str, until: date | None, part: WellnessPart | None = None) -> Share:
    """A share that runs already is given again with the new last day, so that there is one line to take back."""
    if until is not None and until < today():
        raise Refused(_("This day has passed. Choose a later day, or leave it empty."))
    if not possible_readers(by).filter(pk=reader.pk).exists():
        raise Refused(_("%(name)s is not here in a way that lets you share this with them. Choose somebody else.") % {"name": reader.name})
    Person.objects.select_for_update().get(pk=by.pk)  # two taps wait for each other, so that one line remains to take back
    relation = Relation.objects.open().filter(person=by, supporter=reader).first()
    Share.objects.belonging_to(by).filter(reader=reader, what=what, part=part, taken_back_at=None).update(taken_back_at=now())
    share = Share.objects.create(person=by, reader=reader, relation=relation, what=what, part=part, until=until)
    record(by=by, act="shared their own words", thing=f"share:{share.pk}", about=by.actor_id, what=what, reader=reader.actor_id)
    return share
