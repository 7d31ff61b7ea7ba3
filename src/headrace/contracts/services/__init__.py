"""The verbs and steps of contracts, and the refusals they raise."""

from headrace.contracts.rules.agreement import (
    AgreementMoveRefused,
    MoneyUnderWay,
    NotASigner,
    PartyNotAdmitted,
)
from headrace.contracts.rules.closing import DayAlreadyPast
from headrace.contracts.rules.costs import FeeAboveSigned, FeeNotPositive, FeeNotSigned
from headrace.contracts.rules.drawdown import (
    AgreementNotEffective,
    AlreadyDrawn,
    FundSourceNotAdmitted,
    PartyFrozen,
    PayeeNotAgreed,
)
from headrace.contracts.rules.planning import UnknownPlanKind
from headrace.contracts.rules.signature import (
    AlreadySigned,
    NotASignature,
    OtherDocumentSigned,
    SignatureForged,
    SignatureOfAnother,
)
from headrace.contracts.rules.terms import (
    AgreedTerms,
    CostItem,
    CostNamedTwice,
    LenderShare,
    PartyName,
    SharesDiffer,
)
from headrace.contracts.services.accepting import terms_of_offer
from headrace.contracts.services.closing import close_day
from headrace.contracts.services.drawdown_outcome import (
    cancel_drawdown,
    confirm_drawdown,
    reject_drawdown,
    return_drawdown,
)
from headrace.contracts.services.drawing import draw_up
from headrace.contracts.services.drawing_down import request_drawdown
from headrace.contracts.services.ending import close_demand_if_drawn
from headrace.contracts.services.fees import collect_fee
from headrace.contracts.services.giving_up import give_up_agreement, lapse_idle
from headrace.contracts.services.repayment import ReceiptFacts, retry_waiting, take_receipt
from headrace.contracts.services.signing import sign_agreement

__all__ = [
    "AgreedTerms",
    "AgreementMoveRefused",
    "AgreementNotEffective",
    "AlreadyDrawn",
    "AlreadySigned",
    "CostItem",
    "CostNamedTwice",
    "DayAlreadyPast",
    "FeeAboveSigned",
    "FeeNotPositive",
    "FeeNotSigned",
    "FundSourceNotAdmitted",
    "LenderShare",
    "MoneyUnderWay",
    "NotASignature",
    "NotASigner",
    "OtherDocumentSigned",
    "PartyFrozen",
    "PartyName",
    "PartyNotAdmitted",
    "PayeeNotAgreed",
    "ReceiptFacts",
    "SharesDiffer",
    "SignatureForged",
    "SignatureOfAnother",
    "UnknownPlanKind",
    "cancel_drawdown",
    "close_day",
    "close_demand_if_drawn",
    "collect_fee",
    "confirm_drawdown",
    "draw_up",
    "give_up_agreement",
    "lapse_idle",
    "reject_drawdown",
    "request_drawdown",
    "retry_waiting",
    "return_drawdown",
    "sign_agreement",
    "take_receipt",
    "terms_of_offer",
]
