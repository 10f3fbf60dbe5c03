"""Pieces that hold other pieces. In templates they are blocks: {% card %} … {% endcard %}."""

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString


def card(content: str, *, title: str = "") -> SafeString:
    """One thing on its own, such as a visit this afternoon."""
    head = format_html("<h3>{}</h3>", title) if title else ""
    return format_html('<div class="card stack">{}{}</div>', head, content)


def note(content: str, *, tone: Literal["ember", "pine"] = "ember", live: bool = False) -> SafeString:
    """Something worth reading before going on. `live` has it read out when it appears."""
    return format_html('<div class="note {}"{}>{}</div>', tone, SafeString(' role="status"') if live else "", content)


def more(content: str, *, label: str, hint: str = "", is_open: bool = False) -> SafeString:
    """What not everybody needs, one press away; works without JavaScript."""
    soft = format_html(' <span class="soft small">{}</span>', hint) if hint else ""
    return format_html(
        '<details{}><summary>{}{}</summary><div class="stack">{}</div></details>',
        SafeString(" open") if is_open else "",
        label,
        soft,
        content,
    )


def rows(content: str, *, label: str = "") -> SafeString:
    """A list of things, one row each; the rows are <li>."""
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html('<ul class="list" role="list"{}>{}</ul>', named, content)


def section(content: str, *, title: str, aside: str = "") -> SafeString:
    """A part of a page under its heading, with a short word beside it."""
    beside = format_html('<span class="tag">{}</span>', aside) if aside else ""
    return format_html('<section class="stack"><div class="row between"><h2>{}</h2>{}</div>{}</section>', title, beside, content)
