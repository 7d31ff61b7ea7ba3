"""Sources of funds: declared by the investor, and told of in one shape."""

from datetime import date, datetime
from uuid import UUID

from tenor.money import Money

from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.models.role import LIVE
from headrace.parties.rules import funds
from headrace.rulebook import queries as rulebook
from headrace.rulebook import services as rulebook_services

JOURNAL_WORDS = {"admit": "admitted", "refuse": "refused", "expire": "expired"}


@transaction
@once("parties.declare_fund_source")
def declare_fund_source(
    *, key: UUID, by: Actor, origin: str, cap: Money, evidence_hash: bytes, at: datetime
) -> UUID:
    """
    Declare where the own organisation's money comes from, and return the source's id.

    :param origin: one of `rules.funds.ORIGINS`; the rulebook refuses some (`fund_source.origin`)
    :param cap: up to which amount; above zero
    :param evidence_hash: SHA-256 of the evidence, 32 bytes
    :raises LendsNothing: the organisation neither lends nor has applied to
    :raises OriginRefused: money of this origin is never admitted, such as settlement float
    """
    demand(by, duty=MAKER)
    funds.check_lends(_sides_of(by.organisation_id, on=day_of(at)))
    funds.check_declaration(origin=origin, cap_minor=cap.minor, evidence_hash=evidence_hash)
    rule = rulebook.look_up("fund_source.origin", on=day_of(at), scope={"origin": origin})
    if not rule.value["allowed"]:
        raise funds.OriginRefused(
            origin=origin,
            rule_en=rule.text_en,
            rule_zh=rule.text_zh,
            pack=rule.pack,
            source=rule.source,
        )
    row = models.FundSource.objects.create(
        organisation_id=by.organisation_id,
        origin=origin,
        cap_minor=cap.minor,
        currency=cap.currency,
        evidence_hash=evidence_hash,
        declared_by=by.person_id,
        created_at=at,
    )
    rulebook_services.decide(
        rule=rule,
        subject=Subject("fund_source", row.id),
        inputs={"origin": origin, "cap_minor": cap.minor, "currency": cap.currency},
        verdict="allowed",
        by=by,
        at=at,
    )
    tell("declared", row, by, at)
    return row.id


def _sides_of(organisation_id: UUID, *, on: date) -> set[str]:
    """Return on which sides an organisation stands by the roles it holds or has applied for."""
    held = models.RoleGrant.objects.filter(organisation=organisation_id, state__in=LIVE)
    terms = (
        rulebook.look_up("role.kind", on=on, scope={"kind": kind})
        for kind in held.values_list("kind", flat=True)
    )
    return {each.value["side"] for each in terms}


def tell(word: str, row: models.FundSource, by: Actor, at: datetime) -> None:
    """Write `parties.fund_source.<word>` about the investor."""
    journal.record(
        f"parties.fund_source.{word}",
        subject=Subject("fund_source", row.id),
        about=row.organisation_id,
        by=by,
        at=at,
        facts={
            "origin": row.origin,
            "cap_minor": row.cap_minor,
            "currency": row.currency,
            "evidence_hash": bytes(row.evidence_hash).hex(),
        },
    )
