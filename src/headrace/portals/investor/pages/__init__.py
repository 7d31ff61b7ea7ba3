"""What the loan officer's pages show: plain values, filled from queries by the views."""

from headrace.portals.investor.pages.agreement import AgreementPage
from headrace.portals.investor.pages.costs import CostRow, CostSheet
from headrace.portals.investor.pages.decision import Decision, Declining
from headrace.portals.investor.pages.dossier import DossierPage
from headrace.portals.investor.pages.evidence import FactRow, FindingRow, LiveRow, Note
from headrace.portals.investor.pages.files import FileRow, FilesPage
from headrace.portals.investor.pages.keys import KeysPage, PaymentRow
from headrace.portals.investor.pages.portfolio import LoanRow, PortfolioPage
from headrace.portals.investor.pages.queue import QueuePage, QueueRow

__all__ = [
    "AgreementPage",
    "CostRow",
    "CostSheet",
    "Decision",
    "Declining",
    "DossierPage",
    "FactRow",
    "FileRow",
    "FilesPage",
    "FindingRow",
    "KeysPage",
    "LiveRow",
    "LoanRow",
    "Note",
    "PaymentRow",
    "PortfolioPage",
    "QueuePage",
    "QueueRow",
]
