"""Texting with a person: per purpose, by what they said, in both directions."""
