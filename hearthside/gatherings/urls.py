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
]
