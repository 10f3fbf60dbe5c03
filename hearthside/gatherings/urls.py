"""Addresses of gatherings: the public calendar, groups, the door."""

urlpatterns: list = []
