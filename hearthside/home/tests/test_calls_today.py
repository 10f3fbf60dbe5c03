"""What the round of calls asks of somebody on the first page they open."""

from datetime import timedelta

from hearthside.checkins.calls.actions import answer_question, claim_call, read_decision
from hearthside.checkins.models import Call, CheckInPlan, Question
from hearthside.core.dates import now, today
from hearthside.people.models import Shift
from tests.signed_in import client_of


def call_to(person, programme, **more) -> Call:
    plan = CheckInPlan.objects.filter(person=person).first() or CheckInPlan.objects.create(person=person, programme=programme)
    begins = now() - timedelta(minutes=30)
    return Call.objects.create(
        plan=plan, person=person, programme=programme, day=today(), opens=begins, closes=begins + timedelta(hours=2), **more
    )


def page_of(person) -> str:
    return client_of(person).get("/today/").content.decode()


def test_a_call_given_to_ben_stands_on_his_today_and_on_nobody_elses(cast):
    call_to(cast.ana, cast.river, given_to=cast.ben)
    assert "Calls today" in page_of(cast.ben)
    for somebody in (cast.kim, cast.dan, cast.ana, cast.ada):
        assert "Calls today" not in page_of(somebody)


def test_calls_that_nobody_has_are_counted_for_whoever_is_on_duty(cast):
    call = call_to(cast.ana, cast.river)
    assert "nobody has yet" not in page_of(cast.kim)
    Shift.objects.create(
        what=Shift.What.ROUNDS, person=cast.kim, programme=cast.river, begins=now() - timedelta(hours=1), ends=now() + timedelta(hours=1)
    )
    assert "1 call that nobody has yet" in page_of(cast.kim)
    claim_call(by=cast.kim, call=call)
    page = page_of(cast.kim)
    assert "nobody has yet" not in page
    assert f"/calls/{call.pk}/" in page


def test_a_gap_in_the_rota_stands_on_the_coordinators_today_until_somebody_takes_it(cast):
    gap = Shift.objects.create(
        what=Shift.What.ROUNDS, programme=cast.river, begins=now() + timedelta(days=1), ends=now() + timedelta(days=1, hours=3)
    )
    assert "1 shift of the next two weeks has nobody" in page_of(cast.cora)
    Shift.objects.filter(pk=gap.pk).update(person=cast.ben)
    assert "has nobody" not in page_of(cast.cora)


def test_what_is_kept_of_calls_is_in_the_record(cast):
    call_to(cast.ana, cast.river)
    record = client_of(cast.ana).get("/me/record.json").json()
    assert len(record["check_in_calls"]) == len(record["check_in_plans"]) == 1


def test_what_was_decided_when_ana_did_not_answer_waits_for_her_until_she_has_read_it(cast):
    question = Question.objects.create(call=call_to(cast.ana, cast.river), asked_of=cast.cora)
    assert "Somebody was not reached" in page_of(cast.cora)
    answer_question(by=cast.cora, question=question, decision="We wait until Friday, since she told us of the trip.")
    assert "somebody here decided something" in page_of(cast.ana)
    assert "decided something" not in page_of(cast.ben)
    question.refresh_from_db()
    read_decision(by=cast.ana, question=question)
    assert "decided something" not in page_of(cast.ana)
