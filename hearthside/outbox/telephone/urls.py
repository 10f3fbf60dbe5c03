"""Addresses: what the telephone provider calls."""

urlpatterns: list = []
