"""The verbs of custody. Others import from here."""

from headrace.custody.rules.accounts import (
    AccountFrozen,
    AccountMissing,
    AlreadyResolved,
    CurrencyOfAnother,
    FundsNotCovered,
    PostingRefused,
    Purpose,
)
from headrace.custody.rules.doors import BookNotYours, NotTheCustodian
from headrace.custody.rules.instructions import (
    AuthorisationReused,
    InstructionAltered,
    KeyNotYours,
    KeyOfTheCustodian,
    PayerNotAdmitted,
    SamePerson,
    StepRefused,
)
from headrace.custody.rules.messages import (
    CurrencyForeign,
    ForeignAccount,
    MessageAltered,
    ReferenceTaken,
    StatementGap,
)
from headrace.custody.services.accounts import (
    freeze_account,
    open_account,
    open_book,
    register_reference,
    unfreeze_account,
)
from headrace.custody.services.breaks import close_break
from headrace.custody.services.distribution import Share, distribute
from headrace.custody.services.holds import hold, refund, take_hold, void_hold
from headrace.custody.services.instructions import approve_instruction, prepare_payment
from headrace.custody.services.posting import Answer, NewTransfer, derived_id, post, post_whole
from headrace.custody.services.receiving import (
    CollectionReport,
    collect_messages,
    receive_message,
)
from headrace.custody.services.reconciling import reconcile
from headrace.custody.services.sending import SendingReport, send_instruction, send_ready
from headrace.custody.services.suspense import identify_receipt

__all__ = [
    "AccountFrozen",
    "AccountMissing",
    "AlreadyResolved",
    "Answer",
    "AuthorisationReused",
    "BookNotYours",
    "CollectionReport",
    "CurrencyForeign",
    "CurrencyOfAnother",
    "ForeignAccount",
    "FundsNotCovered",
    "InstructionAltered",
    "KeyNotYours",
    "KeyOfTheCustodian",
    "MessageAltered",
    "NewTransfer",
    "NotTheCustodian",
    "PayerNotAdmitted",
    "PostingRefused",
    "Purpose",
    "ReferenceTaken",
    "SamePerson",
    "SendingReport",
    "Share",
    "StatementGap",
    "StepRefused",
    "approve_instruction",
    "close_break",
    "collect_messages",
    "derived_id",
    "distribute",
    "freeze_account",
    "hold",
    "identify_receipt",
    "open_account",
    "open_book",
    "post",
    "post_whole",
    "prepare_payment",
    "receive_message",
    "reconcile",
    "refund",
    "register_reference",
    "send_instruction",
    "send_ready",
    "take_hold",
    "unfreeze_account",
    "void_hold",
]
