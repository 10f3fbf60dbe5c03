"""The lines to call when someone may be in danger right now, the same words on every page."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def crisis(*, lines: Iterable) -> SafeString:
    """Each line with links to call it and, where it takes texts, to text it. Nothing when no line is known."""
    items = [(_ways(line), f", {_(line.note)}" if line.note else "") for line in lines]
    if not items:
        return SafeString("")
    return format_html(
        '<p>{}</p><ul role="list">{}</ul>',
        _("If someone may be in danger right now:"),
        format_html_join("", "<li>{}{}</li>", items),
    )


def _ways(line: Any) -> SafeString:
    """A line with its links in one sentence. Its name and note are in the reader's language where they are the usual ones."""
    name = format_html("<b>{}</b>", _(line.name))
    call = format_html('<a href="tel:{}">{}</a>', line.digits, _("call %(number)s") % {"number": line.number})
    if not line.may_text:
        return format_html(_("{name}: {call}"), name=name, call=call)
    text = format_html('<a href="sms:{}">{}</a>', line.digits, _("text"))
    return format_html(_("{name}: {call} or {text}"), name=name, call=call, text=text)
