"""Addresses: The warm line: calls that come in, without a name; agreements with callers who want one."""

from django.urls import path

from hearthside.checkins.warm_line.views import callers, line

urlpatterns = [
    path("warm-line/", line.warm_line, name="warm_line"),
    path("warm-line/log/", line.line_log, name="line_log"),
    path("warm-line/log/<uuid:encounter_id>/", line.line_saved, name="line_saved"),
    path("warm-line/calls-back/<uuid:call_back_id>/settling/", line.line_call_back_settling, name="line_call_back_settling"),
    path("warm-line/callers/", callers.callers, name="callers"),
    path("warm-line/callers/new/", callers.new_caller, name="new_caller"),
    path("warm-line/callers/<uuid:caller_id>/", callers.caller, name="caller"),
    path("warm-line/callers/<uuid:caller_id>/details/", callers.caller_details, name="caller_details"),
    path("warm-line/callers/<uuid:caller_id>/agreement/", callers.caller_agreement, name="caller_agreement"),
    path("warm-line/callers/<uuid:caller_id>/agreement/ending/", callers.caller_agreement_ending, name="caller_agreement_ending"),
    path("warm-line/callers/<uuid:caller_id>/forgetting/", callers.caller_forgetting, name="caller_forgetting"),
]
