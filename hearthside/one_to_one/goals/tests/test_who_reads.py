"""Who reads what, told a second time in plain Python and compared for all sorts of days, endings and shares."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthside.core.dates import now, today
from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.models import GoalEntry, GoalVersion, Share, WellnessPart
from hearthside.people.models import Relation, Role

ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
DAY = st.integers(-3, 3)
NO_DAY_OR = st.none() | DAY


def day(offset):
    return None if offset is None else today() + timedelta(days=offset)


def meets(starts, ends) -> bool:
    return starts <= 0 and (ends is None or ends > 0)


def shared(until, taken_back) -> bool:
    return not taken_back and (until is None or until >= 0)


@ANY
@given(
    starts=DAY,
    length=st.none() | st.integers(0, 4),
    since=NO_DAY_OR,
    written=st.lists(DAY, max_size=4),
    share=st.none() | st.tuples(NO_DAY_OR, st.booleans()),
)
def test_a_supporter_reads_what_the_relation_opens_and_no_day_more(cast, starts, length, since, written, share):
    GoalEntry.objects.all().delete()
    Share.objects.all().delete()
    relation = Relation.objects.filter(person=cast.ana, supporter=cast.ben)
    relation.update(starts_on=today(), ends_on=None)
    ends = None if length is None else starts + length
    for offset in written:
        entry = actions.add_entry(by=cast.ana, person=cast.ana, kind="helps", text="Tea")
        actions.reword_entry(by=cast.ana, entry=entry, text="Coffee", version=1)
        GoalEntry.objects.filter(pk=entry.pk).update(written_on=day(offset))
        GoalVersion.objects.filter(entry=entry).update(written_on=day(offset - 1))
    if share:
        actions.share_earlier(by=cast.ana, reader=cast.ben)
        Share.objects.update(until=day(share[0]), taken_back_at=now() if share[1] else None)
    relation.update(starts_on=day(starts), ends_on=day(ends), history_from=day(since))

    def is_open(offset) -> bool:
        return meets(starts, ends) and (since is None or offset >= since or bool(share and shared(*share)))

    read = sorted(GoalEntry.objects.visible_to(cast.ben).values_list("written_on", flat=True))
    assert read == sorted(day(offset) for offset in written if is_open(offset))
    read = sorted(GoalVersion.objects.visible_to(cast.ben).values_list("written_on", flat=True))
    assert read == sorted(day(offset - 1) for offset in written if is_open(offset - 1))
    assert GoalEntry.objects.visible_to(cast.ana).count() == len(written)


@ANY
@given(meets_reader=st.booleans(), ends=NO_DAY_OR, role_ends=NO_DAY_OR, until=NO_DAY_OR, taken_back=st.booleans())
def test_a_share_holds_while_it_was_given_for(cast, meets_reader, ends, role_ends, until, taken_back):
    WellnessPart.objects.all().delete()
    reader = cast.ben if meets_reader else cast.kim
    relation, roles = Relation.objects.filter(person=cast.ana, supporter=cast.ben), Role.objects.filter(person=reader, kind="supporter")
    relation.update(starts_on=day(-9), ends_on=None)
    roles.update(starts_on=day(-9), ends_on=None)
    part = actions.begin_part(by=cast.ana, code="signs", text="I stop humming")
    actions.share_part(by=cast.ana, part=part, reader=reader)
    Share.objects.update(until=day(until), taken_back_at=now() if taken_back else None)
    relation.update(ends_on=day(ends))
    roles.update(ends_on=day(role_ends))
    holds = meets(-9, ends) if meets_reader else meets(-9, role_ends)
    assert WellnessPart.objects.visible_to(reader).exists() == (holds and shared(until, taken_back))
    assert not WellnessPart.objects.visible_to(cast.dan).exists()
