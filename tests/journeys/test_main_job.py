"""The main job from end to end: a supporter logs, the person answers on another device, the coordinator reads the report."""

import json
import re

import pytest

from tests.journeys.steps import answer_survey, fill_up_waiting, flush, offered_code, press_keys, report_base

pytestmark = pytest.mark.browser


def test_three_taps_a_survey_and_an_honest_report(house, open_page):
    before = report_base(house)
    # Given Rowan on a phone in a stairwell
    rowan = open_page("rowan")
    # When he logs a talk with Jo in three taps from Today
    rowan.get_by_role("main").get_by_role("link", name=re.compile("Log a conversation")).click()
    rowan.get_by_role("checkbox", name="Jo").check()
    rowan.get_by_role("button", name="Done").click()
    # Then it is saved, and offers a code
    rowan.get_by_role("heading", name="Saved.").wait_for()
    code = offered_code(rowan)
    # When the person answers on another device, without an account
    theirs = open_page()
    answer_survey(theirs, house, code)
    assert theirs.context.cookies() == []
    # And nine others answered too, and the worker opens what may be opened
    fill_up_waiting(house, 9)
    opened = flush(house)
    # Then the coordinator sees these ten more (and who answered in another journey), and no more than that
    assert opened >= 10
    assert report_base(house) == before + opened
    pat = open_page("pat", viewport={"width": 1280, "height": 900})
    pat.goto(f"{house.address}/reports/support/?from=2020-01-01&to=2030-12-31")
    assert str(before + opened) in pat.get_by_role("main").inner_text().replace(",", "").replace("\u202f", "")


def test_the_same_with_a_keyboard_alone(house, open_page):
    rowan = open_page("rowan", viewport={"width": 1280, "height": 900})
    press_keys(rowan, "link", re.compile("Log a conversation"))
    rowan.get_by_role("heading", name="Log a conversation").wait_for()
    press_keys(rowan, "checkbox", "Jo", key="Space")
    press_keys(rowan, "button", "Done")
    rowan.get_by_role("heading", name="Saved.").wait_for()
    code = offered_code(rowan)
    theirs = open_page(viewport={"width": 1280, "height": 900})
    theirs.goto(f"{house.address}/s/")
    press_keys(theirs, "textbox", None, key=None)
    theirs.keyboard.type(code)
    theirs.keyboard.press("Enter")
    press_keys(theirs, "checkbox", re.compile("listened"), key="Space")
    press_keys(theirs, "button", re.compile("Send"))
    theirs.get_by_role("heading", name=re.compile("Thank you")).wait_for()


def test_the_same_without_javascript(house, open_page):
    rowan = open_page("rowan", java_script_enabled=False)
    rowan.get_by_role("main").get_by_role("link", name=re.compile("Log a conversation")).click()
    rowan.get_by_role("checkbox", name="Jo").check()
    rowan.get_by_role("button", name="Done").click()
    code = offered_code(rowan)
    answer_survey(open_page(java_script_enabled=False), house, code)


def test_the_survey_on_the_supporters_own_phone_does_not_open_their_pages(house, open_page):
    rowan = open_page("rowan")
    rowan.goto(f"{house.address}/log/")
    rowan.get_by_role("checkbox", name="No name").check()
    rowan.get_by_role("button", name="Done").click()
    rowan.get_by_label("Four numbers or more").fill("2468")
    rowan.get_by_role("button", name="Hand it over").click()
    rowan.wait_for_url(re.compile("/s/"))
    rowan.goto(f"{house.address}/today/")
    assert "/accounts/" in rowan.url
    rowan.get_by_role("textbox").first.fill("2468")
    rowan.keyboard.press("Enter")
    rowan.wait_for_url(re.compile("/today/"))


def test_the_command_prints_the_same_report(house):
    printed = house.command("report", "support", "--from", "2020-01-01", "--to", "2030-12-31", "--format", "json")
    assert printed.returncode == 0
    report = json.loads(printed.stdout)
    first = report["tables"][0]
    assert first["name"] == "support_any"
    assert {"code", "n", "share", "hidden"} <= set(first["rows"][0])


def test_everything_holds_together_afterwards(house):
    checked = house.command("check", "--json")
    assert json.loads(checked.stdout) == {"faults": []}
    assert checked.returncode == 0
