"""What the custodian's pages show: plain values, filled from queries by the views."""

from headrace.portals.custodian.pages.accounts import AccountRow, AccountsPage, FrozenRow
from headrace.portals.custodian.pages.matching import DayRow, GapRow, MatchingPage
from headrace.portals.custodian.pages.payments import (
    Cancelling,
    PaymentPage,
    PaymentRow,
    ReleasesPage,
)

__all__ = [
    "AccountRow",
    "AccountsPage",
    "Cancelling",
    "DayRow",
    "FrozenRow",
    "GapRow",
    "MatchingPage",
    "PaymentPage",
    "PaymentRow",
    "ReleasesPage",
]
