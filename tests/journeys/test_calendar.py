"""The calendar in a real browser: one sheet for the fridge, a grid or a list from the same page, nothing from elsewhere."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.steps import run_inside

pytestmark = pytest.mark.browser

GROUPS = """
from datetime import date, time, timedelta
from django.utils import timezone
from hearthside.core.actors import COMMAND_LINE as by
from hearthside.core.dates import today
from hearthside.gatherings.models import Gathering
from hearthside.gatherings.series.actions import Timing, add_series, begin_gathering
from hearthside.organisation.models import Kind, Organisation, Programme, Site
timezone.activate(Organisation.objects.get().zone)
TITLES = ["Tuesday circle", "Morning coffee, come as you are", "Family and friends of people who hear voices", "Walk by the creek",
          "Grief, slowly", "Sewing and mending", "Guitar", "Garden", "Groupe en français", "Online evening", "Young adults (18 to 29)",
          "Women's circle", "Coming home from hospital", "Writing", "Cooking for one and more", "Board games", "Carers' breathing space",
          "Swim", "Breakfast", "Song"]
kind, programmes = Kind.objects.get(code="support_group"), list(Programme.objects.all())
if not Gathering.objects.filter(slug="sewing-and-mending").exists():
    for place, title in enumerate(TITLES):
        group = begin_gathering(by=by, title=title, programme=programmes[place % 2], kind=kind, for_whom="Anyone who would like company.")
        first = today() - timedelta(days=today().weekday()) + timedelta(weeks=1, days=place % 7)
        add_series(by=by, gathering=group, timing=Timing(first_day=first, starts_at=time(9 + place % 11), minutes=90, rrule="FREQ=WEEKLY"))
following = (today().replace(day=1) + timedelta(days=63)).replace(day=1)
print(following.strftime("%Y-%m"))
"""


@pytest.fixture
def month(house) -> str:
    """The address of a month in which twenty groups meet every week."""
    return f"{house.address}/calendar/{run_inside(house, GROUPS).strip()}/"


@pytest.mark.parametrize(("width", "height"), [("11.69in", "8.27in"), ("11in", "8.5in"), ("8.27in", "11.69in"), ("8.5in", "11in")])
def test_a_month_of_many_dates_is_printed_on_one_sheet(open_page, month, width, height):
    """A4 and Letter, on its side as the page asks for, also where the dialogue stands upright."""
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(month)
    assert page.locator(".month ul li").count() > 60
    assert sheets(page.pdf(width=width, height=height, prefer_css_page_size=True)) == 1
    if float(width[:-2]) > float(height[:-2]):
        assert sheets(page.pdf(width=width, height=height)) == 1


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


def test_the_same_page_is_a_grid_on_a_desk_and_a_list_on_a_phone(open_page, month):
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto(month)
    days = page.locator(".month > .day")
    assert page.locator(".month").evaluate("one => getComputedStyle(one).display") == "grid"
    assert days.nth(0).bounding_box()["width"] < 200
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.locator(".month").evaluate("one => getComputedStyle(one).display") != "grid"
    assert days.nth(0).bounding_box()["width"] > 300
    assert page.get_by_role("heading", level=2).first.inner_text().split()[0].endswith("day")


def test_data_for_search_engines_is_no_script_that_the_policy_stops(house, open_page, month):
    page = open_page(viewport={"width": 1280, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text))
    for address in (f"{house.address}/calendar/list/", f"{house.address}/groups/sewing-and-mending/", month):
        page.goto(address)
    page.goto(f"{house.address}/groups/sewing-and-mending/")
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert said == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(house, open_page, month, scheme, width):
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = []
    places = ["/calendar/list/", "/calendar/feeds/", "/groups/", "/groups/sewing-and-mending/", "/calendar/1999-01/"]
    for address in (month, f"{month}?choose=yes", f"{month}?lang=fr&programme=groups", *(house.address + place for place in places)):
        page.goto(address)
        for fault in Axe().run(page).response["violations"]:
            faults.append(f"{address}: {fault['id']} {[node['html'][:120] for node in fault['nodes'][:3]]}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{address}: scrolls sideways")
    page.goto(f"{house.address}/groups/sewing-and-mending/")
    page.get_by_role("listitem").get_by_role("link").filter(has_text="p.m.").first.click()
    for fault in Axe().run(page).response["violations"]:
        faults.append(f"{page.url}: {fault['id']}")
    assert faults == []


def test_a_date_is_reached_from_the_first_page_by_links_alone(house, open_page, month):
    page = open_page(java_script_enabled=False)
    page.goto(house.address)
    page.get_by_role("link", name="Groups and calendar").click()
    page.goto(month)
    page.locator(".month ul a").first.click()
    page.get_by_role("heading", name="How to come").wait_for()
    with page.expect_download() as file:
        page.get_by_role("link", name="Put it in my calendar").click()
    assert file.value.suggested_filename == "date.ics"
