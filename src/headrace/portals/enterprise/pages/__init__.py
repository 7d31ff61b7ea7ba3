"""What the owner's pages show: plain values, filled from queries by the views."""

from headrace.portals.enterprise.pages.asking import AskPage, ClosedWay, Indication, SentencesPage
from headrace.portals.enterprise.pages.contract import (
    ContractPage,
    CostRow,
    DrawingForm,
    InstalmentRow,
    NoContractPage,
    Paying,
    TextLine,
    Went,
)
from headrace.portals.enterprise.pages.help import HelpPage, Line
from headrace.portals.enterprise.pages.home import HomePage, Improvement, Limit, NextRepayment
from headrace.portals.enterprise.pages.offers import Advice, OfferColumn, OffersPage

__all__ = [
    "Advice",
    "AskPage",
    "ClosedWay",
    "ContractPage",
    "CostRow",
    "DrawingForm",
    "HelpPage",
    "HomePage",
    "Improvement",
    "Indication",
    "InstalmentRow",
    "Limit",
    "Line",
    "NextRepayment",
    "NoContractPage",
    "OfferColumn",
    "OffersPage",
    "Paying",
    "SentencesPage",
    "TextLine",
    "Went",
]
