"""What may be done with gatherings, their rhythms and their dates. Each act is one transaction with its entry in the trail."""

from hearthside.gatherings.series.actions.gatherings import begin_gathering, change_gathering, end_gathering, resume_gathering
from hearthside.gatherings.series.actions.later import change_from
from hearthside.gatherings.series.actions.rhythms import Timing, add_series
from hearthside.gatherings.series.actions.sessions import cancel_session, change_session, restore_session, skip_session

__all__ = [
    "Timing",
    "add_series",
    "begin_gathering",
    "cancel_session",
    "change_from",
    "change_gathering",
    "change_session",
    "end_gathering",
    "restore_session",
    "resume_gathering",
    "skip_session",
]
