"""What people come to, when, who holds it, who comes, and what they say of it."""

from hearthside.gatherings.models.coming import Attendance, GroupMember, SignUp
from hearthside.gatherings.models.door import Door, TakenOff
from hearthside.gatherings.models.drafts import ImportBatch, ImportDraft, ImportDraftRow, ImportedAttendance, ImportedSeries
from hearthside.gatherings.models.gathering import Gathering, GatheringQuerySet, Series
from hearthside.gatherings.models.hosting import Duty, Host
from hearthside.gatherings.models.saying import CallWish, PersonalFeed, Voice
from hearthside.gatherings.models.session import Session, SessionQuerySet

__all__ = [
    "Attendance",
    "CallWish",
    "Door",
    "Duty",
    "Gathering",
    "GatheringQuerySet",
    "GroupMember",
    "Host",
    "ImportBatch",
    "ImportDraft",
    "ImportDraftRow",
    "ImportedAttendance",
    "ImportedSeries",
    "PersonalFeed",
    "Series",
    "Session",
    "SessionQuerySet",
    "SignUp",
    "TakenOff",
    "Voice",
]
