"""Addresses: texts with a person."""

urlpatterns: list = []
