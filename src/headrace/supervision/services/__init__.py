"""The verbs of supervision, and the refusals they raise."""

from headrace.supervision.rules.alerts import AlertMoveRefused
from headrace.supervision.rules.authority import (
    AlreadyFrozen,
    AlreadyLifted,
    NotYourDistrict,
    OnlyAnOfficer,
    ReasonTooShort,
    SamePerson,
)
from headrace.supervision.services.alerts import close_alert, raise_from, take_up_alert
from headrace.supervision.services.cases import (
    CaseClosed,
    CaseHasLiveOrders,
    close_case,
    open_case,
)
from headrace.supervision.services.freezes import (
    NotAParty,
    keep_frozen,
    lift_freeze,
    order_freeze,
)
from headrace.supervision.services.watch import watch_offer

__all__ = [
    "AlertMoveRefused",
    "AlreadyFrozen",
    "AlreadyLifted",
    "CaseClosed",
    "CaseHasLiveOrders",
    "NotAParty",
    "NotYourDistrict",
    "OnlyAnOfficer",
    "ReasonTooShort",
    "SamePerson",
    "close_alert",
    "close_case",
    "keep_frozen",
    "lift_freeze",
    "open_case",
    "order_freeze",
    "raise_from",
    "take_up_alert",
    "watch_offer",
]
