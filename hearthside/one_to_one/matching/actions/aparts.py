"""Two people are not suggested to each other, until that ends. Why is asked by nobody and kept nowhere."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.dates import now, today
from hearthside.core.errors import Refused
from hearthside.one_to_one.matching.permissions import may_end_apart, may_keep_apart
from hearthside.one_to_one.models import Apart, Suggestion
from hearthside.people.models import Person


@transaction.atomic
def keep_apart(*, by: Person, person: Person, supporter: Person) -> Apart:
    """From now on nobody suggests these two to each other; a suggestion that nobody picked yet is taken back.

    Raises: Refused when that was said before.
    """
    may_keep_apart(by, person, supporter).require()
    try:
        with transaction.atomic():
            apart = Apart.objects.create(person=person, supporter=supporter, said_by=by)
    except IntegrityError:
        raise Refused(_("These two are not suggested to each other already.")) from None
    unpicked = Suggestion.objects.filter(request__person=person, supporter=supporter, ended_at=None, picked_at=None)
    unpicked.update(ended_at=now())
    record(by=by, act="keeps two people apart", thing=f"apart:{apart.pk}", about=person.actor_id)
    return apart


@transaction.atomic
def end_apart(*, by: Person, apart: Apart) -> None:
    """They may be suggested to each other again. Twice changes nothing."""
    may_end_apart(by, apart).require()
    if apart.ended_on is None:
        apart.ended_on = today()
        apart.save(update_fields=["ended_on"])
        record(by=by, act="no longer keeps two people apart", thing=f"apart:{apart.pk}", about=apart.person.actor_id)
