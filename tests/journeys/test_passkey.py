"""A passkey in a real browser: added once, then it is the whole way in, and it is a second step as well."""

import re

import pytest

pytestmark = pytest.mark.browser

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_finger(page):
    """Give the browser a phone that knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def come_in(page, link: str):
    """Browsers know passkeys of names, not of numbers, so this person comes by the name."""
    page.goto(link)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url("**/today/")


def test_sam_adds_a_passkey_and_comes_back_with_it_alone(house, chromium):
    context = chromium.new_context()
    page = context.new_page()
    address = house.address.replace("127.0.0.1", "localhost")
    come_in(page, house.links["sam"].replace("127.0.0.1", "localhost"))
    with_finger(page)
    # When Sam adds the phone
    page.goto(f"{address}/accounts/")
    page.get_by_role("link", name=re.compile("Add a passkey")).click()
    page.get_by_label("What do you call this passkey?").fill("Sam’s phone")
    page.get_by_role("button", name="Add this device").click()
    # Then recovery codes are shown, and the phone is listed
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text("Sam’s phone").first.wait_for()
    # When Sam comes back another day
    context.clear_cookies()
    page.goto(f"{address}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    # Then the finger was all it took
    page.wait_for_url("**/today/")
    # And it opens what needs a fresh proof
    page.goto(f"{address}/accounts/second-step/recovery-codes/")
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    # And it can be removed again
    page.goto(f"{address}/accounts/")
    page.get_by_role("link", name=re.compile("Remove Sam")).click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("heading", name="Signing in").wait_for()
    assert page.get_by_text("Sam’s phone").count() == 0
    context.close()
