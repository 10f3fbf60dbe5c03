"""Addresses: two people choose each other, meet and stop."""

from django.urls import path

from hearthside.one_to_one.choosing import pairing_views, views

urlpatterns = [
    path("requests/<uuid:request_id>/choice/", views.choice, name="choice"),
    path("requests/<uuid:request_id>/suggestions/", views.suggestions, name="suggestions"),
    path("requests/<uuid:request_id>/suggestions/<uuid:suggestion_id>/ending/", views.suggestion_ending, name="suggestion_ending"),
    path("code/choice/", views.own_choice, name="own_choice"),
    path("suggestions/<uuid:suggestion_id>/", views.suggestion, name="suggestion"),
    path("pairings/", pairing_views.pairings, name="pairings"),
    path("pairings/<uuid:pairing_id>/", pairing_views.pairing, name="pairing"),
    path("pairings/<uuid:pairing_id>/ending/", pairing_views.pairing_ending, name="pairing_ending"),
    path("pairings/<uuid:pairing_id>/history/", pairing_views.pairing_history, name="pairing_history"),
    path("farewells/<uuid:farewell_id>/", pairing_views.farewell, name="farewell"),
    path("me/supporter/", pairing_views.my_supporter, name="my_supporter"),
]
