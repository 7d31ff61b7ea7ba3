"""What is owed: each rise and fall, and the limits checked under the same lock."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.register import models
from headrace.register.rules import exposures as rules
from headrace.register.rules.exposures import CitedRule, Scope

_Address = tuple[str, UUID | None, UUID | None]


@needs_transaction
def add_exposure(
    *,
    borrower_id: UUID,
    lender_id: UUID,
    subject: Subject,
    amount: Money,
    at: datetime,
    by: Actor | None = None,
) -> None:
    """
    Raise what a borrower owes a lender.

    :raises rules.exposures.AmountNotPositive: the amount is not above zero
    """
    rules.check_amount(amount)
    rows = _locked(_addresses(borrower_id, lender_id), amount.currency)
    _move(rows, borrower_id, lender_id, subject, amount, at, by)


@needs_transaction
def reduce_exposure(
    *,
    borrower_id: UUID,
    lender_id: UUID,
    subject: Subject,
    amount: Money,
    at: datetime,
    by: Actor | None = None,
) -> None:
    """
    Lower what a borrower owes a lender.

    :raises rules.exposures.AmountNotPositive: the amount is not above zero
    :raises rules.exposures.ExposureBelowZero: less than that is owed between the two
    """
    rules.check_amount(amount)
    rows = _locked(_addresses(borrower_id, lender_id), amount.currency)
    pair = rows[-1]
    rules.check_covered(present=Money.from_minor(pair.amount_minor, amount.currency), amount=amount)
    _move(rows, borrower_id, lender_id, subject, -amount, at, by)


@needs_transaction
def lock_exposures(*, borrower_id: UUID, lender_id: UUID, currency: str) -> None:
    """
    Let no rival move what these two owe and lend before the transaction ends.

    Whoever compares a total with a limit and acts on it later in the transaction locks it first.
    """
    _locked(_addresses(borrower_id, lender_id), currency)


@needs_transaction
def check_limit(
    *,
    amount: Money,
    limit: Money,
    rule: CitedRule,
    borrower_id: UUID | None = None,
    lender_id: UUID | None = None,
) -> None:
    """
    Refuse an amount that would lift a borrower, a lender or their pair above a limit.

    The total stays locked until the transaction ends, so an exposure added in it is still inside
    the limit. Check the borrower first, then the lender, then the pair: the order of the locks.

    :param rule: the rulebook's answer that set `limit`; it is cited in the refusal
    :raises rules.exposures.ScopeUnnamed: neither borrower nor lender
    :raises rules.exposures.ExposureAboveLimit: it would rise above; equal is allowed
    """
    scope = rules.scope_of(has_borrower=borrower_id is not None, has_lender=lender_id is not None)
    (row,) = _locked([(scope.value, borrower_id, lender_id)], amount.currency)
    present = Money.from_minor(row.amount_minor, amount.currency)
    rules.check_limit(scope=scope, present=present, amount=amount, limit=limit, rule=rule)


def _addresses(borrower_id: UUID, lender_id: UUID) -> list[_Address]:
    return [
        (Scope.BORROWER.value, borrower_id, None),
        (Scope.LENDER.value, None, lender_id),
        (Scope.PAIR.value, borrower_id, lender_id),
    ]


def _locked(addresses: list[_Address], currency: str) -> list[models.ExposureTotal]:
    """Make the totals if they are missing and lock them in the order given."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into register_exposure_total"
            " (scope, borrower_id, lender_id, currency, amount_minor)"
            " values (%s, %s, %s, %s, 0) on conflict do nothing",
            [(*address, currency) for address in addresses],
        )
    return [
        models.ExposureTotal.objects.select_for_update().get(
            scope=scope, borrower_id=borrower_id, lender_id=lender_id, currency=currency
        )
        for scope, borrower_id, lender_id in addresses
    ]


def _move(
    rows: list[models.ExposureTotal],
    borrower_id: UUID,
    lender_id: UUID,
    subject: Subject,
    amount: Money,
    at: datetime,
    by: Actor | None,
) -> None:
    models.ExposureMovement.objects.create(
        created_at=at,
        borrower_id=borrower_id,
        lender_id=lender_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        amount_minor=amount.minor,
        currency=amount.currency,
        by_organisation=by.organisation_id if by else None,
    )
    models.ExposureTotal.objects.filter(pk__in=[row.pk for row in rows]).update(
        amount_minor=F("amount_minor") + amount.minor
    )
