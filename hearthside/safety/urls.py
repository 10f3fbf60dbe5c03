"""Addresses: when it gets hard."""

urlpatterns: list = []
