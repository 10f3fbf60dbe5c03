"""Someone who has a goal meets a peer one to one: from asking to a kind end, each on a device of their own."""

import re

import pytest

from tests.journeys.steps import offered_code, press_keys, type_own_code

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}}
BY_HAND = PHONE | {"java_script_enabled": False}


def test_from_asking_without_an_account_to_three_meetings_and_a_kind_end(house, open_page):
    rowan, pat = open_page("rowan", **BY_HAND), open_page("pat", **PHONE)
    brings(rowan, house, "I was a carer for years, and I like slow walks.")
    # Given Linden, who asks on an old phone, without an account
    linden = open_page(**BY_HAND)
    code = ask(linden, house, "Linden", "Somebody to walk to the library with.")
    # When the coordinator suggests Rowan
    suggest(pat, house, "Linden", "Rowan Ellery")
    # And Linden, on another day, types the code and picks
    pick(linden, house, code, "Rowan")
    # And Rowan says yes on a phone
    linden_page = say(rowan, house, "Linden", "Yes, I would like that")
    heading(rowan, "Linden")
    linden.goto(f"{house.address}/code/")
    heading(linden, "You have met somebody.")
    linden.get_by_text("Rowan would like to meet you too.").wait_for()
    # And they meet three times: from their page at first, then in three taps from Today
    rowan.get_by_role("main").get_by_role("link", name="Log", exact=True).click()
    assert rowan.get_by_role("checkbox", name="Linden").is_checked()
    log(rowan)
    for _meeting in range(2):
        rowan.goto(f"{house.address}/today/")
        rowan.get_by_role("main").get_by_role("link", name=re.compile("Log a conversation")).click()
        rowan.get_by_role("checkbox", name="Linden").check()
        log(rowan)
    # And both write on the page of goals
    come_in_by_card(linden, house, open_page, "Linden")
    linden.goto(f"{house.address}/me/goals/")
    write(linden, "Write down something wanted", "To read in the library again")
    write(linden, "Add a small step", "Go as far as the bridge")
    rowan.goto(linden_page)
    rowan.get_by_role("link", name="Goal page").click()
    write(rowan, "Add something learned", "Linden knows every bird by its song")
    linden.reload()
    linden.get_by_role("paragraph").filter(has_text="Linden knows every bird by its song").wait_for()
    linden.get_by_text("Rowan Ellery,").wait_for()
    # And a step is done, and celebrated
    linden.get_by_role("button", name="Done Go as far as the bridge").click()
    linden.get_by_text("Done", exact=True).click()
    linden.get_by_role("button", name="Undo Go as far as the bridge").wait_for()
    write(linden, "Add something to celebrate", "We stood on the bridge")
    linden.get_by_role("paragraph").filter(has_text="We stood on the bridge").wait_for()
    # And Linden reads the record, and who looked
    linden.goto(f"{house.address}/me/record/")
    assert linden.locator("main a[href^='/log/']").count() == 3
    linden.get_by_role("link", name="Who opened it").click()
    linden.get_by_text("Rowan Ellery").first.wait_for()
    # When Linden ends it kindly
    linden.goto(f"{house.address}/me/supporter/")
    linden.get_by_role("link", name=re.compile("Stop meeting")).click()
    linden.get_by_label("A kind word to the other").fill("Thank you for the bridge.")
    linden.get_by_role("button", name="We stop meeting").click()
    linden.get_by_text("Ended. Thank you for the time you had together.").wait_for()
    # Then Rowan reads the word once, and opens nothing of Linden's any more
    rowan.goto(f"{house.address}/today/")
    rowan.get_by_role("link", name=re.compile("no longer meet one to one")).click()
    rowan.get_by_text("Thank you for the bridge.").wait_for()
    rowan.get_by_role("button", name="I have read this").click()
    person = linden_page
    for closed in (person, f"{person}goals/", f"{person}check-ins/", f"{person}ways/"):
        assert rowan.goto(closed).status == 404, closed
    rowan.goto(f"{house.address}/today/")
    assert "Linden" not in rowan.get_by_role("main").inner_text()


def test_somebody_else_types_it_on_the_telephone_by_keyboard_alone(house, open_page):
    sam = open_page("sam", viewport={"width": 1280, "height": 900})
    press_keys(sam, "link", "More")
    press_keys(sam, "link", "Write down that somebody would like to meet a peer")
    for label, words in (("What shall we call you?", "Mrs Aster"), ("What would you like?", "Somebody who knows grief, by telephone.")):
        press_keys(sam, "textbox", label, key=None)
        sam.keyboard.type(words)
    press_keys(sam, "checkbox", "By phone", key="Space")
    press_keys(sam, "button", "Keep it and show the code", most=150)
    heading(sam, "We have your question.")
    code = sam.locator("p.code").inner_text().strip()
    # Then Mrs Aster's niece sees it on her own device, and changes one thing, by keyboard as well
    niece = open_page(viewport={"width": 1280, "height": 900})
    niece.goto(f"{house.address}/code/")
    press_keys(niece, "textbox", "Your code", key=None)
    niece.keyboard.type(code.lower())
    niece.keyboard.press("Enter")
    heading(niece, "We have your question.")
    press_keys(niece, "link", "Change")
    press_keys(niece, "textbox", "What would you like?", key=None)
    niece.keyboard.press("Control+a")
    niece.keyboard.type("Somebody who likes opera.")
    press_keys(niece, "button", "Save", most=150)
    niece.get_by_text("Somebody who likes opera.").wait_for()
    # And she takes it back, and finds out how to ask again
    press_keys(niece, "button", "Take it back")
    heading(niece, "You took it back.")


