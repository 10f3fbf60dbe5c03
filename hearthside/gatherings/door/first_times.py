"""Who is there for the first time, by what is linked."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from hearthside.gatherings.models import Attendance, Session


def mark_first_times(session: Session, rows: Iterable[Attendance]) -> None:
    """Say anew of those who are linked in these lines which of their attendances of this gathering was the first, whatever
    order the sheets are typed up in. Inside a transaction of the caller; nothing for lines without a link.
    """
    people, members = {one.person_id for one in rows} - {None}, {one.member_id for one in rows} - {None}
    if not (people or members):
        return
    theirs = Attendance.objects.filter(Q(person__in=people) | Q(member__in=members), session__gathering=session.gathering_id)
    seen: set[UUID] = set()
    right: dict[bool, list[UUID]] = {True: [], False: []}
    for key, person, member, marked in theirs.order_by("session__starts", "pk").values_list("pk", "person", "member", "is_first_time"):
        own = {person, member} - {None}
        is_first = seen.isdisjoint(own)
        seen |= own
        if is_first != marked:
            right[is_first].append(key)
    for is_first, keys in right.items():
        if keys:
            Attendance.objects.filter(pk__in=keys).update(is_first_time=is_first)
