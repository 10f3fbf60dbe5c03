"""Today's calls: shared, claimed, made and written down."""
