"""The survey in a real browser: the code leaves the address bar, nothing is stored, two light requests a page."""

import re

import pytest

from tests.journeys.steps import offered_code

pytestmark = pytest.mark.browser


def test_a_scanned_code_fills_the_field_leaves_the_address_and_stores_nothing(house, open_page):
    rowan = open_page("rowan")
    rowan.goto(f"{house.address}/log/")
    rowan.get_by_role("checkbox", name="No name").check()
    rowan.get_by_role("button", name="Done").click()
    code = offered_code(rowan)
    theirs = open_page()
    asked, complaints = [], []
    theirs.on("request", lambda request: asked.append(request))
    theirs.on("console", lambda message: complaints.append(message.text))
    theirs.goto(f"{house.address}/s/#{code}", wait_until="networkidle")
    assert theirs.get_by_role("textbox").input_value() == code
    assert theirs.url == f"{house.address}/s/"
    assert_light(asked, code)
    asked.clear()
    theirs.get_by_role("button", name=re.compile("Go on")).click()
    theirs.get_by_text("Did you feel heard?").wait_for()
    theirs.wait_for_load_state("networkidle")
    assert_light(asked, code)
    assert theirs.context.cookies() == []
    assert theirs.evaluate("localStorage.length + sessionStorage.length") == 0
    assert complaints == []


def assert_light(asked, code):
    assert len(asked) <= 2, [request.url for request in asked]
    assert sum(request.sizes()["responseBodySize"] for request in asked) <= 20_000
    assert not [request.url for request in asked if code in request.url]
