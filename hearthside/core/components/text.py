"""Small pieces of text with a meaning."""

from collections.abc import Iterable
from typing import Literal

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.core.kept import kept_words
from hearthside.core.pages import Slice


def tag(*, label: str, tone: Literal["plain", "ember", "sky", "pine"] = "plain") -> SafeString:
    """A short state beside a name, such as "away until Friday"."""
    return format_html('<span class="tag{}">{}</span>', f" {tone}" if tone != "plain" else "", label)


def mark(*, name: str) -> SafeString:
    """The round mark before a name: its first letters, hidden from screen readers because the name follows."""
    return format_html('<span class="mark" aria-hidden="true">{}</span>', name.strip()[:1].upper() or "·")


def figure(*, value: object, label: str, href: str = "") -> SafeString:
    """One number with its words; with `href` it opens to how it is counted."""
    words = format_html('<a href="{}">{}</a>', href, label) if href else label
    return format_html('<p class="figure"><b>{}</b><span class="small soft">{}</span></p>', value, words)


def facts(*, rows: Iterable[tuple[object, object]]) -> SafeString:
    """Pairs of a term and what it is."""
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", rows))


def crumbs(*, items: Iterable[tuple[str, str]]) -> SafeString:
    """The way back: pairs of words and address, from the top."""
    links = format_html_join("", '<li><a href="{1}">{0}</a></li>', items)
    return format_html('<nav class="crumbs small" aria-label="{}"><ol role="list">{}</ol></nav>', _("You are here"), links)


def rail(*, items: Iterable[tuple[str, str]], here: str = "", room: str = "") -> SafeString:
    """The links of the main bar: pairs of an address's name and words. `here` is the name of this page, `room` of the one above it."""
    return _rail(tuple(items), here, room)


@kept_words
def _rail(items: tuple[tuple[str, str], ...], here: str, room: str) -> SafeString:
    current = {room: SafeString(' aria-current="true"'), here: SafeString(' aria-current="page"')}
    return format_html_join("\n", '<a href="{}"{}>{}</a>', ((reverse(name), current.get(name, ""), words) for name, words in items))


def empty(*, words: str, label: str = "", href: str = "") -> SafeString:
    """What stands where nothing is yet: says why, and what to do next."""
    action = format_html('<p><a class="button" href="{}">{}</a></p>', href, label) if href else ""
    return format_html('<div class="empty"><p>{}</p>{}</div>', words, action)


def tabs(*, items: Iterable[tuple[str, str]], current: str, label: str) -> SafeString:
    """Views of one thing, each with its address; `current` is the address of this one."""
    links = format_html_join(
        "",
        '<li><a href="{}"{}>{}</a></li>',
        ((href, SafeString(' aria-current="page"') if href == current else "", words) for words, href in items),
    )
    return format_html('<nav class="tabs" aria-label="{}"><ul role="list">{}</ul></nav>', label, links)


def steps(*, current: int, total: int) -> SafeString:
    """Where one is in a row of questions."""
    return format_html('<p class="small soft">{}</p>', _("Step %(current)s of %(total)s") % {"current": current, "total": total})


def pager(*, page: Slice, keep: str = "") -> SafeString:
    """Earlier and later pages of a list; nothing when all fits on one. `keep` is what was looked for."""
    if not (page.has_previous or page.has_next):
        return SafeString("")
    kept = {"q": keep} if keep else {}
    ways = (("prev", -1, _("Back"), page.has_previous), ("next", 1, _("More"), page.has_next))
    links = format_html_join(
        " ",
        '<a class="button" rel="{}" href="?{}">{}</a>',
        ((rel, urlencode(kept | {"page": page.number + step}), words) for rel, step, words, is_there in ways if is_there),
    )
    place = _("Page %(number)s") % {"number": page.number}
    return format_html('<nav class="row" aria-label="{}">{} <span class="small soft">{}</span></nav>', _("Pages"), links, place)
