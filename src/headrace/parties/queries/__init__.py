"""Reads of parties; every answer is a frozen dataclass."""

from headrace.parties.queries.actors import PersonInactive, actor_of
from headrace.parties.queries.appointments import Appointment, appointments_waiting
from headrace.parties.queries.funds import (
    FundSourceView,
    fund_source,
    fund_source_admitted,
    fund_sources,
    funds_admitted,
)
from headrace.parties.queries.keys import (
    SigningKeyView,
    signing_key,
    signing_keys_of,
    verification_key,
)
from headrace.parties.queries.names import NearName, near_names
from headrace.parties.queries.organisations import (
    OrganisationView,
    SizeClassView,
    by_uscc,
    organisation,
    organisations,
    size_classes_of,
)
from headrace.parties.queries.people import (
    PersonView,
    colleagues,
    people_by_phone,
    person,
    person_of_login,
)
from headrace.parties.queries.roles import (
    RoleView,
    accredited,
    admitted,
    applications_for,
    public_register,
    role,
    roles_of,
)
from headrace.parties.queries.stakes import Conflict, conflicts_between
from headrace.parties.queries.suitability import (
    SuitabilityText,
    SuitabilityView,
    check_retail_open,
    suitability_of,
    suitability_text,
)

__all__ = [
    "Appointment",
    "Conflict",
    "FundSourceView",
    "NearName",
    "OrganisationView",
    "PersonInactive",
    "PersonView",
    "RoleView",
    "SigningKeyView",
    "SizeClassView",
    "SuitabilityText",
    "SuitabilityView",
    "accredited",
    "actor_of",
    "admitted",
    "applications_for",
    "appointments_waiting",
    "by_uscc",
    "check_retail_open",
    "colleagues",
    "conflicts_between",
    "fund_source",
    "fund_source_admitted",
    "fund_sources",
    "funds_admitted",
    "near_names",
    "organisation",
    "organisations",
    "people_by_phone",
    "person",
    "person_of_login",
    "public_register",
    "role",
    "roles_of",
    "signing_key",
    "signing_keys_of",
    "size_classes_of",
    "suitability_of",
    "suitability_text",
    "verification_key",
]
