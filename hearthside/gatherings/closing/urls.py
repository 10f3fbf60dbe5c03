"""Closing a date, and the calls that people asked for."""

from django.urls import path

from hearthside.gatherings.closing import views

urlpatterns = [
    path("groups/dates/<uuid:session_id>/closing/", views.closing, name="closing"),
    path("groups/dates/<uuid:session_id>/closing/undoing/", views.closing_undoing, name="closing_undoing"),
    path("groups/dates/<uuid:session_id>/call/", views.call_wish, name="call_wish"),
    path("groups/calls/<uuid:wish_id>/taking/", views.call_taking, name="call_taking"),
    path("groups/calls/<uuid:wish_id>/settling/", views.call_settling, name="call_settling"),
]
