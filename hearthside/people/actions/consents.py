"""What a person agrees to, and takes back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.actors import Actor, Machine
from hearthside.core.dates import today
from hearthside.core.errors import Refused
from hearthside.people import permissions
from hearthside.people.models import Consent, Person


@transaction.atomic
def give_consent(
    *, by: Actor, person: Person, what: str, to_whom: str, purpose: str, words: str = "", until: date | None = None
) -> Consent:
    """Keep what a person agreed to: what, to whom, what for, in which words, until when (that day included).

    Raises: Refused when it would have ended already.
    """
    if not isinstance(by, Machine):
        permissions.may_change_record(by, person).require()
    if until and until < today():
        raise Refused(_("This day has passed. Choose a later day, or leave it empty."))
    consent = Consent.objects.create(person=person, what=what, to_whom=to_whom, purpose=purpose, words=words, until=until)
    record(by=by, act="kept a consent", thing=f"consent:{consent.pk}", about=person.actor_id)
    return consent


@transaction.atomic
def withdraw_consent(*, by: Actor, consent: Consent) -> None:
    """The person takes it back, from today on; that it was given stays written down. Twice changes nothing."""
    if not isinstance(by, Machine):
        permissions.may_change_record(by, consent.person).require()
    if Consent.objects.filter(pk=consent.pk, withdrawn_on=None).update(withdrawn_on=today()):
        record(by=by, act="withdrew a consent", thing=f"consent:{consent.pk}", about=consent.person.actor_id)
