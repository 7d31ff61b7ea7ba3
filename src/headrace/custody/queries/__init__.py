"""What custody tells. Others import from here."""

from headrace.custody.queries.audit import LedgerAudit, LedgerFault, verify_book
from headrace.custody.queries.balances import (
    BalanceView,
    LegView,
    balance,
    balance_at,
    balances_of,
    held_for,
    legs,
)
from headrace.custody.queries.bank_accounts import (
    BankAccountView,
    bank_accounts_of,
    bank_accounts_waiting,
)
from headrace.custody.queries.books import (
    BookView,
    book,
    book_for,
    books,
    default_book,
    pay_in_reference,
)
from headrace.custody.queries.instructions import (
    InstructionView,
    instruction,
    instructions_of,
    instructions_waiting,
)
from headrace.custody.queries.kept import (
    FrozenAccount,
    KeptDay,
    covers,
    days_kept,
    frozen_kept,
    instructions_kept,
)
from headrace.custody.queries.reconciliation import (
    BreakView,
    ReconciliationView,
    custodian_agrees,
    ledger_balanced,
    open_breaks,
)
from headrace.custody.queries.transfers import FlowTotal, TransferView, flow_totals, transfers_of

__all__ = [
    "BalanceView",
    "BankAccountView",
    "BookView",
    "BreakView",
    "FlowTotal",
    "FrozenAccount",
    "InstructionView",
    "KeptDay",
    "LedgerAudit",
    "LedgerFault",
    "LegView",
    "ReconciliationView",
    "TransferView",
    "balance",
    "balance_at",
    "balances_of",
    "bank_accounts_of",
    "bank_accounts_waiting",
    "book",
    "book_for",
    "books",
    "covers",
    "custodian_agrees",
    "days_kept",
    "default_book",
    "flow_totals",
    "frozen_kept",
    "held_for",
    "instruction",
    "instructions_kept",
    "instructions_of",
    "instructions_waiting",
    "ledger_balanced",
    "legs",
    "open_breaks",
    "pay_in_reference",
    "transfers_of",
    "verify_book",
]
