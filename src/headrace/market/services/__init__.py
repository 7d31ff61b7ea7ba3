"""The verbs and steps of the market, and the refusals they raise."""

from headrace.market.rules.demand import (
    AmountNotPositive,
    CurrencyMixed,
    CurrencyNotHeld,
    DemandBound,
    DemandStateRefused,
    FieldMissing,
    NotOneLine,
    PurposeUnknown,
    TermOutOfRange,
    TextMissing,
)
from headrace.market.rules.offer import (
    AboveDemand,
    AlreadyOffered,
    ConflictOfInterest,
    ExpiryOutOfRange,
    FeesTakeAll,
    FeeTwice,
    FirmNotAdmitted,
    FundSourceNotAdmitted,
    LenderNotAdmitted,
    MakerApproves,
    OfferLapsed,
    OfferStateRefused,
    ProductNotOnOffer,
    RateAboveCeiling,
    StalePage,
)
from headrace.market.rules.push import DeclineUnexplained, PushStateRefused
from headrace.market.services.barring import end_of_firm, end_of_lender
from headrace.market.services.choosing import accept_offer, decline_offer, unbind_offer
from headrace.market.services.demands import close_demand, publish_demand, withdraw_demand
from headrace.market.services.dossiers import NotALender, open_dossier
from headrace.market.services.drafting import draft_demand
from headrace.market.services.expiry import expire_due
from headrace.market.services.matching import match_demand
from headrace.market.services.offers import approve_offer, make_offer, withdraw_offer
from headrace.market.services.persons import PersonNeeded
from headrace.market.services.pushes import decline_demand, mute_push
from headrace.market.services.refusals import keep_refused_price

__all__ = [
    "AboveDemand",
    "AlreadyOffered",
    "AmountNotPositive",
    "ConflictOfInterest",
    "CurrencyMixed",
    "CurrencyNotHeld",
    "DeclineUnexplained",
    "DemandBound",
    "DemandStateRefused",
    "ExpiryOutOfRange",
    "FeeTwice",
    "FeesTakeAll",
    "FieldMissing",
    "FirmNotAdmitted",
    "FundSourceNotAdmitted",
    "LenderNotAdmitted",
    "MakerApproves",
    "NotALender",
    "NotOneLine",
    "OfferLapsed",
    "OfferStateRefused",
    "PersonNeeded",
    "ProductNotOnOffer",
    "PurposeUnknown",
    "PushStateRefused",
    "RateAboveCeiling",
    "StalePage",
    "TermOutOfRange",
    "TextMissing",
    "accept_offer",
    "approve_offer",
    "close_demand",
    "decline_demand",
    "decline_offer",
    "draft_demand",
    "end_of_firm",
    "end_of_lender",
    "expire_due",
    "keep_refused_price",
    "make_offer",
    "match_demand",
    "mute_push",
    "open_dossier",
    "publish_demand",
    "unbind_offer",
    "withdraw_demand",
    "withdraw_offer",
]
