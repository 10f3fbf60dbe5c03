"""What every change of a time, a place or a state has in common: SEQUENCE goes up once, the calendar is renewed."""

from typing import Any

from django.db.models import F

from hearthside.core.dates import now
from hearthside.gatherings.models import Series, Session
from hearthside.organisation.public import renew_pages

WHERE = ("mode", "site_id", "room", "place", "link", "link_is_public")
SAID = ("state", "day", "starts_at", "minutes", *WHERE)  # what a calendar takes for a new time, place or state


def raise_sequence(series: Series) -> None:
    """One up for all that calendars know of this series (RFC 5545, 3.8.7.4). The only place that does it."""
    Series.objects.filter(pk=series.pk).update(sequence=F("sequence") + 1, changed_at=now())
    series.refresh_from_db(fields=["sequence", "changed_at"])
    renew_pages()


def change_session_row(session: Session, **values: Any) -> list[str]:
    """Write what differs of one date; returns the names of what changed. Nothing is raised when nothing did, nor when
    only its capacity or the words beside it are others.
    """
    changed = write_session_row(session, **values)
    if set(changed) & set(SAID):
        raise_sequence(session.series)
    elif changed:
        renew_pages()
    return changed


def write_session_row(session: Session, **values: Any) -> list[str]:
    """The same for an act that changes several dates of a series: it raises SEQUENCE once, after all of them."""
    changed = [name for name, value in values.items() if getattr(session, name) != value]
    if changed:
        for name in changed:
            setattr(session, name, values[name])
        session.is_changed = differs(session)
        session.save(update_fields=[*changed, "is_changed"])
    return changed


def change_series_row(series: Series, **values: Any) -> None:
    """Write a new end or place of a whole series, which is one change for calendars."""
    Series.objects.filter(pk=series.pk).update(**values)
    series.refresh_from_db(fields=list(values))
    raise_sequence(series)


def differs(session: Session) -> bool:
    """Whether a date is otherwise than its series has it."""
    of_its_own = session.is_moved or session.state in (Session.State.CANCELLED, Session.State.SKIPPED)
    return of_its_own or bool(own_values(session)) or session.capacity is not None


def own_values(session: Session) -> dict[str, Any]:
    """Length and place of a date, as far as they are others than those of its series."""
    return {name: getattr(session, name) for name in ("minutes", *WHERE) if getattr(session, name) != getattr(session.series, name)}
