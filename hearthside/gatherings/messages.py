"""What is sent about dates: a public title, a day, a time, a place. A message may be read by whoever looks at a screen."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hearthside.gatherings.models import Session


def said_day(moment: datetime) -> str:
    """A day without its year, as people say it: Tuesday 24 November."""
    return dateformat.format(moment, pgettext("a day without its year, in the letters of Django's date formats", "l j F"))


def said_time(moment: datetime) -> str:
    return time_format(moment.time())


def cancelled(session: Session, begins: datetime) -> str:
    """It does not take place, and why, where a reason is said in public."""
    words = _("%(title)s on %(day)s at %(time)s is cancelled.") % _named(session, begins)
    return f"{words} {session.reason}" if session.reason else words


def restored(session: Session, begins: datetime) -> str:
    return _("%(title)s on %(day)s at %(time)s takes place after all.") % _named(session, begins)


def moved(session: Session, before: datetime, begins: datetime, place: str) -> str:
    """It is at another time or place; the place is named where there is one."""
    words = _named(session, before) | {"new_day": said_day(begins), "new_time": said_time(begins)}
    if before != begins:
        text = _("%(title)s on %(day)s at %(time)s is now on %(new_day)s at %(new_time)s.") % words
    else:
        text = _("%(title)s on %(day)s at %(time)s is in another place.") % words
    if place:
        text += " " + _("Place: %(place)s.") % {"place": place}
    return f"{text} {session.reason}" if session.reason else text


def cover(session: Session, begins: datetime, address: str) -> str:
    """A host cannot make it, and the others are asked."""
    return _("%(title)s on %(day)s at %(time)s needs somebody to hold it. Can you? %(address)s") % (
        _named(session, begins) | {"address": address}
    )


def place_of(session: Session) -> str:
    """Room and place in one line, as they stand in public."""
    return ", ".join(part for part in (session.room, session.site.name if session.site else session.place) if part)


def local(session: Session, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(session.series.zone))


def _named(session: Session, begins: datetime) -> dict[str, str]:
    return {"title": session.gathering.public_title, "day": said_day(begins), "time": said_time(begins)}
