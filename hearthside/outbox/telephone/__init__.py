"""The telephone side of the outbox: the provider, its callbacks, words that stop, bridged calls."""
