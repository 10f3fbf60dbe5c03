"""A group from the public calendar to the door and what comes after, each on a device of their own."""

import re

import pytest

from tests.journeys.steps import begin_supper, press_keys, sign_up, type_own_code
from tests.journeys.test_group_survey import PAPER, pages

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}
HAS_PLACE, WAITS, NOT_COMING = "You have a place.", "You are on the waiting list.", "You are not coming."


def heading(page, words) -> None:
    page.get_by_role("heading", name=words, exact=isinstance(words, str)).wait_for()


@pytest.mark.parametrize("with_javascript", [True, False])
def test_from_the_calendar_to_a_place_and_the_waiting_list_moves_by_itself(house, open_page, with_javascript):
    # Given a supper with two places
    title = begin_supper(house, "Supper with scripts" if with_javascript else "Supper without", places=2)
    robin, ash, lou = (open_page(**PHONE, java_script_enabled=with_javascript) for _each in range(3))
    # When Robin, without an account, finds it on the calendar and signs up by an alias and a number
    robin.goto(house.address)
    robin.get_by_role("link", name="Groups and calendar").click()
    robin.get_by_role("navigation").get_by_role("link", name="Groups").click()
    robin.get_by_role("link", name=title).click()
    robin.get_by_text("We eat at six.").wait_for()
    robin.get_by_role("link", name="Sign up for the next date").click()
    codes = [sign_up(robin, "Robin", number="306 555 0170")]
    # Then the code is there, large, until this device is told to forget it
    heading(robin, HAS_PLACE)
    robin.get_by_role("button", name="Forget it on this device").click()
    robin.get_by_label("Your code").wait_for()
    assert codes[0] not in robin.content()
    # And it waits to go out as a text without a name in it
    texts = texts_to_send(house, open_page)
    assert codes[0] in texts
    assert "Robin" not in texts
    # When two others sign up, the last of them waits
    group = page_of(house, title)
    for page, name in ((ash, "Ash"), (lou, "Lou")):
        page.goto(group)
        page.get_by_role("link", name="Sign up for the next date").click()
        codes.append(sign_up(page, name))
    heading(ash, HAS_PLACE)
    heading(lou, WAITS)
    # When Robin, on another device, types the code, changes a wish and then cancels
    elsewhere = open_page(**PHONE, java_script_enabled=with_javascript)
    type_own_code(elsewhere, house, codes[0])
    heading(elsewhere, HAS_PLACE)
    elsewhere.get_by_role("link", name="Change").click()
    elsewhere.get_by_label("What do you need to take part?").fill("A chair near the door")
    elsewhere.get_by_role("button", name="Save").click()
    elsewhere.get_by_text("To take part: A chair near the door").wait_for()
    elsewhere.get_by_role("button", name="I am not coming").click()
    heading(elsewhere, NOT_COMING)
    # Then Lou has the place, without having done anything
    lou.reload()
    heading(lou, HAS_PLACE)
    # And nobody's name is on a public page
    stranger = open_page(**PHONE)
    stranger.goto(group)
    assert not {"Robin", "Ash", "Lou"} & set(stranger.get_by_role("main").inner_text().split())


def page_of(house, title: str) -> str:
    return f"{house.address}/groups/{title.lower().replace(' ', '-')}/"


def texts_to_send(house, open_page) -> str:
    """All that waits to be sent by hand, as the administrator reads it, one after the other."""
    noor = open_page("noor")
    noor.goto(f"{house.address}/outbox/")
    letters = noor.get_by_role("main").locator("a[href^='/outbox/']").evaluate_all("links => links.map(link => link.href)")
    read = []
    for address in letters:
        noor.goto(address)
        read.append(noor.get_by_role("main").inner_text())
    return "\n".join(read)


