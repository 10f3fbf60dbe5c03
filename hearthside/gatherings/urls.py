"""Addresses of gatherings, by capability. What is said in words (`groups/import/`) stands before what is looked up."""

from django.urls import include, path

ROOMS = ("door", "imports", "closing", "signing_up", "voices", "belonging")

urlpatterns = [path("", include(f"hearthside.gatherings.{room}.urls")) for room in ROOMS]
urlpatterns = [
    path("groups/dates/<uuid:session_id>/closing/", closing.closing, name="closing"),
    path("groups/dates/<uuid:session_id>/closing/undoing/", closing.closing_undoing, name="closing_undoing"),
    path("groups/dates/<uuid:session_id>/call/", closing.call_wish, name="call_wish"),
    path("groups/calls/<uuid:wish_id>/taking/", closing.call_taking, name="call_taking"),
    path("groups/calls/<uuid:wish_id>/settling/", closing.call_settling, name="call_settling"),
    path("groups/", include("hearthside.gatherings.series.urls")),
    path("groups/", include("hearthside.gatherings.hosting.urls")),
]
