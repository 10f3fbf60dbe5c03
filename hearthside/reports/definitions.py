"""The reports there are, and what every number in them means. A number is never printed without its definition in reach."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearthside.checkins import measures as check_ins
from hearthside.checkins.warm_line import measures as warm_line
from hearthside.encounters.measures import MEASURES, Measure, Scope
from hearthside.gatherings import measures as gatherings
from hearthside.one_to_one import measures as one_to_one
from hearthside.reports.check_ins import check_in_tables
from hearthside.reports.encounters import encounter_tables
from hearthside.reports.gatherings import gathering_tables
from hearthside.reports.one_to_one import one_to_one_tables
from hearthside.reports.support import support_tables_of
from hearthside.reports.tables import Report, Table
from hearthside.reports.warm_line import warm_line_tables

Words = str | Promise

NO_CAUSE = _("These are counts. They say what happened and what people told us, and claim no cause.")


@dataclass(frozen=True, slots=True)
class Template:
    """A report that can be asked for: its name in addresses, its wording, how its tables are made, what it is read with."""

    name: str
    title: Words
    lead: Words
    build: Callable[[Scope], tuple[list[Table], list[str]]]
    notes: Sequence[Words]
    definitions: Sequence[Measure]
    apart: Sequence[str] = ("programme", "kind", "month")  # by what its tables may be kept apart
    usual_by: str = ""

    def report(self, scope: Scope) -> Report:
        tables, notes = self.build(scope)
        return Report(self.name, str(self.title), scope, tables, [*notes, *map(str, self.notes)])


ANSWERS = (
    Measure(
        "offered",
        _("Surveys offered"),
        _("Offered"),
        _("How often somebody was offered the short survey after an encounter, one ticket for each."),
        _(
            "Tickets shown, texted or printed, answers brought in from a sheet, and a code on a wall once for each person who was there, "
            "whether they opened it or not, because it was there for all of them. Nobody counts twice."
        ),
        _("Encounters at which the survey was not offered, and tickets that were replaced or taken back."),
    ),
    Measure(
        "base",
        _("Answered"),
        _("Answered"),
        _("How many answered this question. Every share is a share of them, not of everybody."),
        _("Answers that have been opened, in groups of ten or more so that nobody can be told apart."),
        _("People who were not asked, did not answer or skipped this question; answers that still wait for others."),
    ),
    Measure(
        "share",
        _("Share"),
        _("Share"),
        _("Of a hundred who answered this question, how many chose this. Where several may be chosen, shares add to more than 100."),
        _("From 100 answers on: whole percent. From 30 to 99: to the nearest five. From 10 to 29: thirds in words."),
        _("Fewer than 10 answers are not printed at all."),
    ),
    Measure(
        "hidden",
        _("Hidden"),
        _("Hidden"),
        _("A number left out because it is so small that somebody could be recognised, or because a hidden one could be worked out."),
        _("1 to 4 answers, or 1 to 4 missing to all; in-house, 1 to 4 people met; and what would give these away."),
        _("Zero is printed: it is about nobody."),
    ),
)

PART_OF = Measure(
    "part_of",
    _("Share of what was counted"),
    _("Share"),
    _("Of a hundred of what the table says it is of, such as requests, tries or pairings that ended, how many were of this kind."),
    _("Whole percent, each rounded by itself, so that they may add up to 99 or 101."),
    _("Hidden numbers: they have no share either."),
)

REPORTS = {
    template.name: template
    for template in (
        Template(
            name="support",
            title=_("What people said they got from it"),
            lead=_("From the short anonymous survey after an encounter: any kind of support, what mattered most, and how it was."),
            build=support_tables_of,
            notes=(
                _("People could choose more than one kind of support, so those shares add to more than 100%."),
                _("Shares are of those who answered. Who answers may differ from who does not."),
                NO_CAUSE,
            ),
            definitions=ANSWERS,
        ),
        Template(
            name="encounters",
            title=_("Encounters and people"),
            lead=_("Encounters, tries, attendances and people are different counts. Each is printed by itself."),
            build=encounter_tables,
            notes=(_("One person may be in several groups, so numbers of people are never added up."), NO_CAUSE),
            definitions=(*MEASURES, PART_OF),
            usual_by="month",
        ),
        Template(
            name="gatherings",
            title=_("Groups, activities and events"),
            lead=_("Sessions held and cancelled, who came and came again, and what hosts gave."),
            build=gathering_tables,
            notes=(_("One person may come to several groups, so numbers of people are never added up."), NO_CAUSE),
            definitions=gatherings.MEASURES,
            apart=("gathering", "programme", "month"),
            usual_by="gathering",
        ),
        Template(
            name="warm_line",
            title=_("Warm line"),
            lead=_("Calls that came in, what they were about, how they ended, and when the line rings most."),
            build=warm_line_tables,
            notes=(
                _("Contacts are not callers. Most callers are nobody we know, and how many they are is not guessed."),
                _("Several kinds of support may be given in one contact, so those shares add to more than 100%."),
                NO_CAUSE,
            ),
            definitions=(*warm_line.MEASURES, PART_OF),
            apart=(),
        ),
        Template(
            name="one_to_one",
            title=_("One to one"),
            lead=_("Who asked and how, how long it took to meet, and pairings begun, running and ended."),
            build=one_to_one_tables,
            notes=(_("Who waits and which pairings run is counted on the last day of each line, and never added up."), NO_CAUSE),
            definitions=(*one_to_one.MEASURES, *one_to_one.BREAKDOWNS, PART_OF),
            apart=("programme", "month"),
            usual_by="month",
        ),
        Template(
            name="check_ins",
            title=_("Telephone check-ins"),
            lead=_("Calls planned, tried and reached, at which try, the steps after a call that was not answered, and people."),
            build=check_in_tables,
            notes=(_("One person has many calls, so numbers of people are never added up."), NO_CAUSE),
            definitions=(*check_ins.MEASURES, *check_ins.BREAKDOWNS, PART_OF),
            apart=("programme", "month"),
            usual_by="month",
        ),
    )
}