def test_a_no_has_no_reason_and_nobody_learns_one(house, open_page):
    sam, pat, yarrow = open_page("sam", **PHONE), open_page("pat", **PHONE), open_page(**BY_HAND)
    brings(sam, house, "I like to garden.")
    code = ask(yarrow, house, "Yarrow", "Somebody to garden with.")
    suggest(pat, house, "Yarrow", "Sam Okafor")
    pick(yarrow, house, code, "Sam")
    say(sam, house, "Yarrow", "No, not now")
    sam.get_by_text("They hear that there is no room just now, and nothing else.").wait_for()
    # Then Yarrow may choose among the others, if there are any, and reads nothing of why
    yarrow.goto(f"{house.address}/code/")
    yarrow.get_by_role("link", name="See whom you could meet").click()
    heading(yarrow, "Whom would you like to meet?")
    assert "Sam" not in yarrow.get_by_role("main").inner_text()
    # And the coordinator reads no more than that, and finds somebody else
    request = page_of_request(pat, house, "Yarrow")
    pat.get_by_role("link", name="Suggest somebody").click()
    pat.get_by_text("Earlier").click()
    said = pat.get_by_role("listitem").filter(has_text="Sam Okafor").inner_text()
    assert "had no room" in said
    # And Sam can no longer open it
    assert sam.goto(request).status in (403, 404)


def heading(page, words) -> None:
    page.get_by_role("heading", name=words, exact=isinstance(words, str)).wait_for()


def brings(page, house, words: str) -> None:
    """A supporter has room for more people than they meet already, and says what there is to know."""
    page.goto(f"{house.address}/more/")
    page.get_by_role("link", name="What I bring").click()
    page.get_by_label("How many people do you have room for?").fill("30")
    page.get_by_label("In your own words").fill(words)
    page.get_by_role("button", name="Save").click()


def ask(page, house, name: str, wish: str) -> str:
    page.goto(house.address)
    page.get_by_role("link", name="Meet a peer").click()
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("What would you like?").fill(wish)
    page.get_by_role("button", name="Send").click()
    heading(page, "We have your question.")
    code = page.locator("p.code").inner_text().strip()
    page.get_by_role("button", name="Forget it on this device").click()
    return code


def page_of_request(page, house, name: str) -> str:
    page.goto(f"{house.address}/more/")
    page.get_by_role("link", name="Who would like to meet somebody").click()
    page.get_by_role("link", name=name).click()
    heading(page, name)
    return page.url


def suggest(page, house, name: str, supporter: str) -> None:
    page_of_request(page, house, name)
    page.get_by_role("link", name="Suggest somebody").click()
    page.get_by_role("checkbox", name=re.compile(supporter)).check()
    page.get_by_role("button", name="Suggest").click()
    page.get_by_text("Suggested. Whoever asked chooses now.").wait_for()


def pick(page, house, code: str, supporter: str) -> None:
    type_own_code(page, house, code)
    page.get_by_role("link", name="See whom you could meet").click()
    page.get_by_role("button", name=f"I would like to meet {supporter}").click()
    page.get_by_text("is being asked, and says yes or no within a week").wait_for()


def say(page, house, name: str, answer: str) -> str:
    """The supporter's yes or no from Today. Returns the address of the person's page, where there is one."""
    page.goto(f"{house.address}/today/")
    page.get_by_role("link", name="Answer Somebody would like to meet you").click()
    heading(page, f"{name} would like to meet you")
    page.get_by_role("button", name=answer).click()
    link = page.get_by_role("link", name="Their page")
    return house.address + link.get_attribute("href") if link.count() else ""


def log(page) -> None:
    """The last tap; the survey is offered after each."""
    page.get_by_role("button", name="Done").click()
    heading(page, "Saved.")
    assert offered_code(page)


def write(page, where: str, words: str) -> None:
    """One thing on the page of goals."""
    page.get_by_text(where, exact=True).click()
    form = page.locator("details[open]").filter(has_text=where)
    form.get_by_label("In your own words").fill(words)
    form.get_by_role("button", name="Save").click()
    page.get_by_text("Written down.").wait_for()


def come_in_by_card(page, house, open_page, name: str) -> None:
    """The administrator gives a card and they choose the PIN; with both they come in on their own device."""
    noor = open_page("noor", viewport={"width": 1280, "height": 900})
    noor.goto(f"{house.address}/people/roles/")
    noor.get_by_role("textbox", name="Exact name, or reference").fill(name)
    noor.get_by_role("button", name="Find").click()
    noor.get_by_role("main").get_by_role("link", name=name).click()
    noor.get_by_role("link", name="How they sign in").click()
    noor.get_by_role("button", name="Let them sign in").click()
    noor.get_by_role("link", name="Give a code card").click()
    noor.get_by_role("textbox").first.fill("40718")
    noor.get_by_role("button", name="Make the card").click()
    code = noor.locator(".code").first.inner_text().strip()
    page.goto(house.address)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name=re.compile("card")).click()
    page.locator("form input[name=code]").fill(code)
    page.locator("form input[name=pin]").fill("40718")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{house.address}/today/")
