"""What a measurement says, and how it is printed: for people as a table, for programs as one JSON object."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from rich.console import Console
from rich.table import Table

from hearthside.cli.bench.rounds import Comparison


@dataclass
class Figure:
    """One line: what was measured, its value, the bar it is set against and whether it is within."""

    group: str
    what: str
    value: float
    bar: float
    unit: str = ""  # "" = a ratio
    floor: float | None = None  # CPU-ms, or in the unit of the value
    ours: float | None = None
    least: float | None = None
    most: float | None = None
    best_ms: float | None = None
    floor_best_ms: float | None = None
    more: dict = field(default_factory=dict)  # statements, bytes, requests and the like

    @property
    def is_within(self) -> bool:
        return self.value <= self.bar

    @property
    def verdict(self) -> str:
        return "within" if self.is_within else "over"

    def as_json(self) -> dict:
        return asdict(self) | {"verdict": self.verdict}


def of(comparison: Comparison, group: str, what: str, bar: float, **more) -> Figure:
    """A comparison with the floor as a figure."""
    one = comparison
    return Figure(
        group, what, one.ratio, bar, floor=one.floor, ours=one.ours, least=one.least, most=one.most, best_ms=one.best,
        floor_best_ms=one.floor_best, more={"requests measured": one.requests, **more},
    )  # fmt: skip


def draw(figures: Sequence[Figure], heading: str, console: Console) -> None:
    """The table that people read."""
    table = Table(title=heading, title_justify="left", header_style="bold", pad_edge=False)
    for name, align in (("What", "left"), ("Bar", "right"), ("Figure", "right"), ("", "left"), ("Ours / floor, CPU-ms", "right"),
                        ("Best ms", "right"), ("Beside it", "left")):  # fmt: skip
        table.add_column(name, justify=align)
    for place, one in enumerate(figures):
        if not place or one.group != figures[place - 1].group:
            table.add_section()
            table.add_row(f"[bold]{one.group}")
        table.add_row(*_cells(one))
    console.print(table)


def _cells(one: Figure) -> list[str]:
    spread = f" ({number(one.least)} to {number(one.most)})" if one.least is not None else ""
    times = "" if one.unit else " ×"
    return [
        f"  {one.what}",
        f"{number(one.bar)}{one.unit and ' ' + one.unit}{times}",
        f"{number(one.value)}{one.unit and ' ' + one.unit}{times}{spread}",
        "[green]within" if one.is_within else "[yellow]over",
        f"{number(one.ours)} / {number(one.floor)}" if one.ours is not None and one.floor is not None else "",
        f"{number(one.best_ms)} / {number(one.floor_best_ms)}" if one.best_ms is not None and one.floor_best_ms is not None else "",
        ", ".join(
            f"{value} {name}" for name, value in one.more.items() if isinstance(value, int | float | str) and name != "requests measured"
        ),
    ]


def number(value: float | None) -> str:
    """Three figures are all that such a measurement knows."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or float(value).is_integer() else f"{value:.3g}"
