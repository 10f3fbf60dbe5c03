"""A verdict: may this be done, and if not, why not, in words for the screen."""

from dataclasses import dataclass

from hearthside.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Verdict:
    """True or false, with the reason a person reads. An allowed verdict needs no reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Go on only if allowed.

        Raises: NotAllowed with the reason.
        """
        if not self.allowed:
            raise NotAllowed(self.reason)


YES = Verdict(True)


def no(reason: str) -> Verdict:
    """A refusal; `reason` is one plain sentence shown to the person."""
    return Verdict(False, str(reason))
