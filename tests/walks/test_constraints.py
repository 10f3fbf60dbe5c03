"""What the database itself refuses: every constraint is broken once on purpose, on each engine that is tested."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, models, transaction

from hearthside.core.dates import now, today
from hearthside.core.ids import new_id
from hearthside.gatherings.models import PersonalFeed
from hearthside.organisation.models import PublicVersion
from tests.walks.registry import models as our_models
from tests.walks.things import Things


def yesterday() -> date:
    return today() - timedelta(days=1)


def change(thing: models.Model, **values) -> None:
    """Past every form and act, as a slip in code would."""
    type(thing).objects.filter(pk=thing.pk).update(**values)


def repeat(thing: models.Model) -> None:
    """The same row a second time, under another key."""
    thing.pk = new_id()
    thing.save(force_insert=True)


# Name of the constraint -> how somebody would break it.
BROKEN_BY: dict[str, Callable[[Things], None]] = {
    # the organisation
    "one_organisation": lambda things: change(things.organisation, id=2),
    "one_public_version": lambda things: change(PublicVersion.objects.get(), id=2),
    "programme_ends_after_start": lambda things: change(things.river, starts_on=today(), ends_on=yesterday()),
    # ways in, and what goes out
    "one_card_in_force": lambda things: repeat_card(things),
    "message_claimed_by_somebody": lambda things: change(things.message, claimed_at=now(), claimed_by=""),
    "message_sent_by_somebody": lambda things: change(things.message, sent_at=now(), sent_by=""),
    "message_failure_has_a_code": lambda things: change(things.message, failed_at=now(), failure=""),
    "message_quiet_hours_whole": lambda things: change(things.message, quiet_from=None),
    "stopped_once": lambda things: repeat(things.stopped_number),
    "bridged_ends": lambda things: change(things.bridged_call, ended_at=now()),
    # people
    "role_ends_after_start": lambda things: change(things.role, ends_on=things.role.starts_on - timedelta(days=1)),
    "relation_of_two": lambda things: change(things.relation, supporter=things.ana),
    "relation_ends_after_start": lambda things: change(things.relation, ends_on=things.relation.starts_on - timedelta(days=1)),
    "one_open_relation": lambda things: repeat(things.relation),
    "break_glass_ends": lambda things: change(things.glass, ends_at=things.glass.opened_at),
    "one_permission_in_force": lambda things: repeat(things.way.permissions.get()),
    "consent_until_after_given": lambda things: change(things.consent, until=yesterday()),
    "one_open_feed": lambda things: [PersonalFeed.objects.create(person=things.ana, token_digest=str(turn)) for turn in range(2)],
    # when it gets hard
    "one_open_backup": lambda things: repeat(things.backup),
    "backup_by_somebody_else": lambda things: change(things.backup, coming=things.ben),
    "debrief_offered_once": lambda things: repeat(things.debrief),
    "debrief_with_somebody_else": lambda things: change(things.debrief, with_whom=things.ben),
    "safety_event_read_by_somebody": lambda things: change(things.event, read_at=now(), shared_at=None),
    "event_wording_once": lambda things: repeat(things.event_wording),
    "shift_ends": lambda things: change(things.gap, ends=things.gap.begins),
    "on_duty_once": lambda things: repeat(things.bens_shift),
    # the warm line
    "one_call_agreement": lambda things: repeat(things.call_agreement),
    "call_agreement_ends_after": lambda things: change(things.call_agreement, ended_at=now() - timedelta(days=1)),
    "call_back_number_goes": lambda things: change(things.call_back, settled_at=now()),
    # contacts
    "encounter_minutes": lambda things: change(things.contact, minutes=0),
    "encounter_month": lambda things: change(things.contact, month=26),
    "one_wall_code": lambda things: hang_two_codes(things),
    "present_once": lambda things: repeat(things.contact.presences.get()),
    "did_once": lambda things: repeat(things.contact.doings.get()),
    "attempt_month": lambda things: change(things.attempt, month=26),
    "note_version_once": lambda things: repeat(things.earlier_wording),
    "one_stance_a_version": lambda things: repeat(things.reply),
    # check-in calls
    "planned_once": lambda things: repeat(things.call_to_ana),
    "call_closes": lambda things: change(things.call_to_ana, closes=things.call_to_ana.opens),
    "call_ends_for_a_reason": lambda things: change(things.call_to_ana, ended_at=now(), ended_why=""),
    "nothing_after_the_end": lambda things: change(things.tried_call, ended_at=now(), ended_why="talked", next_at=now()),
    "call_claimed_at": lambda things: change(things.call_to_ana, claimed_by=things.ben, claimed_at=None),
    "tried_once": lambda things: repeat(things.tried_call.tried.get()),
    "step_taken_once": lambda things: repeat(things.step_taken),
    # who came to a gathering
    "came_once": lambda things: repeat(things.came_by_name),
    "member_came_once": lambda things: come_twice(things, member=things.circle.members.create(name="Ida")),
    "sign_up_came_once": lambda things: come_twice(things, sign_up=things.todays.sign_ups.create(name="Ida")),
    "attendance_heads": lambda things: change(things.came, heads=0),
    # groups, their dates and who holds them
    "gathering_capacity": lambda things: change(things.circle, capacity=0),
    "gathering_has_public_title": lambda things: change(things.circle, public_title=""),
    "series_minutes": lambda things: change(things.circle_date.series, minutes=0),
    "series_until_after_first": lambda things: change(things.circle_date.series, until=yesterday()),
    "session_once": lambda things: repeat(things.circle_date),
    "session_minutes": lambda things: change(things.circle_date, minutes=1441),
    "one_open_hosting": lambda things: repeat(things.circle_host),
    "hosting_ends_after_start": lambda things: change(things.circle_host, ends_on=yesterday()),
    "one_duty_a_session": lambda things: repeat(things.duty),
    "kept_cells_of_one": lambda things: keep_cells_of_nothing(),
    # goal page, wellness plan, wishes
    "goal_step_has_a_turn": lambda things: change(things.goal_step, turn=""),
    "goal_has_a_state": lambda things: change(things.goal, state=""),
    "goal_step_is_done": lambda things: change(things.goal, done_at=now()),
    "goal_version_once": lambda things: repeat(things.goal_step_version),
    "wellness_part_once": lambda things: repeat(things.plan_part),
    "wellness_part_has_a_heading": lambda things: change(things.plan_part, code=""),
    "wellness_version_once": lambda things: repeat(things.plan_version),
    "share_of_two": lambda things: change(things.plan_share, reader=things.ana),
    "share_of_a_part": lambda things: change(things.plan_share, part=None),
    "wishes_once": lambda things: repeat(things.own_wishes),
    "one_draft_of_wishes": lambda things: repeat(things.wishes_draft),
    # sheets that are being brought in
    "draft_row_once": lambda things: repeat(things.import_draft.rows.get()),
    # who fits whom
    "apart_of_two": lambda things: change(things.apart, supporter=things.ana),
    "apart_once": lambda things: repeat(things.apart),
    "proposed_once": lambda things: repeat(things.proposed),
    "left_out_has_nobody": lambda things: change(things.proposed, is_left_out=True),
    # one to one
    "request_closed_for_a_reason": lambda things: change(things.asked, closed_at=now(), closing=""),
    "suggested_once": lambda things: repeat(things.suggested),
    "one_supporter_asked_at_a_time": lambda things: ask_another(things),
    "suggestion_answer": lambda things: change(things.suggestion_asked, said_yes=True),
    "pairing_of_two": lambda things: change(things.pairing, supporter=things.ana),
    "paired_once": lambda things: pair_again(things),
    "pairing_ends": lambda things: change(things.pairing, ended_on=today()),
    "farewell_once": lambda things: repeat(things.farewell),
    # groups
    "belongs_once": lambda things: repeat_without_code(things.group_member),
    "signed_up_once": lambda things: repeat_without_code(things.place),
    # check-in plans
    "one_check_in_plan": lambda things: repeat(things.check_in_plan),
    "call_time_weekday": lambda things: change(things.call_time, weekday=7),
    "call_time_closes": lambda things: change(things.call_time, closes=things.call_time.opens),
    "call_time_once": lambda things: repeat(things.call_time),
    "voice_once": lambda things: repeat(things.voice),
    "absence_ends": lambda things: change(things.absence, last_day=yesterday()),
    "step_position_once": lambda things: repeat(things.agreed_step),
    "step_wait": lambda things: change(things.agreed_step, wait_minutes=7 * 24 * 60 + 1),
    "step_hours": lambda things: change(things.agreed_step, not_before=time(12), not_after=time(12)),
}


def repeat_card(things: Things) -> None:
    things.code_card.lookup = "another"
    repeat(things.code_card)


def hang_two_codes(things: Things) -> None:
    from hearthside.encounters.models import GroupOffer

    for digest in ("one", "another"):
        GroupOffer.objects.create(digest=digest, encounter=things.gathering, way="wall")


def repeat_without_code(thing: models.Model) -> None:
    """The same person a second time; a code is nobody else's in any way."""
    thing.code_digest = None
    repeat(thing)


