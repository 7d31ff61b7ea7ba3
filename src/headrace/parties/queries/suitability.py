"""What an investor must have read and confirmed, and whether it has."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headrace.kit.canonical import digest
from headrace.parties import models
from headrace.parties.rules import suitability as rules
from headrace.rulebook import queries as rulebook

_DUTIES = "p2p.lender_duty."


@dataclass(frozen=True, slots=True)
class SuitabilityText:
    """
    The duties of one who lends money of his own, as rules with both texts and their source.

    :param opened_by: the rule that allows such lending on that day
    :param hash: over both languages; it is given back when the text is confirmed
    """

    opened_by: rulebook.RuleAnswer
    duties: tuple[rulebook.RuleAnswer, ...]
    hash: bytes


@dataclass(frozen=True, slots=True)
class SuitabilityView:
    """A confirmation: by whom, when, of which text, under which pack."""

    organisation_id: UUID
    person_id: UUID
    confirmed_at: datetime
    pack: str
    pack_version: int
    text_hash: bytes


def check_retail_open(on: date) -> rulebook.RuleAnswer:
    """
    Return the rule that lets private parties lend on a day.

    :raises headrace.parties.services.RetailShut: it does not; cites rule, value, date and source
    :raises headrace.rulebook.queries.RuleNotFound: no rule stands, so nothing may be lent
    """
    rule = rulebook.look_up("p2p.retail", on=on)
    rules.check_retail_open(rule, on=on)
    return rule


def suitability_text(on: date) -> SuitabilityText:
    """Return what an investor must read on a day; :raises headrace.parties.services.RetailShut:"""
    opened_by = check_retail_open(on)
    duties = tuple(each for each in rulebook.open_rules(on) if each.key.startswith(_DUTIES))
    spelt = [(each.key, each.text_en, each.text_zh, each.source) for each in duties]
    return SuitabilityText(opened_by, duties, digest([opened_by.pack, spelt]))


def suitability_of(organisation_id: UUID, *, on: date) -> SuitabilityView | None:
    """Return what an investor confirmed under the pack in force on a day, or None."""
    pack = rulebook.pack_in_force(on).name
    row = models.Suitability.objects.filter(organisation=organisation_id, pack=pack).first()
    if row is None:
        return None
    return SuitabilityView(
        organisation_id=row.organisation_id,
        person_id=row.person_id,
        confirmed_at=row.created_at,
        pack=row.pack,
        pack_version=row.pack_version,
        text_hash=bytes(row.text_hash),
    )
