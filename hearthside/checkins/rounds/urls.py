"""Addresses: Today's calls: shared, claimed, made and written down."""

from django.urls import path

from hearthside.checkins.rounds import round_views, views

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/sharing/", views.call_sharing, name="call_sharing"),
    path("calls/handing-over/", views.call_handing_over, name="call_handing_over"),
    path("calls/round/", round_views.call_round, name="call_round"),
    path("calls/questions/<uuid:question_id>/", round_views.call_question, name="call_question"),
    path("calls/talks/<uuid:encounter_id>/", views.call_talk, name="call_talk"),
    path("calls/talks/<uuid:encounter_id>/undoing/", views.call_undoing, name="call_undoing"),
    path("calls/<uuid:call_id>/", views.call, name="call"),
    path("calls/<uuid:call_id>/claim/", views.call_claim, name="call_claim"),
    path("calls/<uuid:call_id>/return/", views.call_return, name="call_return"),
    path("calls/<uuid:call_id>/ways/<uuid:way_id>/ringing/", views.call_bridge, name="call_bridge"),
    path("calls/<uuid:call_id>/talk/", views.call_talked, name="call_talked"),
    path("calls/<uuid:call_id>/tries/", views.call_tries, name="call_tries"),
    path("calls/<uuid:call_id>/answer/", views.call_back, name="call_back"),
    path("calls/<uuid:call_id>/caller/", round_views.call_giving, name="call_giving"),
]
