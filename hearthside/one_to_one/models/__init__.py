"""Asking for a peer, choosing each other, meeting around what the person wants, and ending it kindly."""

from hearthside.one_to_one.models.asking import Experience, Request, RequestQuerySet
from hearthside.one_to_one.models.choosing import Apart, Bringing, Pairing, Suggestion

__all__ = ["Apart", "Bringing", "Experience", "Pairing", "Request", "RequestQuerySet", "Suggestion"]
