"""Every page, by axe, in light and dark, at 390 and 1280 pixels; no page scrolls sideways."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.steps import run_inside

pytestmark = pytest.mark.browser

PAGES = {
    None: [
        "/",
        "/accounts/login/",
        "/s/",
        "/calendar/",
        "/calendar/week/{week}/",
        "/calendar/list/",
        "/calendar/feeds/",
        "/groups/",
        "/groups/family-and-friends/",
        "/groups/tuesday-evening/",
        "/groups/dates/{family}/",
        "/groups/dates/{family}/sign-up/",
        "/code/",
        "/groups/ideas/",
        "/groups/autistic-adults/asking/",
        "/groups/mental-health-group/thanks/",
        "/ask/",
        "/ask/referral/",
        "/crisis/",
        "/promise/",
    ],
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
        "/me/calendar/",
        "/groups/kept/",
        "/groups/new/",
        "/groups/hosting/",
        "/groups/mental-health-group/plan/",
        "/groups/mental-health-group/details/",
        "/groups/mental-health-group/rhythms/",
        "/groups/mental-health-group/hosts/",
        "/groups/mental-health-group/dates/{general}/",
        "/groups/mental-health-group/dates/{general}/later/",
        "/groups/dates/{general}/sheet/",
        "/groups/dates/{unclosed}/arrivals/",
        "/groups/dates/{unclosed}/closing/",
        "/groups/door/",
        "/groups/tuesday-evening/members/",
        "/groups/voices/",
        "/groups/import/",
        "/me/bringing/",
        "/pairings/",
        "/ask/typed/",
        "/people/{jo}/goals/",
        "/people/{jo}/check-ins/beginning/",
        "/people/{jo}/safety/new/",
        "/calls/",
        "/rota/",
        "/backup/",
    ],
    "jo": [
        "/today/",
        "/me/record/",
        "/me/check-ins/",
        "/me/goals/",
        "/me/wellness/",
        "/me/wishes/",
        "/me/shares/",
        "/me/supporter/",
        "/people/{jo}/check-ins/beginning/",
    ],
    "pat": [
        "/today/",
        "/reports/",
        "/reports/support/",
        "/reports/encounters/",
        "/organisation/",
        "/outbox/",
        "/reports/gatherings/",
        "/groups/autistic-adults/members/",
        "/requests/",
        "/requests/{request}/",
        "/requests/{request}/suggestions/",
        "/requests/supporters/",
        "/requests/proposal/",
        "/pairings/?show=ended",
        "/calls/round/",
        "/rota/shifts/",
        "/debriefs/",
    ],
    "inès": ["/today/", "/log/", "/people/", "/groups/dates/{family}/sign-ups/", "/groups/dates/{family}/rides/"],
}
DATES = """
from hearthside.core.actors import Visitor
from hearthside.core.dates import now, today
from hearthside.gatherings.models import Session
from hearthside.organisation.clock import live_by_its_clock
from hearthside.one_to_one.asking.actions import Wishes, ask_for_peer
from hearthside.people.asking.reaching import Asker
from hearthside.people.models import Person
live_by_its_clock()
planned = Session.objects.filter(state="planned").in_order()
ahead = planned.filter(starts__gt=now())
family, general = (ahead.filter(gathering__slug=slug)[0] for slug in ("family-and-friends", "mental-health-group"))
unclosed = planned.filter(day__lt=today(), gathering__slug="mental-health-group").last()
year, week, _day = today().isocalendar()
jo = Person.objects.get(name="Jo")
asker = Asker(name="Briony with quite a long name", way="phone", reach="+13065550188", may_remind=True, words="Yes.")
asked = ask_for_peer(by=Visitor(), asker=asker, wishes=Wishes(wish="Somebody to walk with.", hows=["in_person"], times=["tue_morning"]))
print(family.pk, general.pk, unclosed.pk, f"{year}-W{week:02d}", jo.pk, asked.pk)
"""


@pytest.fixture(scope="module")
def dates(house) -> dict[str, str]:
    """Keys of dates of the demonstration, of Jo and of somebody who asks, by the names in PAGES."""
    return dict(zip(("family", "general", "unclosed", "week", "jo", "request"), run_inside(house, DATES).split(), strict=True))


# Each page in both schemes and at both widths; every pair of them with the long proofs (`make proofs`).
MODES = [("light", 390), ("dark", 1280), *([("light", 1280), ("dark", 390)] if os.environ.get("HEARTHSIDE_LONG_PROOFS") == "yes" else [])]


@pytest.mark.parametrize(("scheme", "width"), MODES)
@pytest.mark.parametrize("who", list(PAGES), ids=str)
def test_everybody_can_use_it(house, open_page, dates, who, scheme, width):
    page = open_page(who, viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = []
    for address in PAGES[who]:
        answer = page.goto(house.address + address.format(**dates))
        if answer.status != 200:
            faults.append(f"{address}: answered {answer.status}")
        for fault in Axe().run(page).response["violations"]:
            faults.append(f"{address}: {fault['id']} {[node['html'][:120] for node in fault['nodes'][:3]]}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{address}: scrolls sideways")
    assert faults == []
