"""Other programs that ours speaks with, as small servers of the tests."""
