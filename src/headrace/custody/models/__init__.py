"""
Rows of the ledger. The tables' SQL, with its checks and doors, stands in `migrations/sql`.

Only `Book` is a case table. The others are stream tables: the book comes first in every key, and
no foreign key leaves the ledger.
"""

from headrace.custody.models.books import Book, Reference
from headrace.custody.models.instructions import BankAccount, Instruction
from headrace.custody.models.ledger import Account, Leg, Seal, Transfer
from headrace.custody.models.told import Break, Message, Statement, StatementEntry
from headrace.custody.models.ways import Allowed, NatureRow

__all__ = [
    "Account",
    "Allowed",
    "BankAccount",
    "Book",
    "Break",
    "Instruction",
    "Leg",
    "Message",
    "NatureRow",
    "Reference",
    "Seal",
    "Statement",
    "StatementEntry",
    "Transfer",
]
