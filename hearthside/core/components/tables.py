"""Tables, which every chart has beside it."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def table(*, caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], numbers_from: int = 1) -> SafeString:
    """A table of short texts and numbers; the first column heads its row, columns from `numbers_from` stand right."""
    top = format_html_join("", '<th scope="col"{}>{}</th>', ((_right(place, numbers_from), words) for place, words in enumerate(head)))
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (row[0], format_html_join("", "<td{}>{}</td>", ((_right(place, numbers_from), cell) for place, cell in enumerate(row[1:], 1))))
            for row in rows
        ),
    )
    inside = format_html("<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>", caption, top, body)
    return format_html('<div class="scroll" tabindex="0" role="region" aria-label="{}"><table>{}</table></div>', caption, inside)


def _right(place: int, numbers_from: int) -> SafeString:
    return SafeString(' class="n"' if place >= numbers_from else "")
