"""The whole round for those who coordinate, and the questions that are left to decide."""

from hearthside.checkins.calls.actions import claim_call, record_try
from hearthside.checkins.models import Call, Question, Voice
from hearthside.checkins.rounds.tests.rounds import bare_plan, call_of, clock, morning_of, neighbour, now_is, text
from tests.signed_in import client_of


def test_cora_sees_who_has_what_and_what_waits(cast, call):
    Call.objects.filter(pk=call_of(bare_plan(neighbour(cast, "Noor"), cast.river)).pk).update(shouted_at=clock(10))
    page = text(client_of(cast.cora).get("/calls/round/"))
    assert "1 call has not been made, and its time is nearly over." in page
    assert "Ben" in page
    assert "nobody yet" in page
    claim_call(by=cast.cora, call=Call.objects.get(person__name="Noor"))
    assert "Cora is calling" in text(client_of(cast.cora).get("/calls/round/"))


def test_cora_gives_a_call_to_ben_from_its_page(cast):
    free = call_of(bare_plan(neighbour(cast, "Noor"), cast.river))
    cora = client_of(cast.cora)
    assert cora.post(f"/calls/{free.pk}/caller/", {"person": str(cast.ben.pk)}).status_code == 422, "he is not on duty"
    morning_of(cast.ben, cast.river)
    assert "Saved." in text(cora.post(f"/calls/{free.pk}/caller/", {"person": str(cast.ben.pk)}, follow=True))
    Voice.objects.create(plan=free.plan, supporter=cast.ben, is_liked=False)
    refused = cora.post(f"/calls/{free.pk}/caller/", {"person": str(cast.ben.pk)})
    assert refused.status_code == 422
    assert "Ben cannot make this call." in text(refused)


def test_a_question_is_answered_in_words_and_closed(cast, begun):
    record_try(by=cast.ben, call=begun, outcome="no_answer")
    question = Question.objects.create(call=begun)
    cora, address = client_of(cast.cora), f"/calls/questions/{question.pk}/"
    assert "Waits for a decision" in text(cora.get("/calls/round/"))
    page = text(cora.get(address))
    assert "Ana was not reached" in page
    assert "No answer" in page
    assert cora.post(address, {"decision": " "}).status_code == 422
    assert "The question is closed." in text(cora.post(address, {"decision": "We wait until Friday."}, follow=True))
    assert "Waits for a decision" not in text(cora.get("/calls/round/"))
    assert now_is(begun).ended_why == "decided"
    assert cora.get(address).status_code == 404
