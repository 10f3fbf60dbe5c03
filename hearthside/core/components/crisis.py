"""The lines to call when someone may be in danger right now, the same words on every page."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def crisis(*, lines: Iterable) -> SafeString:
    """Each line with links to call it and, where it takes texts, to text it. Nothing when no line is known."""
    items = [
        (
            line.name,
            format_html('<a href="tel:{}">{}</a>', line.digits, _("call %(number)s") % {"number": line.number}),
            format_html(' {} <a href="sms:{}">{}</a>', _("or"), line.digits, _("text")) if line.may_text else "",
            f", {line.note}" if line.note else "",
        )
        for line in lines
    ]
    if not items:
        return SafeString("")
    return format_html(
        '<p>{}</p><ul role="list">{}</ul>',
        _("If someone may be in danger right now:"),
        format_html_join("", "<li><b>{}</b>: {}{}{}</li>", items),
    )
