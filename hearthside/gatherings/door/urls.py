"""The door: a tablet, above sessions (door/middleware.py); opened and ended by hosts. The sheet on paper."""

from django.urls import path

from hearthside.gatherings.door import screen_views, sheet_views, views

urlpatterns = [
    path("door/", screen_views.door, name="door"),
    path("door/thanks/", screen_views.door_thanks, name="door_thanks"),
    path("door/worker.js", screen_views.door_worker, name="door_worker"),
    path("door/<uuid:session_id>/", screen_views.arrival, name="arrival"),
    path("groups/door/", views.door_opening, name="door_opening"),
    path("groups/door/<uuid:door_id>/closing/", views.door_closing, name="door_closing"),
    path("groups/dates/<uuid:session_id>/sheet/", sheet_views.sheet, name="sheet"),
    path("groups/dates/<uuid:session_id>/arrivals/", sheet_views.arrivals, name="arrivals"),
    path("groups/dates/<uuid:session_id>/arrivals/matching/", sheet_views.arrival_matching, name="arrival_matching"),
    path("groups/dates/<uuid:session_id>/arrivals/<uuid:arrival_id>/link/", sheet_views.arrival_link, name="arrival_link"),
    path("groups/dates/<uuid:session_id>/arrivals/<uuid:arrival_id>/removal/", sheet_views.arrival_removal, name="arrival_removal"),
]
