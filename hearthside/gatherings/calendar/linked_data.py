"""What search engines and others' calendars read in a page: schema.org Event, one for each date. Closed groups are not told."""

import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import get_territory_currencies
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from hearthside.gatherings.models import Series, Session
from hearthside.gatherings.series.making import moment
from hearthside.organisation.queries import the_organisation

SCHEMA = "https://schema.org"
MODES = {Series.Mode.IN_PERSON: "Offline", Series.Mode.ONLINE: "Online", Series.Mode.HYBRID: "Mixed"}
IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def events_script(sessions: Iterable[Session]) -> SafeString:
    """A data block of these dates, which no browser runs; sessions come with gathering, series and site."""
    events = [event(one) for one in sessions if not one.gathering.is_closed]
    if not events:
        return SafeString("")
    data = {"@context": SCHEMA, "@graph": events}
    words = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(IN_HTML)
    return SafeString(f'<script type="application/ld+json">{words}</script>')


def event(session: Session) -> dict[str, Any]:
    """One date. A moved one says when it was to be."""
    gathering, house = session.gathering, the_organisation()
    about: dict[str, Any] = {}
    if session.is_moved and not session.is_cancelled:
        planned = moment(session.slot_day, session.series, session.slot_at)
        about["previousStartDate"] = planned.astimezone(ZoneInfo(session.series.zone)).isoformat()
    state = "Cancelled" if session.is_cancelled else "Rescheduled" if about else "Scheduled"
    if gathering.for_whom:
        about["audience"] = {"@type": "Audience", "audienceType": gathering.for_whom}
    if gathering.about:
        about["description"] = gathering.about
    return {
        "@type": "Event",
        "name": gathering.public_title,
        "url": settings.BASE_URL + reverse("calendar_date", args=[session.pk]),
        "startDate": session.begins.isoformat(),
        "endDate": session.ends.isoformat(),
        "eventStatus": f"{SCHEMA}/Event{state}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[Series.Mode(session.mode)]}EventAttendanceMode",
        "location": _location(session),
        "organizer": {"@type": "Organization", "name": house.name, "url": settings.BASE_URL},
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": get_territory_currencies(house.country)[0]},
        **about,
    }


def _location(session: Session) -> dict | list:
    """A place, a link (our own page, where the true one is not for all), or both."""
    site = session.site
    name = ", ".join(part for part in (site.name if site else "", session.room, session.place) if part)
    address = " ".join((site.address if site else session.place).split()) or name
    place = {"@type": "Place", "name": name, "address": {"@type": "PostalAddress", "streetAddress": address}}
    public = session.link if session.link_is_public and session.link else settings.BASE_URL + reverse("calendar_date", args=[session.pk])
    online = {"@type": "VirtualLocation", "url": str(public)}
    return {Series.Mode.IN_PERSON: place, Series.Mode.ONLINE: online, Series.Mode.HYBRID: [place, online]}[Series.Mode(session.mode)]
