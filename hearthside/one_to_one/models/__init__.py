"""Asking for a peer, choosing each other, meeting around what the person wants, and ending it kindly."""

from hearthside.one_to_one.models.asking import Experience, Request, RequestQuerySet
from hearthside.one_to_one.models.choosing import Apart, Bringing, Farewell, Pairing, Suggestion
from hearthside.one_to_one.models.goals import GoalEntry, GoalVersion
from hearthside.one_to_one.models.proposing import PROPOSAL_KEPT, ListProposal, ListProposalQuerySet, ListProposalRow
from hearthside.one_to_one.models.shares import PaperCopy, Share
from hearthside.one_to_one.models.wellness import WellnessPart, WellnessVersion
from hearthside.one_to_one.models.wishes import FormsLink, Wishes

__all__ = [
    "PROPOSAL_KEPT",
    "Apart",
    "Bringing",
    "Experience",
    "Farewell",
    "FormsLink",
    "GoalEntry",
    "GoalVersion",
    "ListProposal",
    "ListProposalQuerySet",
    "ListProposalRow",
    "Pairing",
    "PaperCopy",
    "Request",
    "RequestQuerySet",
    "Share",
    "Suggestion",
    "WellnessPart",
    "WellnessVersion",
    "Wishes",
]
