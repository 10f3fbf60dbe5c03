"""Addresses of check-ins and the warm line, by capability."""

from django.urls import include, path

ROOMS = ("plans", "rounds", "rota", "warm_line")

urlpatterns = [path("", include(f"hearthside.checkins.{room}.urls")) for room in ROOMS]
