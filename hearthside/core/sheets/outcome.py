"""What became of each row of a file: every row read is counted once, and nothing is dropped without a word."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not stored: its number in the spreadsheet, the column to look at, and why."""

    row: int
    column: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Outcome:
    """The result of one import. `waiting` are good rows that are not stored because others have to be mended first;
    `skipped` are rows that were stored before. `problem` is set when the file itself could not be read.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    waiting: int = 0
    refused: list[Refusal] = field(default_factory=list)
    kept_columns: list[str] = field(default_factory=list)
    problem: str = ""
    more: dict[str, int | list[str]] = field(default_factory=dict)  # further counts of this kind of file
    notes: list[str] = field(default_factory=list)  # sentences for the person

    @property
    def adds_up(self) -> bool:
        return self.read == self.created + self.updated + self.skipped + self.waiting + len(self.refused)

    def as_json(self) -> dict:
        """The contract that scripts rely on, then what is particular to this kind of file."""
        counts = {name: getattr(self, name) for name in ("read", "created", "updated", "skipped", "waiting")}
        refused = [asdict(one) for one in self.refused]
        extra = {"problem": self.problem} if self.problem else {}
        return {**counts, "refused": refused, "kept_columns": self.kept_columns, **self.more, "notes": self.notes, **extra}
