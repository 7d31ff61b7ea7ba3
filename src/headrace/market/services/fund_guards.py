"""What a lender may commit: its admitted sources, and what it may lend one firm."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.kit.clock import day_of
from headrace.kit.transactions import needs_transaction
from headrace.market import models
from headrace.market.rules import offer as rules
from headrace.parties import queries as parties
from headrace.register import queries as register
from headrace.register import services as registry
from headrace.rulebook import queries as rulebook_reads


def admitted_source(lender_id: UUID, *, amount: Money, at: datetime) -> UUID:
    """
    Return an admitted source of funds for an amount on top of all that is committed.

    :raises headrace.market.rules.offer.FundSourceNotAdmitted: no source is as large as the amount,
        or all sources together do not cover what is committed with it
    """
    check_funds_admitted(lender_id, more=amount, at=at)
    source = parties.fund_source_admitted(lender_id, amount=amount, at=at)
    if source is None:
        raise rules.FundSourceNotAdmitted(amount=amount, lender_id=lender_id)
    return source


def check_funds_admitted(lender_id: UUID, *, more: Money, at: datetime) -> None:
    """
    Let pass what a lender's admitted sources cover: held for open offers, lent, and so much more.

    :raises headrace.market.rules.offer.FundSourceNotAdmitted:
    """
    held = models.Offer.objects.filter(
        lender_id=lender_id,
        currency=more.currency,
        state__in=[each.value for each in rules.HOLDS],
    ).aggregate(sum=Sum("amount_minor"))["sum"]
    lent = register.exposure(lender_id=lender_id, currency=more.currency)
    committed = more + lent + Money.from_minor(int(held or 0), more.currency)
    if committed > parties.funds_admitted(lender_id, currency=more.currency, at=at):
        raise rules.FundSourceNotAdmitted(amount=committed, lender_id=lender_id)


@needs_transaction
def check_single_borrower(row: models.Offer, *, at: datetime) -> None:
    """
    Let pass what one lender may lend one firm, where a rule `exposure.single_borrower` says so.

    The totals of the two stay locked, so that nothing is lent in between. The rule's value is
    {limit_minor, currency}; its scope may name the type of lender.
    :raises headrace.register.services.ExposureAboveLimit: cites the rule
    """
    between = {"borrower_id": row.demand.enterprise_id, "lender_id": row.lender_id}
    registry.lock_exposures(**between, currency=row.currency)
    rule = _single_borrower_rule(row.lender_type, on=day_of(at))
    if rule is not None and rule.value["currency"] == row.currency:
        registry.check_limit(
            amount=Money.from_minor(row.amount_minor, row.currency),
            limit=Money.from_minor(rule.value["limit_minor"], row.currency),
            rule=rule,
            **between,
        )


def _single_borrower_rule(lender_type: str, *, on: date) -> rulebook_reads.RuleAnswer | None:
    try:
        return rulebook_reads.look_up(
            "exposure.single_borrower", on=on, scope={"lender_type": lender_type}
        )
    except rulebook_reads.RuleNotFound:
        # No pack sets such a limit by itself; a deployment enters its own.
        return None
