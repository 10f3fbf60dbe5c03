"""Addresses of gatherings: the public calendar, groups, the door."""

from django.urls import path

from hearthside.gatherings.closing import views as closing

urlpatterns = [
    path("groups/dates/<uuid:session_id>/closing/", closing.closing, name="closing"),
    path("groups/dates/<uuid:session_id>/closing/undoing/", closing.closing_undoing, name="closing_undoing"),
    path("groups/dates/<uuid:session_id>/call/", closing.call_wish, name="call_wish"),
    path("groups/calls/<uuid:wish_id>/taking/", closing.call_taking, name="call_taking"),
    path("groups/calls/<uuid:wish_id>/settling/", closing.call_settling, name="call_settling"),
]
