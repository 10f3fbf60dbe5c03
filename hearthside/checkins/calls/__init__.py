"""What happens to a planned call: made, answered or not, the agreed steps, and its one end."""
