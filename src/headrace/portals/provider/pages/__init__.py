"""What a provider's pages show: plain values, filled from queries by the views."""

from headrace.portals.provider.pages.findings import FindingRow, FindingsPage
from headrace.portals.provider.pages.requests import (
    Answering,
    AnyField,
    DeskPage,
    Folded,
    RequestPage,
    RequestRow,
    Shown,
)

__all__ = [
    "Answering",
    "AnyField",
    "DeskPage",
    "FindingRow",
    "FindingsPage",
    "Folded",
    "RequestPage",
    "RequestRow",
    "Shown",
]