def test_signing_up_with_a_keyboard_alone(house, open_page):
    title = begin_supper(house, "Supper by keyboard", places=2)
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{house.address}/groups/")
    press_keys(page, "link", title)
    press_keys(page, "link", "Sign up for the next date")
    press_keys(page, "textbox", re.compile("A first name"), key=None)
    page.keyboard.type("Wren")
    press_keys(page, "radio", "I get there myself", key="ArrowDown")
    assert page.get_by_role("radio", name="I would like a ride").is_checked()
    press_keys(page, "button", "Sign up")
    heading(page, HAS_PLACE)
    code = page.locator("p.code").inner_text().strip()
    press_keys(page, "button", "Forget it on this device")
    press_keys(page, "textbox", "Your code", key=None)
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")
    heading(page, HAS_PLACE)
    press_keys(page, "button", "I am not coming")
    heading(page, NOT_COMING)


def test_an_evening_at_the_door_closed_in_two_taps_and_answered_from_the_wall(house, open_page):
    # Given a group that began a moment ago, and Rowan who opens the door on a tablet
    title = begin_supper(house, "Circle of the day", places=None, is_today=True)
    rowan, tablet = open_page("rowan"), open_page("rowan", viewport={"width": 768, "height": 1024})
    tablet.goto(f"{house.address}/groups/door/")
    for number in range(2):
        tablet.locator("input[type=password]").nth(number).fill("2580")
    tablet.get_by_role("button", name="Open the door").click()
    tablet.wait_for_url(f"{house.address}/door/")
    # When two people arrive, one with a name and one without
    for name, button in (("Wren", "I am here"), ("", "Just count me")):
        tablet.get_by_role("link", name=re.compile(title)).click()
        if name:
            tablet.get_by_role("textbox").fill(name)
        tablet.get_by_role("button", name=button).click()
        heading(tablet, re.compile("Thank you"))
        assert "Wren" not in tablet.get_by_role("main").inner_text()
        tablet.wait_for_url(f"{house.address}/door/", timeout=8000)
    # And Rowan closes it in two taps from Today
    rowan.goto(f"{house.address}/today/")
    rowan.get_by_role("link", name=f"Close {title}").click()
    rowan.get_by_text("2 came.").wait_for()
    rowan.get_by_role("button", name="Done, offer the survey").click()
    # Then everybody is offered the questions by one code on the wall
    heading(rowan, "Saved.")
    rowan.get_by_role("button", name="Put a code on the wall").click()
    code = rowan.locator(".code").first.inner_text().strip()
    theirs = open_page(**PHONE)
    theirs.goto(f"{house.address}/s/#{code}")
    theirs.get_by_role("button", name=re.compile("Go on")).click()
    theirs.get_by_text("Did you feel heard?").wait_for()
    theirs.get_by_role("button", name="Send").click()
    theirs.get_by_text("Your answers are in.").wait_for()
    assert theirs.context.cookies() == []
    # And the date leaves Today
    rowan.goto(f"{house.address}/today/")
    assert title not in rowan.get_by_role("main").inner_text()


def test_who_holds_a_group_gets_everywhere_from_its_plan(house, open_page):
    rowan = open_page("rowan")
    rowan.goto(f"{house.address}/more/")
    rowan.get_by_role("link", name="What I look after").click()
    rowan.get_by_role("link", name="Occupational stress injury group").click()
    rowan.get_by_role("link", name="Who belongs to it").click()
    rowan.get_by_role("button", name="Card Birch").wait_for()
    # And Pat, who coordinates it, reads the public title alone
    pat = open_page("pat")
    pat.goto(f"{house.address}/groups/tuesday-evening/plan/")
    heading(pat, "Tuesday evening")
    assert pat.get_by_role("link", name="Who belongs to it").count() == 0
    assert "stress" not in pat.content()


@pytest.mark.parametrize("paper", PAPER)
def test_the_month_of_the_demonstration_prints_on_one_sheet(house, open_page, paper):
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{house.address}/calendar/")
    assert page.locator(".month li").count() > 20
    assert pages(page, paper) == 1
