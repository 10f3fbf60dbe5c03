"""Going through the rows of a table: what each cell says, and everything that is wrong with a row at once."""

from collections.abc import Callable
from typing import Any

from hearthside.core.errors import Refused
from hearthside.core.sheets.cells import Unclear
from hearthside.core.sheets.outcome import Refusal
from hearthside.core.sheets.reading import Row
from hearthside.core.sheets.writing import Cell


class Unfit(Exception):
    """A row that cannot be stored."""


class Teller:
    """Reads the cells of one row and gathers everything that is wrong with it, so that it is mended in one go."""

    def __init__(self, row: Row):
        self.row = row
        self.problems: list[tuple[str, str]] = []  # column and sentence

    def take(self, column: str, read: Callable[[Cell], Any]) -> Any:
        """What a cell says, or None when it cannot be told."""
        if reason := self.row.broken.get(column):
            self.problems.append((column, f"{column.capitalize()} {reason}"))
            return None
        try:
            return read(self.row.get(column))
        except Unclear as error:
            self.problems.append((column, f"{column.capitalize()} {error}"))
        except Refused as error:
            self.problems.append((column, str(error)))
        return None

    def settle(self) -> None:
        """Raises: Unfit when anything was wrong."""
        if self.problems:
            raise Unfit

    def refusal(self) -> Refusal:
        return Refusal(self.row.number, self.problems[0][0], " ".join(dict.fromkeys(sentence for _column, sentence in self.problems)))
