"""Telephone check-ins: the person's own plan, the calls of a day, the steps they agreed to. And the warm line."""

from hearthside.checkins.models.calls import Call, CallQuerySet, Question, StepTaken, Tried
from hearthside.checkins.models.plans import Absence, AgreedStep, CallTime, CheckInPlan, PlanQuerySet, Voice
from hearthside.checkins.models.warm_line import CallAgreement, CallBack, KnownCaller, LineCall

__all__ = [
    "Absence",
    "AgreedStep",
    "Call",
    "CallAgreement",
    "CallBack",
    "CallQuerySet",
    "CallTime",
    "CheckInPlan",
    "KnownCaller",
    "LineCall",
    "PlanQuerySet",
    "Question",
    "StepTaken",
    "Tried",
    "Voice",
]