def ask_another(things: Things) -> None:
    things.suggestion_asked.supporter = things.ben
    repeat(things.suggestion_asked)


def pair_again(things: Things) -> None:
    """With a relation of its own, so that it is the pairing that stands twice."""
    from hearthside.one_to_one.models import Pairing
    from hearthside.people.models import Relation

    pairing, relation = things.pairing, Relation.objects.create(person=things.ana, supporter=things.dan)
    Pairing.objects.create(person=pairing.person, supporter=pairing.supporter, relation=relation, asked_on=today())


def come_twice(things: Things, **link) -> None:
    change(things.came, **link)
    things.came.refresh_from_db()
    repeat(things.came)


def keep_cells_of_nothing() -> None:
    from hearthside.encounters.import_models import KeptCells

    KeptCells.objects.create(cells="{}")


def constraints() -> dict[str, models.BaseConstraint]:
    return {one.name: one for model in our_models().values() for one in model._meta.constraints}


def test_every_constraint_is_broken_once():
    missing = sorted(set(constraints()) - set(BROKEN_BY))
    assert not missing, f"Say in BROKEN_BY of tests/walks/test_constraints.py how somebody would break {missing}."
    gone = sorted(set(BROKEN_BY) - set(constraints()))
    assert not gone, f"No model has {gone} any more. Take them out of BROKEN_BY."


@pytest.mark.parametrize("name", BROKEN_BY)
def test_the_database_refuses(name, cast):
    things = Things(cast)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BROKEN_BY[name](things)
    assert names_it(str(refusal.value), name), f"Something else was refused: {refusal.value}"


def names_it(words: str, name: str) -> bool:
    """PostgreSQL names the constraint. SQLite names a check, and of a unique index the columns."""
    constraint = constraints()[name]
    columns = getattr(constraint, "fields", ())
    return name in words or bool(columns and all(column in words for column in columns) and "UNIQUE" in words)


def test_codes_of_choices_fit_their_columns():
    """PostgreSQL refuses a code that is longer than its column; SQLite would not, so it is looked at here."""
    long = [
        f"{label}.{field.name}: {code}"
        for label, model in our_models().items()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField) and field.choices and field.max_length
        for code, _words in field.flatchoices
        if len(str(code)) > field.max_length
    ]
    assert not long, long
