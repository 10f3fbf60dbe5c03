"""A telephone check-in for somebody who cannot come: from the plan to the call, and to the call that nobody answered."""

import re

import pytest

from tests.journeys.steps import neighbour, open_shift, press_keys, time_passes
from tests.journeys.test_one_to_one import come_in_by_card, heading

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}}
BY_HAND = PHONE | {"java_script_enabled": False}
DESK = {"viewport": {"width": 1280, "height": 900}}
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def test_from_a_plan_in_one_go_to_the_talk_and_to_the_call_that_was_not_answered(house, open_page):
    # Given Hazel, whom Sam knows, and a plan typed while they talk, by keyboard alone
    page, sam = neighbour(house, "Hazel Moor"), open_page("sam", **DESK)
    sam.goto(page)
    press_keys(sam, "link", "Check-in calls", most=120)
    type_plan(sam)
    heading(sam, "Check-in calls with Hazel Moor")
    sam.get_by_text("where it is 10:").wait_for()
    press_keys(sam, "link", "On paper")
    heading(sam, "Check-in calls for Hazel Moor")
    sam.get_by_text("(306) 555-0177").wait_for()
    # And the second step becomes a text, as she would rather have it
    sam.goto(f"{page}check-ins/steps/")
    sam.get_by_role("button", name=re.compile("Take away")).nth(1).click()
    sam.get_by_text("Add a step").click()
    sam.get_by_role("radio", name=re.compile("text")).check()
    sam.get_by_label("How long after the step before?").fill("1")
    sam.get_by_label("What may be said or written?").fill("It is us, as on Mondays.")
    sam.get_by_role("button", name="Add as the last step").click()
    # When Sam takes the shift of today, and calls her from the list on a phone
    open_shift(house, "rounds")
    phone = open_page("sam", **BY_HAND)
    phone.goto(f"{house.address}/rota/")
    phone.get_by_role("button", name="I can", exact=True).first.click()
    phone.goto(f"{house.address}/today/")
    phone.get_by_role("link", name=re.compile("that nobody ha|Hazel Moor")).first.click()
    claim(phone, house, "Hazel Moor")
    phone.get_by_role("link", name=re.compile("^Call")).first.wait_for()
    phone.get_by_text("(306) 555-0177").first.wait_for()
    phone.get_by_role("button", name="We talked").click()
    # Then one tap has saved it, and what it was about may be added
    heading(phone, "Saved.")
    phone.get_by_label("A note you write together").fill("The herons are back.")
    phone.get_by_role("button", name="Save").click()
    phone.wait_for_url(f"{house.address}/calls/")
    assert phone.get_by_role("listitem").filter(has_text="Hazel Moor").count() == 0
    # When she does not answer the next day, nor two hours later, as agreed
    time_passes(house, "Hazel Moor", 24)
    claim(phone, house, "Hazel Moor")
    no_answer(phone)
    time_passes(house, "Hazel Moor", 2)
    claim(phone, house, "Hazel Moor")
    no_answer(phone)
    # Then the agreed text waits to be sent by hand, since nobody sends texts here, and says what she chose
    time_passes(house, "Hazel Moor", 1)
    send_by_hand(house, open_page, "It is us, as on Mondays.")
    # And when she calls back, all of it is over
    phone.goto(f"{house.address}/calls/")
    phone.get_by_role("listitem").filter(has_text="Hazel Moor").get_by_role("button", name="They called back").click()
    phone.get_by_text("Good. Nothing more is sent or tried for this call.").wait_for()
    assert "Hazel Moor" not in phone.get_by_role("main").inner_text()


def test_all_steps_are_over_and_a_named_human_decides_and_she_reads_it(house, open_page):
    # Given Alder, whom nobody reached, and who agreed to one more call and nothing else
    page, sam = neighbour(house, "Alder Moor"), open_page("sam", **BY_HAND)
    sam.goto(f"{page}check-ins/beginning/")
    for day in WEEK:
        sam.get_by_role("checkbox", name=day).check()
    sam.get_by_role("textbox", name="Another number").fill("306 555 0178")
    sam.get_by_role("checkbox", name=re.compile("You may call this number")).check()
    sam.get_by_role("button", name="Begin the calls").click()
    sam.goto(f"{page}check-ins/steps/")
    sam.get_by_role("button", name=re.compile("Take away")).nth(1).click()
    open_shift(house, "rounds", holder="Sam Okafor")
    open_shift(house, "on_call", holder="Pat Lindqvist")
    for _try in range(2):
        claim(sam, house, "Alder Moor")
        no_answer(sam)
        time_passes(house, "Alder Moor", 2)
    # When the one on call is asked, and decides
    pat = open_page("pat", **BY_HAND)
    pat.goto(f"{house.address}/today/")
    pat.get_by_role("link", name=re.compile("Somebody was not reached")).click()
    heading(pat, "Alder Moor was not reached")
    pat.get_by_label("What did you decide, and why?").fill("I rang the bell on my way home. We had tea.")
    pat.get_by_role("button", name="Save the decision").click()
    assert "Alder Moor" not in pat.get_by_role("main").inner_text()
    # Then Alder reads what was decided, and is done with it
    alder = open_page(**BY_HAND)
    come_in_by_card(alder, house, open_page, "Alder Moor")
    alder.get_by_role("link", name="My record").first.click()
    alder.get_by_role("link", name="My check-in calls").click()
    alder.get_by_text("I rang the bell on my way home. We had tea.").wait_for()
    alder.get_by_role("button", name="I have read it").click()
    alder.get_by_text("read", exact=True).wait_for()


def claim(page, house, name: str) -> None:
    """From the list: from now on nobody else calls them, and the number is there."""
    page.goto(f"{house.address}/calls/")
    row = page.get_by_role("listitem").filter(has_text=name)
    if row.get_by_role("link", name=re.compile("Open")).count():
        row.get_by_role("link", name=re.compile("Open")).click()
        page.get_by_role("button", name="I call now").click()
    else:
        row.get_by_role("button", name="I call now").click()
    heading(page, name)


def no_answer(page) -> None:
    page.get_by_role("button", name="No answer").click()
    page.get_by_text("What comes next is what they agreed to, and nothing else.").wait_for()


def send_by_hand(house, open_page, words: str) -> None:
    """The administrator sends what waits, and says so."""
    noor = open_page("noor", **BY_HAND)
    noor.goto(f"{house.address}/outbox/")
    noor.get_by_role("listitem").filter(has_text="+13065550177").last.get_by_role("link").click()
    noor.get_by_text(words).wait_for()
    assert noor.get_by_role("link", name="Open it in my own program").get_attribute("href").startswith("sms:")
    noor.get_by_role("button", name="I sent it").click()


def type_plan(page) -> None:
    """Every day of the week, from ten to two, a number that may be called, written to and told who we are."""
    press_keys(page, "link", "Begin")
    for day in WEEK:
        tick(page, day)
    press_keys(page, "radio", re.compile("another number"), key=None)
    press_keys(page, "textbox", "Another number", key=None)
    page.keyboard.type("306 555 0177")
    for allowed in ("You may call this number", "You may send texts to it", "If I do not answer, you may leave a message"):
        tick(page, re.compile(allowed))
    press_keys(page, "button", "Begin the calls")


def tick(page, name) -> None:
    press_keys(page, "checkbox", name, key=None)
    if not page.get_by_role("checkbox", name=name).is_checked():
        page.keyboard.press("Space")
