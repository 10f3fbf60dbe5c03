"""What every change of a time, a place or a state has in common: SEQUENCE goes up once, the calendar is renewed."""

from typing import Any

from django.db.models import F

from hearthside.core.dates import now
from hearthside.gatherings.models import Series, Session
from hearthside.organisation.public import renew_pages


def raise_sequence(series: Series) -> None:
    """One up for all that calendars know of this series (RFC 5545, 3.8.7.4). The only place that does it."""
    Series.objects.filter(pk=series.pk).update(sequence=F("sequence") + 1, changed_at=now())
    series.refresh_from_db(fields=["sequence", "changed_at"])
    renew_pages()


def change_session_row(session: Session, **values: Any) -> list[str]:
    """Write what differs of one date; returns the names of what changed. Nothing is raised when nothing did."""
    changed = [name for name, value in values.items() if getattr(session, name) != value]
    if changed:
        for name in changed:
            setattr(session, name, values[name])
        session.is_changed = True
        session.save(update_fields=[*changed, "is_changed"])
        raise_sequence(session.series)
    return changed
