"""The verbs and steps of parties, and the refusals they raise."""

from headrace.parties.rules.districts import DistrictUnknown, NotYourDistrict
from headrace.parties.rules.funds import (
    CapNotPositive,
    EvidenceMissing,
    ExpiryPassed,
    LendsNothing,
    OriginRefused,
    OriginUnknown,
    SourceMoveRefused,
)
from headrace.parties.rules.identity import (
    CreditCodeInvalid,
    IdentityMissing,
    IdentityNumberInvalid,
    IdentityTaken,
    OrganisationKindUnknown,
)
from headrace.parties.rules.keys import KeyKnown, KeyNotUsable
from headrace.parties.rules.people import (
    AppointerConfirms,
    CheckerNeeded,
    ConfirmedAlready,
    DutiesUnknown,
    LoginTaken,
)
from headrace.parties.rules.roles import (
    LicenceMissing,
    NotOwnOrganisation,
    OwnCase,
    RoleHeld,
    RoleMoveRefused,
    RoleNotForYou,
    RolesConflict,
    RoleUnknown,
)
from headrace.parties.rules.size import (
    AssetsMissing,
    FigureNegative,
    IndustryUnknown,
    NotClassed,
    StaffImpossible,
    TooLarge,
    WrongCurrency,
)
from headrace.parties.rules.stakes import ShareImpossible
from headrace.parties.rules.suitability import (
    InvestorNeeded,
    RetailShut,
    SuitabilityConfirmed,
    TextChanged,
)
from headrace.parties.rules.texts import TextMissing, TextTooLong
from headrace.parties.services.applications import apply_for_role
from headrace.parties.services.appointments import confirm_person
from headrace.parties.services.classification import classify, report_figures
from headrace.parties.services.founding import (
    AlreadyFounded,
    NotSetUp,
    found_authority,
    found_centre,
)
from headrace.parties.services.fund_decisions import admit_fund_source, refuse_fund_source
from headrace.parties.services.funds import declare_fund_source
from headrace.parties.services.keys import register_signing_key, retire_signing_key
from headrace.parties.services.passwords import PasswordWeak, set_password
from headrace.parties.services.people import add_person, remove_person
from headrace.parties.services.registration import register_organisation
from headrace.parties.services.roles import (
    admit_role,
    expire_roles,
    restore_role,
    revoke_role,
    suspend_role,
)
from headrace.parties.services.stakes import declare_stake
from headrace.parties.services.standing import (
    OrganisationMoveRefused,
    restore_organisation,
    suspend_organisation,
)
from headrace.parties.services.suitability import confirm_suitability

__all__ = [
    "AlreadyFounded",
    "AppointerConfirms",
    "AssetsMissing",
    "CapNotPositive",
    "CheckerNeeded",
    "ConfirmedAlready",
    "CreditCodeInvalid",
    "DistrictUnknown",
    "DutiesUnknown",
    "EvidenceMissing",
    "ExpiryPassed",
    "FigureNegative",
    "IdentityMissing",
    "IdentityNumberInvalid",
    "IdentityTaken",
    "IndustryUnknown",
    "InvestorNeeded",
    "KeyKnown",
    "KeyNotUsable",
    "LendsNothing",
    "LicenceMissing",
    "LoginTaken",
    "NotClassed",
    "NotOwnOrganisation",
    "NotSetUp",
    "NotYourDistrict",
    "OrganisationKindUnknown",
    "OrganisationMoveRefused",
    "OriginRefused",
    "OriginUnknown",
    "OwnCase",
    "PasswordWeak",
    "RetailShut",
    "RoleHeld",
    "RoleMoveRefused",
    "RoleNotForYou",
    "RoleUnknown",
    "RolesConflict",
    "ShareImpossible",
    "SourceMoveRefused",
    "StaffImpossible",
    "SuitabilityConfirmed",
    "TextChanged",
    "TextMissing",
    "TextTooLong",
    "TooLarge",
    "WrongCurrency",
    "add_person",
    "admit_fund_source",
    "admit_role",
    "apply_for_role",
    "classify",
    "confirm_person",
    "confirm_suitability",
    "declare_fund_source",
    "declare_stake",
    "expire_roles",
    "found_authority",
    "found_centre",
    "refuse_fund_source",
    "register_organisation",
    "register_signing_key",
    "remove_person",
    "report_figures",
    "restore_organisation",
    "restore_role",
    "retire_signing_key",
    "revoke_role",
    "set_password",
    "suspend_organisation",
    "suspend_role",
]
