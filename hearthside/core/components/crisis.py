"""The lines to call when someone may be in danger right now, the same words on every page."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.core.kept import kept_words


def crisis(*, lines: Iterable) -> SafeString:
    """Each line with links to call it and, where it takes texts, to text it. Nothing when no line is known."""
    plain = tuple((line.name, line.number, line.digits, line.may_text, line.note) for line in lines)
    return _crisis(plain) if plain else SafeString("")


@kept_words
def _crisis(lines: tuple[tuple[str, str, str, bool, str], ...]) -> SafeString:
    items = [(_ways(*line), f", {_(note)}" if note else "") for *line, note in lines]
    return format_html(
        '<p>{}</p><ul role="list">{}</ul>',
        _("If someone may be in danger right now:"),
        format_html_join("", "<li>{}{}</li>", items),
    )


def _ways(name: str, number: str, digits: str, may_text: bool) -> SafeString:
    """A line with its links in one sentence. Its name and note are in the reader's language where they are the usual ones."""
    named = format_html("<b>{}</b>", _(name))
    call = format_html('<a href="tel:{}">{}</a>', digits, _("call %(number)s") % {"number": number})
    if not may_text:
        return format_html(_("{name}: {call}"), name=named, call=call)
    text = format_html('<a href="sms:{}">{}</a>', digits, _("text"))
    return format_html(_("{name}: {call} or {text}"), name=named, call=call, text=text)
