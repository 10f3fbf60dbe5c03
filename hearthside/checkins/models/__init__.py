"""Telephone check-ins: the person's own plan, the calls of a day, the steps they agreed to. And the warm line."""

from hearthside.checkins.models.calls import Call, CallQuerySet, Question, StepTaken, Tried
from hearthside.checkins.models.plans import Absence, AgreedStep, CallTime, CheckInPlan, PlanQuerySet, Voice

__all__ = [
    "Absence",
    "AgreedStep",
    "Call",
    "CallQuerySet",
    "CallTime",
    "CheckInPlan",
    "PlanQuerySet",
    "Question",
    "StepTaken",
    "Tried",
    "Voice",
]
