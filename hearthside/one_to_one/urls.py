"""Addresses of one to one, by capability."""

from django.urls import include, path

ROOMS = ("asking", "choosing", "matching", "goals")

urlpatterns = [path("", include(f"hearthside.one_to_one.{room}.urls")) for room in ROOMS]
