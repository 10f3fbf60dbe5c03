"""Addresses of gatherings, by capability. What is said in words (`groups/import/`) stands before what is looked up."""

from django.urls import include, path

ROOMS = ("door", "imports", "closing", "signing_up", "voices", "belonging", "series", "hosting", "calendar")

urlpatterns = [path("", include(f"hearthside.gatherings.{room}.urls")) for room in ROOMS]
