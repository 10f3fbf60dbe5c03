"""Every page, by axe, in light and dark, at 390 and 1280 pixels; no page scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    None: ["/", "/accounts/login/", "/s/"],
    "rowan": [
        "/today/",
        "/log/",
        "/log/tries/",
        "/people/",
        "/people/new/",
        "/me/record/",
        "/me/openings/",
        "/more/",
        "/gallery/",
        "/accounts/",
    ],
    "jo": ["/today/", "/me/record/"],
    "pat": ["/today/", "/reports/", "/reports/support/", "/reports/encounters/", "/organisation/", "/outbox/"],
    "inès": ["/today/", "/log/", "/people/"],
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", list(PAGES), ids=str)
def test_everybody_can_use_it(house, open_page, who, scheme, width):
    page = open_page(who, viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = []
    for address in PAGES[who]:
        page.goto(house.address + address)
        for fault in Axe().run(page).response["violations"]:
            faults.append(f"{address}: {fault['id']} {[node['html'][:120] for node in fault['nodes'][:3]]}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{address}: scrolls sideways")
    assert faults == []
