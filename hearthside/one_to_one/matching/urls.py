"""Addresses: Who fits whom, said in words; and for a whole waiting list, the proposal that serves the most."""

urlpatterns: list = []
