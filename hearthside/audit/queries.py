"""Reading the trail, and proving that nobody has rewritten it."""

from django.db.models import QuerySet

from hearthside.audit.models import START, ChainHead, Entry, Opening


def entries_about(*references: str) -> QuerySet[Entry]:
    """What was written on one person's record, newest first; their account is a reference of its own."""
    return Entry.objects.filter(about__in=references).order_by("-seq")


def openings_of(reference: str) -> QuerySet[Opening]:
    """Who opened one person's record, newest first."""
    return Opening.objects.filter(about=reference).order_by("-at")


def first_break() -> int | None:
    """Walk the whole chain; the number of the first entry that does not follow, or None when all do.

    A missing tail shows as well, because the head remembers where the chain ended.
    """
    expected, seq = START, 0
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=2000):
        seq += 1
        if entry.seq != seq or entry.previous_hash != expected or entry.hash != entry.computed_hash():
            return seq
        expected = entry.hash
    head = ChainHead.objects.get(pk=1)
    return None if (head.seq, head.hash) == (seq, expected) else seq + 1
