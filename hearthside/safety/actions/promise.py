"""What we will and will not do: its wording, and that it was said."""

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearthside.audit.actions import record
from hearthside.core.errors import Refused
from hearthside.people.models import Person
from hearthside.safety import permissions
from hearthside.safety.models import Promise, Said
from hearthside.safety.queries import promise_now


@transaction.atomic
def word_promise(*, by: Person, words: str) -> Promise:
    """Put the promise into the organisation's own words. Earlier ones stay, since they were said to people.

    Raises: Refused when nothing is written.
    """
    permissions.may_word_promise(by).require()
    if not words.strip():
        raise Refused(_("Write at least one line, so that people know what to expect."))
    now_words = promise_now()[0]
    if now_words and now_words.words == words.strip():
        return now_words
    promise = Promise.objects.create(words=words.strip(), written_by=by)
    record(by=by, act="worded the promise", thing=f"promise:{promise.pk}")
    return promise


@transaction.atomic
def say_promise(*, by: Person, person: Person, how: str) -> Said:
    """It was said to somebody, in the words that hold today."""
    permissions.may_say_promise(by, person).require()
    promise, _lines = promise_now()
    said = Said.objects.create(person=person, promise=promise, said_by=by, how=Said.How(how), language=get_language() or "")
    record(by=by, act="said the promise", thing=f"said:{said.pk}", about=person.actor_id, how=said.how)
    return said
