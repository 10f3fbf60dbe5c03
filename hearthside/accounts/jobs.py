"""Housekeeping of sign-in."""

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connection

from hearthside.accounts.actions import forget_what_ended
from hearthside.core.dates import now
from hearthside.core.jobs import every


@every(hours=1)
def forget_sign_ins() -> None:
    forget_what_ended()


@every(hours=1)
def forget_counts() -> None:
    """The cache in the database keeps what ran out until it is asked for again; counts of tries should be gone by then."""
    if isinstance(cache._connections[cache._alias], DatabaseCache):
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE expires < %s", [connection.ops.adapt_datetimefield_value(now().replace(microsecond=0))]
            )
