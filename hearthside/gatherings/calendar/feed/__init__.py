"""Calendars that programs subscribe to (RFC 5545). What they say depends on rows and the day, never on the moment."""
