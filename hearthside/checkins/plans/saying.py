"""A plan in plain words: its times, its steps, what a message and a text say. The same words on every page and on paper."""

from datetime import time, tzinfo
from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearthside.checkins.models import AgreedStep, CallTime, CheckInPlan
from hearthside.core.numbers import show_number
from hearthside.organisation.queries import the_organisation

ACT = AgreedStep.Act


def zone_said(zone: tzinfo) -> str:
    """The place of a zone, such as "Regina" for America/Regina."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def times_said(times: list[CallTime]) -> list[str]:
    """Days with the same hours together: "Monday, Wednesday: 10:00 to 12:00". In the order of the week."""
    ordered = sorted(times, key=lambda one: (one.opens, one.closes, one.weekday))
    groups = [(hours, [one.weekday for one in some]) for hours, some in groupby(ordered, key=lambda one: (one.opens, one.closes))]
    lines = []
    for (opens, closes), days in sorted(groups, key=lambda group: (group[1], group[0])):
        words = {"days": ", ".join(str(WEEKDAYS[day]) for day in days), "from": time_format(opens), "to": time_format(closes)}
        lines.append(_("%(days)s: %(from)s to %(to)s") % words)
    return lines


def time_said(one: CallTime) -> str:
    """One window: "Monday: 10:00 to 12:00"."""
    return times_said([one])[0]


def voicemail_words(plan: CheckInPlan, caller: str) -> str:
    """What a left message says: the person's own words, else words that give nothing away. `caller` is a first name."""
    return str(plan.voicemail or _("This is %(name)s, calling as agreed. I will try again.") % {"name": caller})


def text_words(plan: CheckInPlan, step: AgreedStep | None = None) -> str:
    """What a text says: the words of the step, else those of the plan, else words that give nothing away on a lock screen."""
    return str((step and step.words) or plan.text or _("We tried to call you, as agreed. We will try again."))


def step_said(plan: CheckInPlan, step: AgreedStep) -> str:
    """One step as a sentence: "After 2 hours, between 10:00 and 18:00: call again."."""
    parts = [part for part in (_wait_said(step.wait_minutes), _hours_said(step.not_before, step.not_after)) if part]
    return _("%(when)s: %(what)s.") % {"when": ", ".join(parts), "what": _act_said(plan, step)}


def _wait_said(minutes: int) -> str:
    """The longest unit that needs no fraction."""
    if not minutes:
        return _("Right after")
    if minutes % (24 * 60) == 0:
        days = minutes // (24 * 60)
        return ngettext("After %(n)s day", "After %(n)s days", days) % {"n": days}
    if minutes % 60 == 0:
        return ngettext("After %(n)s hour", "After %(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("After %(n)s minute", "After %(n)s minutes", minutes) % {"n": minutes}


def _hours_said(not_before: time | None, not_after: time | None) -> str:
    words = {"from": time_format(not_before) if not_before else "", "to": time_format(not_after) if not_after else ""}
    if not_before and not_after:
        return _("between %(from)s and %(to)s") % words
    if not_before:
        return _("not before %(from)s") % words
    return _("not after %(to)s") % words if not_after else ""


def _act_said(plan: CheckInPlan, step: AgreedStep) -> str:
    if step.act == ACT.VOICEMAIL:
        if words := step.words or plan.voicemail:
            return _("call again, and if nobody answers leave a message that says “%(words)s”") % {"words": _unpointed(words)}
        return str(ACT.VOICEMAIL.label)
    if step.act == ACT.TEXT:
        return _("send a text that says “%(words)s”") % {"words": _unpointed(text_words(plan, step))}
    if step.act == ACT.CONTACT:
        return _contact_said(step)
    return str(ACT(step.act).label)


def _contact_said(step: AgreedStep) -> str:
    if not step.contact_number:
        return str(ACT.CONTACT.label)
    number = show_number(str(step.contact_number), the_organisation().country)
    words = {"name": step.contact_name, "number": number, "words": _unpointed(step.words or "")}
    if step.words:
        return _("call %(name)s, %(number)s, and say “%(words)s”") % words
    return _("call %(name)s, %(number)s, and say only that you did not answer") % words


def _unpointed(words: str) -> str:
    """Without its last full stop, since the sentence around it has one."""
    return str(words).strip().removesuffix(".")
