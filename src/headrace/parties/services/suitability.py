"""An investor confirms, once under a pack, that it has read what it takes upon itself."""

from datetime import datetime
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.queries.suitability import SuitabilityText, suitability_text
from headrace.parties.rules import suitability as rules
from headrace.rulebook import services as rulebook


@transaction
@once("parties.confirm_suitability")
def confirm_suitability(*, key: UUID, by: Actor, text_hash: bytes, at: datetime) -> UUID:
    """
    Confirm the duties of one who lends money of his own; return the confirmation's id.

    :param text_hash: of the text that was shown, `queries.suitability_text(on).hash`
    :raises RetailShut: the rules of the day let nobody lend so; cites rule, value, date, source
    :raises InvestorNeeded: neither a natural nor a legal investor, or not admitted
    :raises TextChanged: another text is in force :raises SuitabilityConfirmed: done before
    """
    demand(by, duty=MAKER)
    person_id = rules.investor_person(by.roles, person_id=by.person_id)
    shown = suitability_text(day_of(at))
    rules.check_read(shown=shown.hash, confirmed=text_hash)
    # The investor's own row is the queue: of two confirmations at once the second finds the first.
    models.Organisation.objects.select_for_update().get(pk=by.organisation_id)
    pack = shown.opened_by.pack
    if models.Suitability.objects.filter(organisation=by.organisation_id, pack=pack).exists():
        raise rules.SuitabilityConfirmed
    return _written(shown, person_id, by, at)


def _written(shown: SuitabilityText, person_id: UUID, by: Actor, at: datetime) -> UUID:
    suitability_id, rule = new_id(), shown.opened_by
    subject = Subject("suitability", suitability_id)
    decision = rulebook.decide(
        rule=rule,
        subject=subject,
        inputs={"investor": str(by.organisation_id), "text_hash": shown.hash.hex()},
        verdict="allowed",
        by=by,
        at=at,
    )
    models.Suitability.objects.create(
        id=suitability_id,
        created_at=at,
        organisation_id=by.organisation_id,
        person_id=person_id,
        pack=rule.pack,
        pack_version=rule.version,
        text_hash=shown.hash,
        decision_id=decision,
    )
    journal.record(
        "parties.suitability.confirmed",
        subject=subject,
        about=by.organisation_id,
        by=by,
        at=at,
        facts={
            "pack": rule.pack,
            "pack_version": rule.version,
            "text_hash": shown.hash.hex(),
            "rules": [str(each.rule_id) for each in shown.duties],
        },
    )
    return suitability_id
