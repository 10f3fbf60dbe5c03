"""A plan in words: the same for the screen, for paper and for whoever reads it out."""

from datetime import time

import pytest

from hearthside.checkins.models import AgreedStep, CallTime, CheckInPlan
from hearthside.checkins.plans.saying import step_said, text_words, times_said, voicemail_words

WORDS = {"about": "", "voicemail": None, "text": None}


def said(plan: CheckInPlan | None = None, **step) -> str:
    return step_said(plan or CheckInPlan(**WORDS), AgreedStep(**step))


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ({"act": "call", "wait_minutes": 0}, "Right after: call again."),
        ({"act": "call", "wait_minutes": 1}, "After 1 minute: call again."),
        ({"act": "call", "wait_minutes": 90}, "After 90 minutes: call again."),
        ({"act": "call", "wait_minutes": 60, "not_before": time(10)}, "After 1 hour, not before 10 a.m.: call again."),
        ({"act": "call", "wait_minutes": 120, "not_after": time(18)}, "After 2 hours, not after 6 p.m.: call again."),
        ({"act": "ask", "wait_minutes": 1440}, "After 1 day: ask whoever is on call to decide."),
        (
            {"act": "text", "wait_minutes": 120, "not_before": time(10), "not_after": time(18), "words": "Tea?"},
            "After 2 hours, between 10 a.m. and 6 p.m.: send a text that says “Tea?”.",
        ),
        (
            {"act": "text", "wait_minutes": 2880},
            "After 2 days: send a text that says “We tried to call you, as agreed. We will try again”.",
        ),
        ({"act": "voicemail", "wait_minutes": 5}, "After 5 minutes: call again, and leave a message if nobody answers."),
        (
            {"act": "voicemail", "wait_minutes": 5, "words": "It is Ben."},
            "After 5 minutes: call again, and if nobody answers leave a message that says “It is Ben”.",
        ),
        ({"act": "contact", "wait_minutes": 5}, "After 5 minutes: call somebody I name."),
        (
            {"act": "contact", "wait_minutes": 5, "contact_name": "Rosa", "contact_number": "+13065550144"},
            "After 5 minutes: call Rosa, (306) 555-0144, and say only that you did not answer.",
        ),
        (
            {"act": "contact", "wait_minutes": 5, "contact_name": "Rosa", "contact_number": "+13065550144", "words": "Knock."},
            "After 5 minutes: call Rosa, (306) 555-0144, and say “Knock”.",
        ),
    ],
)
def test_a_step_is_said_as_it_is_stored(cast, step, sentence):
    assert said(**step) == sentence


def test_words_of_the_step_come_before_those_of_the_plan_and_both_before_the_usual(cast):
    plan = CheckInPlan(voicemail="Hello.", text="Tea?")
    assert text_words(plan, AgreedStep(words="Cake?")) == "Cake?"
    assert text_words(plan, AgreedStep()) == "Tea?"
    assert "“Hello”" in said(plan, act="voicemail", wait_minutes=5)
    assert voicemail_words(plan, "Ben") == "Hello."
    assert voicemail_words(CheckInPlan(), "Ben") == "This is Ben, calling as agreed. I will try again."


def test_days_with_the_same_hours_stand_together_in_the_order_of_the_week(cast):
    times = [CallTime(weekday=day, opens=time(hour), closes=time(hour + 2)) for day, hour in [(4, 10), (1, 14), (0, 10), (4, 14)]]
    assert times_said(times) == ["Monday, Friday: 10 a.m. to noon", "Tuesday, Friday: 2 p.m. to 4 p.m."]
    assert times_said([]) == []
