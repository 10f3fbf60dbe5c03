"""Rows of people, drawn without a template: lists are what a phone loads most, and each row costs a third this way."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.core.components.text import mark, tag
from hearthside.core.kept import kept_words
from hearthside.encounters.queries import LastTime
from hearthside.home.queries import Happening

NOBODY = UUID(int=0)


def people_rows(people: Iterable[tuple[UUID, str, str]], *, may_log: bool) -> SafeString:
    """One row a person: their name as the way to their page, a soft word beside it, and a button to log."""
    page = reverse("person", args=[NOBODY]).replace(str(NOBODY), "{0}")
    button = '<a class="button" href="' + reverse("log") + '?who={0}">{4}<span class="unseen"> {1}</span></a>' if may_log else ""
    row = '<li>{2}<div class="grow"><a href="' + page + '"><b>{1}</b></a>{3}</div>' + button + "</li>"
    log = _("Log")
    rows = ((key, name, mark(name=name), _beside(soft), log) for key, name, soft in people)
    return format_html('<ul class="list" role="list">{}</ul>', format_html_join("", row, rows))


def _beside(words: str) -> SafeString:
    return format_html('<br><span class="small soft">{}</span>', words) if words else SafeString("")


def recent_rows(recent: Iterable[LastTime]) -> SafeString:
    """The people one meets, each with the day of the last time. Empty when there is nobody yet."""
    people = [(one.person_id, one.name, _last_met(one)) for one in recent]
    return people_rows(people, may_log=True) if people else SafeString("")


def _last_met(last: LastTime) -> str:
    return _("last on %(day)s") % {"day": day_words(last.day, "j F")} if last.day else _("not met yet")


day_words = kept_words(date_format)


def happening_rows(happenings: Sequence[Happening]) -> SafeString:
    """One row a contact or try: what it was, when, and how long. A contact leads to its page; a try has only its outcome.
    Empty when nothing happened yet.
    """
    if not happenings:
        return SafeString("")
    page = reverse("encounter", args=[NOBODY]).replace(str(NOBODY), "{}")
    contact, attempt = '<a href="' + page + '">{}</a>', "{} {}"

    def row(one: Happening) -> tuple:
        words = format_html(contact, one.id, one.kind) if one.minutes else format_html(attempt, one.outcome, tag(label=one.kind))
        return words, day_words(one.day, "j F Y"), _length(one.minutes)

    line = '<li><div class="grow">{}<br><span class="small soft">{}</span></div>{}</li>'
    return format_html('<ul class="list" role="list">{}</ul>', format_html_join("", line, map(row, happenings)))


@kept_words
def _length(minutes: int) -> SafeString:
    if not minutes:
        return SafeString("")
    words = ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
    return format_html('<span class="small soft">{}</span>', words)
