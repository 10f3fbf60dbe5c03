"""Pages of the warm line."""
