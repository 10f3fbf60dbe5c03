"""Things to press."""

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

Look = Literal["plain", "primary", "quiet"]


def _classes(look: Look, big: bool) -> str:
    return "button" + (f" {look}" if look != "plain" else "") + (" big" if big else "")


def button(*, label: str, look: Look = "plain", big: bool = False, name: str = "", value: str = "") -> SafeString:
    """A button that sends the form it stands in."""
    sent = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button class="{}"{}>{}</button>', _classes(look, big), sent, label)


def link_button(*, label: str, href: str, look: Look = "plain", big: bool = False, about: str = "") -> SafeString:
    """A link that looks like a button. `about` completes the label for those who hear it: "Log" "with Jo"."""
    more = format_html(' <span class="unseen">{}</span>', about) if about else ""
    return format_html('<a class="{}" href="{}">{}{}</a>', _classes(look, big), href, label, more)


def blocked_button(*, label: str, reason: str) -> SafeString:
    """Something that cannot be done now, with the reason beside it instead of behind a hover."""
    return format_html(
        '<span class="blocked"><span class="button" aria-disabled="true">{}</span> <span class="small soft">{}</span></span>', label, reason
    )
