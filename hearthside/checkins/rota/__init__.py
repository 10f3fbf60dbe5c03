"""Who is on duty when, and where nobody is yet."""
