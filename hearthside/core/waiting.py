"""One thing that waits for somebody, as the first page they open says it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing to do, in words, and the page on which it is done with."""

    words: str
    label: str
    address: str
    at: datetime
