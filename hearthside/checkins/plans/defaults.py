"""Steps to start from when somebody does not answer. Data with a source each; from then on every step is the person's own."""

from dataclasses import dataclass
from datetime import time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearthside.checkins.models import AgreedStep

CALL, VOICEMAIL, CONTACT, ASK = AgreedStep.Act.CALL, AgreedStep.Act.VOICEMAIL, AgreedStep.Act.CONTACT, AgreedStep.Act.ASK
HOUR, DAY = 60, 24 * 60
GENTLE = "gentle"


@dataclass(frozen=True, slots=True)
class StepDefault:
    """One step of a start: what, how many minutes after the one before, and between which times of day."""

    act: str
    wait_minutes: int
    not_before: time | None = None
    not_after: time | None = None


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """Some steps in a row, as others have agreed them, and where we have them from. The call that was not answered counts
    as the first try.
    """

    name: Promise
    steps: tuple[StepDefault, ...]
    source: str
    read_on: str  # when the source was read


TEMPLATES: dict[str, StepTemplate] = {
    GENTLE: StepTemplate(
        name=_("Gently: try twice more, and then no more tries"),
        steps=(StepDefault(CALL, 2 * HOUR), StepDefault(CALL, DAY)),
        source="phonecheck.ca",  # timed repeats, and planned absences
        read_on="2026",
    ),
    "message": StepTemplate(
        name=_("A message, and two more tries within a week"),
        steps=(StepDefault(VOICEMAIL, HOUR), StepDefault(CALL, 3 * DAY), StepDefault(CALL, 3 * DAY)),
        source="cheerde.com",  # a neutral message, then two tries within seven days
        read_on="2026",
    ),
    "contact": StepTemplate(
        name=_("Three tries in a day, and then call somebody I name"),
        steps=(StepDefault(CALL, 2 * HOUR), StepDefault(CALL, 3 * HOUR), StepDefault(CONTACT, HOUR)),
        source="osceolagenerations",  # three tries in a day, then the named contact
        read_on="2026",
    ),
    "four_tries": StepTemplate(
        name=_("Four tries at different times within 24 hours, and then ask whoever is on call"),
        steps=(
            StepDefault(CALL, 3 * HOUR),
            StepDefault(CALL, 3 * HOUR),
            StepDefault(CALL, 12 * HOUR),
            StepDefault(ASK, HOUR),
        ),
        source="darlingtonsupport.uk",  # four tries in 24 hours; its visit and its call to the police are no steps of ours
        read_on="2026",
    ),
}
