"""Whoever asks for something with a form, without an account: how they are reached, and the code with which they come back."""
