"""Exact financial mathematics of loans: money, days, rates, plans, arrears. No dependency."""

from tenor.money import Money

__all__ = ["Money"]
