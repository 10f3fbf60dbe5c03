"""What people are told while they choose each other. A text lies open on a screen: it says that there is news, and no more."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearthside.core.actors import Actor
from hearthside.one_to_one.models import Pairing, Request
from hearthside.outbox.models import Message
from hearthside.people.asking.codes import shown
from hearthside.people.asking.held_code import page_address
from hearthside.people.asking.own_codes import code_of
from hearthside.people.asking.reaching import Letter, tell
from hearthside.people.models import Person

# To whoever asked. `name` is the supporter's first name.
CHOICES = gettext_lazy("There are people you could meet. You can choose one of them.")
NO_ROOM_OTHERS = gettext_lazy("%(name)s has no room just now. Would you like to meet one of the others?")
NO_ROOM = gettext_lazy("%(name)s has no room just now. We are looking for somebody else.")
NO_ANSWER = gettext_lazy("%(name)s could not answer yet. Somebody here looks for another way with you.")
YES = gettext_lazy("%(name)s would like to meet you too, and will be in touch.")
# To a supporter.
ASKED = gettext_lazy("Somebody would like to meet you. You can say yes or no, without a reason.")
ASKED_AGAIN = gettext_lazy("Somebody would still like to meet you. A yes or a no both help.")


def tell_asker(*, by: Actor, request: Request, key: str, words: Promise, name: str = "") -> bool:
    """Tell whoever asked, by the way they gave, with their code. Returns whether there was a way."""

    def letter(channel: str) -> Letter:
        code = code_of(request)
        page = f"{shown(code)}, {page_address()}" if code else _page("today")
        return _news(channel, str(words) % {"name": name}, page)

    about = request.person.actor_id if request.person else ""
    return tell(by=by, row=request, letter=letter, key=key, about=about)


def tell_person(*, by: Actor, person: Person, key: str, words: Promise | str) -> bool:
    """Tell somebody who is known here, as their record allows. Returns whether there was a way."""

    def letter(channel: str) -> Letter:
        return _news(channel, str(words), _page("today"))

    return _tell(by, person, key, letter)


def tell_of_ending(*, by: Actor, pairing: Pairing, reader: Person, word: str) -> bool:
    """Tell one of the two that they have stopped meeting; a letter carries the kind word, a text does not."""
    other = pairing.supporter if reader.pk == pairing.person_id else pairing.person

    def letter(channel: str) -> Letter:
        ended = _("You and %(name)s no longer meet one to one.") % {"name": other.short_name}
        return _news(channel, "\n\n".join([ended, word] if word else [ended]), _page("today"))

    return _tell(by, reader, f"farewell:{pairing.pk}:{reader.pk}", letter)


def _tell(by: Actor, person: Person, key: str, letter: Callable[[str], Letter]) -> bool:
    row = Request(person=person)  # never saved: it has no way of its own, so that the record alone decides
    return tell(by=by, row=row, letter=letter, key=key, about=person.actor_id)


def _news(channel: str, words: str, page: str) -> Letter:
    news = _("There is news for you.") if channel == Message.Channel.SMS else words
    return Letter(_("News for you"), "\n".join([news, _("To read it and answer: %(page)s") % {"page": page}]))


def _page(name: str) -> str:
    return settings.BASE_URL + reverse(name)
