"""Addresses: The warm line: calls that come in, without a name; agreements with callers who want one."""

urlpatterns: list = []
