"""Pages of the hard moments."""
