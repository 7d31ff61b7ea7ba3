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
    CancelNotYours,
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
from headrace.custody.rules.paying_out import AmountNotPositive, NoVerifiedAccount, NumberMalformed
from headrace.custody.services.accounts import open_account, open_book
from headrace.custody.services.bank_accounts import tell_bank_account, verify_bank_account
from headrace.custody.services.breaks import close_break
from headrace.custody.services.cancelling import cancel_instruction
from headrace.custody.services.distribution import Share, distribute
from headrace.custody.services.freezing import freeze_account, unfreeze_account
from headrace.custody.services.holds import hold, refund, take_hold, void_hold
from headrace.custody.services.keys import approve_instruction
from headrace.custody.services.paying_out import request_pay_out
from headrace.custody.services.posting import Answer, NewTransfer, derived_id, post, post_whole
from headrace.custody.services.preparing import prepare_payment
from headrace.custody.services.receiving import (
    CollectionReport,
    collect_messages,
    receive_message,
)
from headrace.custody.services.reconciling import reconcile
from headrace.custody.services.references import register_reference
from headrace.custody.services.sending import SendingReport, send_instruction, send_ready
from headrace.custody.services.suspense import identify_receipt

__all__ = [
    "AccountFrozen",
    "AccountMissing",
    "AlreadyResolved",
    "AmountNotPositive",
    "Answer",
    "AuthorisationReused",
    "BookNotYours",
    "CancelNotYours",
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
    "NoVerifiedAccount",
    "NotTheCustodian",
    "NumberMalformed",
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
    "cancel_instruction",
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
    "request_pay_out",
    "send_instruction",
    "send_ready",
    "take_hold",
    "tell_bank_account",
    "unfreeze_account",
    "verify_bank_account",
    "void_hold",
]
