"""What the public pages show is kept as ready bytes; this number tells them that something changed."""

from django.db.models import F

from hearthside.core.kept import forget_kept
from hearthside.core.kept_queries import KeptQuery
from hearthside.organisation.models import PublicVersion

_number = KeptQuery(lambda: PublicVersion.objects.filter(pk=1).values_list("number"))


def public_version() -> int:
    """Goes up with every change of what anybody may see. One small query."""
    return _number()[0][0]


def renew_pages() -> None:
    """Called inside every act that changes a list of the organisation or something that stands in public."""
    PublicVersion.objects.filter(pk=1).update(number=F("number") + 1)
    forget_kept()
