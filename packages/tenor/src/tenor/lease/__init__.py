"""Leases: rents, the rate within them, what ends them, and how both sides book them."""
