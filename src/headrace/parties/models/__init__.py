"""Rows of the parties: private to this package; others hold ids."""

from headrace.parties.models.funds import FundSource
from headrace.parties.models.keys import SigningKey
from headrace.parties.models.organisation import Organisation
from headrace.parties.models.person import Person
from headrace.parties.models.role import RoleGrant
from headrace.parties.models.size_class import SizeClass
from headrace.parties.models.stake import Stake
from headrace.parties.models.suitability import Suitability

__all__ = [
    "FundSource",
    "Organisation",
    "Person",
    "RoleGrant",
    "SigningKey",
    "SizeClass",
    "Stake",
    "Suitability",
]
