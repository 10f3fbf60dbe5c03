"""Bringing in schedules and sign-in sheets."""

from django.urls import path

from hearthside.gatherings.imports import views

urlpatterns = [
    path("groups/import/", views.gathering_imports, name="gathering_imports"),
    path("groups/import/<uuid:draft_id>/", views.import_draft, name="import_draft"),
    path("groups/import/<uuid:draft_id>/rows/", views.import_rows, name="import_rows"),
    path("groups/import/<uuid:draft_id>/names/", views.import_names, name="import_names"),
    path("groups/import/<uuid:draft_id>/ending/", views.import_draft_ending, name="import_draft_ending"),
    path("groups/import/batches/<uuid:batch_id>/undoing/", views.import_undoing, name="import_undoing"),
]
