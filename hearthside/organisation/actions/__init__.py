"""What may be done to the organisation's lists. Each act is one transaction with its entry in the trail."""

from hearthside.organisation.actions.crisis_lines import add_crisis_line, change_crisis_line, remove_crisis_line
from hearthside.organisation.actions.house import change_details, change_words, found_organisation
from hearthside.organisation.actions.kinds import add_kind, add_topic, change_kind, change_topic, move_kind, move_topic
from hearthside.organisation.actions.programmes import change_programme, end_programme, open_programme
from hearthside.organisation.actions.sites import change_site, close_site, open_site, reopen_site
from hearthside.organisation.actions.values import add_value, change_value, remove_value

__all__ = [
    "add_crisis_line",
    "add_kind",
    "add_topic",
    "add_value",
    "change_crisis_line",
    "change_details",
    "change_kind",
    "change_programme",
    "change_site",
    "change_topic",
    "change_value",
    "change_words",
    "close_site",
    "end_programme",
    "found_organisation",
    "move_kind",
    "move_topic",
    "open_programme",
    "open_site",
    "remove_crisis_line",
    "remove_value",
    "reopen_site",
]
