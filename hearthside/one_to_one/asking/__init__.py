"""Asking for a peer: the form, a helper who types, a referral; the receipt, and changing or taking it back."""
