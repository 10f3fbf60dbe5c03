"""Charts as SVG made here: bars, a line, stacked bars. No script, no inline style, no library.

A chart is never alone: it says its point in one sentence and has its table beside it. Widths are percentages and heights
are `em`, so that text keeps its size on a phone and grows with the reader's own; colours are classes in house.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, log10
from textwrap import wrap

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.core.components.frames import more
from hearthside.core.components.tables import table

LABEL_WIDTH = 36  # characters that fit at 320 px
LINE = 1.35  # em from one line of text to the next
BAR = 1.1
GAP = 0.85
LANE = 83  # percent of the width that the longest bar takes; its value stands right of it
PLOT = 11.0  # em, the height of a line chart
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One value with its label. Without a value nothing is drawn and `shown` says why, such as "hidden".

    `cells` are its cells in the table beside, where these say more than `shown`.
    """

    label: str
    value: float | None
    shown: str
    cells: Sequence[str] = ()

    @property
    def line(self) -> list[str]:
        return [self.label, *(self.cells or (self.shown,))]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, the sentence that says the same, and the table with every number. In a template: {{ chart }}.

    The sentence is heard with the image; it is also written where the drawing does not show every number itself.
    Where a page shows a fuller table right below, `table_follows` keeps the same numbers from standing there twice.
    """

    title: str
    summary: str
    svg: SafeString
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    legend: Sequence[str] = ()
    shows_summary: bool = False
    table_follows: bool = False

    def __html__(self) -> SafeString:
        return self.__str__()

    def __str__(self) -> SafeString:
        keys = format_html_join(
            "", '<li><i class="key c{}"></i>{}</li>', ((_colour(place), words) for place, words in enumerate(self.legend))
        )
        legend = format_html('<ul class="legend small" role="list">{}</ul>', keys) if self.legend else ""
        beside = SafeString("")
        if not self.table_follows:
            shown = table(caption=self.title, head=self.head, rows=self.rows)
            beside = format_html('<div class="unprinted">{}</div>', more(shown, label=_("See the table")))
        words = format_html('<figcaption class="small soft">{}</figcaption>', self.summary) if self.shows_summary else ""
        return format_html('<figure class="chart">{}{}{}{}</figure>', words, legend, self.svg, beside)


def bars(*, name: str, title: str, rows: Sequence[Bar], head: Sequence[str], top: float | None = None) -> Chart:
    """Lying bars, the label above each. `top` is the value of a whole bar, such as 100 for shares; else the largest."""
    most = top or max((row.value or 0 for row in rows), default=0) or 1
    drawn, height = [], 0.0
    for row in rows:
        label, height = _label(row.label, height)
        drawn.append(label)
        drawn.append(_bar(row, height, row.value / most if row.value is not None else None, has_track=top is not None))
        height += BAR + GAP
    summary = f"{_lead(title)} {_listed(rows)}."
    return Chart(title, summary, _svg(name, title, summary, height - GAP, drawn), head, [row.line for row in rows])


def _bar(row: Bar, top: float, share: float | None, *, has_track: bool) -> SafeString:
    middle = top + BAR / 2 + 0.35
    if share is None:
        return _text("quiet", 0, middle, row.shown)
    track = _rect("track", 0, LANE, top) if has_track else ""
    drawn = _rect("c1", 0, share * LANE, top)
    return format_html("{}{}{}", track, drawn, _text("value", 100, middle, row.shown, anchor="end"))


def stacked(*, name: str, title: str, legend: Sequence[str], rows: Sequence[tuple[str, Sequence[Bar]]], head: Sequence[str]) -> Chart:
    """Lying bars made of parts of a whole, one bar a row; every part must have a value, because a gap would show it."""
    drawn, height = [], 0.0
    for label, parts in rows:
        words, height = _label(label, height)
        drawn.append(words)
        whole, left = sum(part.value or 0 for part in parts), 0.0
        for place, part in enumerate(parts):
            width = 100 * (part.value or 0) / (whole or 1)
            drawn.append(_rect(f"c{_colour(place)}", left, max(width - 0.4, 0), height))
            left += width
        height += BAR + GAP
    summary = _("%(lead)s %(labels)s; every number is in the table.") % {"lead": _lead(title), "labels": ", ".join(row[0] for row in rows)}
    cells = [(label, *(part.shown for part in parts)) for label, parts in rows]
    return Chart(title, summary, _svg(name, title, summary, height - GAP, drawn), head, cells, legend)


def line(*, name: str, title: str, points: Sequence[Bar], head: Sequence[str]) -> Chart:
    """A line over time. A hidden value breaks it. Zero is always the foot, so that a small change looks small."""
    top = round_top(max((point.value or 0 for point in points), default=0))
    places = [(_across(place, len(points)), _down(point.value, top)) for place, point in enumerate(points)]
    grid = [_grid_line(value, top) for value in (0, top / 2, top)]
    strokes = [_stroke("stroke", *before, *after) for before, after in pairwise(places) if None not in (*before, *after)]
    dots = [format_html('<circle class="c1" cx="{}" cy="{}" r="4"/>', _percent(x), _em(y)) for x, y in places if y is not None]
    drawn = [*grid, *strokes, *dots, *_time_labels(points)]
    summary = _trend(title, points)
    svg = _svg(name, title, summary, PLOT + 2 * LINE, drawn)
    return Chart(title, summary, svg, head, [point.line for point in points], shows_summary=True)


def round_top(value: float) -> int:
    """The next even round number, so that the grid has whole numbers: 7 -> 8, 83 -> 100, 412 -> 500."""
    if value <= 2:
        return 2
    step = 10 ** int(log10(value))
    sizes = [size * step for size in (1, 2, 4, 5, 6, 8, 10) if not (size * step) % 2]
    return int(next((size for size in sizes if size >= value), 2 * ceil(value / 2)))


def _across(place: int, count: int) -> float:
    return 12 + 86 * (place / (count - 1) if count > 1 else 0.5)


def _down(value: float | None, top: float) -> float | None:
    return None if value is None else 0.8 + PLOT * (1 - value / top)


def _grid_line(value: float, top: float) -> SafeString:
    height = _down(value, top) or 0
    number = _text("quiet", 10.5, height + 0.35, number_format(value, decimal_pos=0, force_grouping=True), anchor="end")
    return format_html("{}{}", _stroke("grid", 12, height, 98, height), number)


def _time_labels(points: Sequence[Bar]) -> list[SafeString]:
    """The first and the last, and as many between as have room on a phone."""
    last = len(points) - 1
    chosen = sorted({round(last * part / 3) for part in range(4)}) if last >= 3 else range(last + 1)
    labels = []
    for place in chosen:
        anchor, shift = ("middle", 0) if not last or 0 < place < last else ("start", -6) if place == 0 else ("end", 2)
        labels.append(_text("quiet", _across(place, len(points)) + shift, PLOT + 1.1 + LINE, points[place].label, anchor=anchor))
    return labels


def _trend(title: str, points: Sequence[Bar]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return _("%(title)s: nothing to show.") % {"title": title}
    highest = max(known, key=lambda point: point.value or 0)
    words = {"title": title, "start": known[0].label, "first": known[0].shown, "end": known[-1].label, "last": known[-1].shown}
    words |= {"peak": highest.label, "most": highest.shown}
    return _("%(title)s: %(first)s in %(start)s, %(last)s in %(end)s; most in %(peak)s (%(most)s).") % words


def _lead(title: str) -> str:
    """A title as the beginning of a sentence; a question keeps its mark."""
    return title if title.endswith("?") else _("%(title)s:") % {"title": title}


def _listed(rows: Sequence[Bar]) -> str:
    """The rows as words, the first eight of them; the table has all."""
    said = [f"{row.label} {row.shown}" for row in rows[:8]]
    if len(rows) > 8:
        said.append(_("and %(count)s more in the table") % {"count": len(rows) - 8})
    return "; ".join(said) or _("nothing to show")


def _label(words: str, top: float) -> tuple[SafeString, float]:
    """A label in as many lines as it needs, and the height at which its bar begins."""
    lines = wrap(words, LABEL_WIDTH) or [""]
    text = format_html_join("", "{}", ((_text("label", 0, top + 1 + LINE * place, said),) for place, said in enumerate(lines)))
    return text, top + LINE * len(lines) + 0.1


def _em(height: float) -> str:
    return f"{height:.2f}em"


def _percent(width: float) -> str:
    return f"{width:.2f}%"


def _text(look: str, left: float, foot: float, words: str, *, anchor: str = "start") -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', look, _percent(left), _em(foot), anchor, words)


def _rect(look: str, left: float, width: float, top: float) -> SafeString:
    places = (_percent(left), _em(top), _percent(width), _em(BAR))
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>', look, *places)


def _stroke(look: str, left: float, top: float, right: float, foot: float) -> SafeString:
    places = (_percent(left), _em(top), _percent(right), _em(foot))
    return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', look, *places)


def _colour(place: int) -> int:
    return place % COLOURS + 1


def _svg(name: str, title: str, summary: str, height: float, drawn: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg role="img" aria-labelledby="{0}-title" width="100%" height="{1}"><title id="{0}-title">{2}</title><desc>{3}</desc>{4}</svg>',
        name,
        _em(max(height, LINE)),
        title,
        summary,
        format_html_join("", "{}", ((piece,) for piece in drawn)),
    )
