"""Addresses of gatherings: the public calendar, groups, the door."""

from django.urls import include, path

from hearthside.gatherings.closing import views as closing
from hearthside.gatherings.imports import views as imports

urlpatterns = [
    path("groups/dates/<uuid:session_id>/closing/", closing.closing, name="closing"),
    path("groups/dates/<uuid:session_id>/closing/undoing/", closing.closing_undoing, name="closing_undoing"),
    path("groups/dates/<uuid:session_id>/call/", closing.call_wish, name="call_wish"),
    path("groups/calls/<uuid:wish_id>/taking/", closing.call_taking, name="call_taking"),
    path("groups/calls/<uuid:wish_id>/settling/", closing.call_settling, name="call_settling"),
    path("groups/import/", imports.gathering_imports, name="gathering_imports"),
    path("groups/import/<uuid:draft_id>/", imports.import_draft, name="import_draft"),
    path("groups/import/<uuid:draft_id>/rows/", imports.import_rows, name="import_rows"),
    path("groups/import/<uuid:draft_id>/names/", imports.import_names, name="import_names"),
    path("groups/import/<uuid:draft_id>/ending/", imports.import_draft_ending, name="import_draft_ending"),
    path("groups/import/batches/<uuid:batch_id>/undoing/", imports.import_undoing, name="import_undoing"),
    path("", include("hearthside.gatherings.signing_up.urls")),
    path("", include("hearthside.gatherings.voices.urls")),
    path("", include("hearthside.gatherings.belonging.urls")),
from django.urls import path

from hearthside.gatherings.door import screen_views, sheet_views
from hearthside.gatherings.door import views as door_views

urlpatterns: list = [
    # the door: a tablet, above sessions (door/middleware.py); opened and ended by hosts
    path("door/", screen_views.door, name="door"),
    path("door/thanks/", screen_views.door_thanks, name="door_thanks"),
    path("door/worker.js", screen_views.door_worker, name="door_worker"),
    path("door/<uuid:session_id>/", screen_views.arrival, name="arrival"),
    path("groups/door/", door_views.door_opening, name="door_opening"),
    path("groups/door/<uuid:door_id>/closing/", door_views.door_closing, name="door_closing"),
    path("groups/dates/<uuid:session_id>/sheet/", sheet_views.sheet, name="sheet"),
    path("groups/dates/<uuid:session_id>/arrivals/", sheet_views.arrivals, name="arrivals"),
    path("groups/dates/<uuid:session_id>/arrivals/matching/", sheet_views.arrival_matching, name="arrival_matching"),
    path("groups/dates/<uuid:session_id>/arrivals/<uuid:arrival_id>/link/", sheet_views.arrival_link, name="arrival_link"),
    path("groups/dates/<uuid:session_id>/arrivals/<uuid:arrival_id>/removal/", sheet_views.arrival_removal, name="arrival_removal"),
]
