"""After a group: a code on the wall and printed cards, in a real browser and on real paper sizes."""

import re

import pytest

pytestmark = pytest.mark.browser

PAPER = {"A4": (297 - 2 * 12.7) / 25.4, "Letter": (279.4 - 2 * 12.7) / 25.4}  # height in inches inside usual margins


@pytest.fixture
def group(house, open_page):
    """Sam has just held a group of twelve who gave no names, and is asked to offer the questions."""
    sam = open_page("sam")
    sam.goto(f"{house.address}/log/")
    sam.get_by_role("checkbox", name="No name").check()
    for label in sam.locator("summary").all():
        label.click()
    sam.locator("input[name=unnamed]").fill("12")
    sam.locator("input[name=kind][value=support_group]").check(force=True)
    sam.get_by_role("button", name="Done").click()
    sam.get_by_role("heading", name="One code on the wall").wait_for()
    return sam


def put_up(group) -> str:
    group.get_by_role("button", name="Put a code on the wall").click()
    return group.locator(".code").inner_text()


def own_code(page) -> str:
    return page.locator("input[name=code]").get_attribute("value")


def test_a_room_answers_with_one_code_and_each_phone_has_a_ticket_of_its_own(house, open_page, group):
    code = put_up(group)
    group.get_by_role("link", name="Show it large, or print it").click()
    assert group.locator("svg.qr").bounding_box()["width"] > 300, "the whole width of a phone"
    tickets = []
    for phone in (open_page(), open_page(java_script_enabled=False)):
        asked = []
        phone.on("request", lambda request, asked=asked: asked.append(request.url))
        phone.goto(f"{house.address}/s/#{code}")
        if not phone.get_by_role("textbox").input_value():  # without JavaScript it is typed
            phone.get_by_role("textbox").fill(code.lower())
        phone.get_by_role("button", name=re.compile("Go on")).click()
        phone.get_by_text("Did you feel heard?").wait_for()
        tickets.append(own_code(phone))
        phone.get_by_role("button", name="Send").click()
        phone.get_by_text("Your answers are in.").wait_for()
        assert phone.context.cookies() == []
        assert not [address for address in asked[1:] if code in address or tickets[-1] in address]
    assert len({code, *tickets}) == 3


def test_the_poster_is_one_sheet_that_names_nobody(group):
    put_up(group)
    group.get_by_role("link", name="Show it large, or print it").click()
    for paper in PAPER:
        assert pages(group, paper) == 1
    words = group.locator(".poster").inner_text()
    for what in ("Support group", "Sam", "Okafor"):
        assert what not in words


@pytest.mark.parametrize("longer", [False, True])
def test_eight_cards_lie_on_a_sheet_also_in_a_language_with_longer_words(group, longer):
    group.get_by_label("How many cards?").fill("10")
    group.get_by_role("button", name="Print cards").click()
    group.locator(".slip").first.wait_for()
    if longer:  # French takes a third more room
        group.evaluate(
            "document.querySelectorAll('.slip p:not(.code)').forEach(p => {"
            "  p.append(' ' + p.textContent.slice(0, Math.ceil(p.textContent.length * 0.4))) })"
        )
    for paper in PAPER:
        assert pages(group, paper) == 2
    group.set_viewport_size({"width": 700, "height": 900})  # about the width of a sheet
    group.emulate_media(media="print")
    heights = group.evaluate("[...document.querySelectorAll('.slip')].map(slip => [slip.scrollHeight, slip.offsetHeight])")
    assert len(heights) == 10
    assert all(content <= height for content, height in heights), heights
    assert 4 * heights[0][1] / 96 <= min(PAPER.values())


def pages(page, paper: str) -> int:
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "12.7mm")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper, margin=margin)))
