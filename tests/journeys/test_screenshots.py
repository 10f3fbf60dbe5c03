"""The pictures in the README, taken of the demonstration. `make screenshots` writes them into docs/screenshots."""

import os
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 780}, "color_scheme": "light"}
DESK = {"viewport": {"width": 1100, "height": 720}, "color_scheme": "light"}


@pytest.fixture
def album(tmp_path) -> Path:
    return Path(os.environ.get("HEARTHSIDE_SCREENSHOTS", tmp_path))


def test_the_pictures_show_what_the_readme_says(house, open_page, album):
    rowan = open_page("rowan", **PHONE)
    rowan.screenshot(path=album / "today-phone.png")
    rowan.goto(f"{house.address}/log/")
    rowan.get_by_role("checkbox", name="Jo").check()
    rowan.screenshot(path=album / "log-phone.png")
    rowan.get_by_role("button", name="Done").click()
    rowan.get_by_role("heading", name="Saved.").wait_for()
    rowan.screenshot(path=album / "offer-phone.png")
    code = rowan.locator(".code").inner_text()

    person = open_page(**PHONE)
    person.goto(f"{house.address}/s/")
    person.get_by_role("textbox").first.fill(code)
    person.get_by_role("button").first.click()
    person.get_by_role("heading", name=re.compile("How was it")).wait_for()
    person.screenshot(path=album / "survey-phone.png")

    pat = open_page("pat", **DESK)
    pat.goto(f"{house.address}/reports/support/?from=2020-01-01&to=2030-12-31")
    assert pat.get_by_role("img").first.is_visible()
    pat.screenshot(path=album / "report.png")

    visitor = open_page(**DESK)
    visitor.goto(f"{house.address}/calendar/")
    visitor.locator("main").screenshot(path=album / "calendar.png")
    names = ("today-phone.png", "log-phone.png", "offer-phone.png", "report.png", "calendar.png")
    assert all((album / name).stat().st_size > 10_000 for name in names)
