"""Rows of the market written by hand, for specifications that need no town."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from headrace.kit.ids import new_id
from headrace.market import models

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def demand(**other: Any) -> models.Demand:
    """A request for 400 000 yuan that is shown to lenders."""
    told: dict[str, Any] = {
        "created_at": AT,
        "enterprise_id": new_id(),
        "district": "360730",
        "reference_number": f"R-{new_id().hex[-10:]}",
        "amount_minor": 400_000_00,
        "amount_least_minor": 400_000_00,
        "term_months": 12,
        "purpose_code": "materials",
        "purpose_text": "To buy castings",
        "innovation": False,
        "repayment_source": "Sales",
        "state": "matching",
        "book_id": new_id(),
        "drafted_by": new_id(),
        "published_at": AT,
        "expires_at": AT + timedelta(days=30),
        "pack": "CN-CURRENT",
        "pack_version": 1,
    }
    return models.Demand.objects.create(**{**told, **other})


def push(row: models.Demand, **other: Any) -> models.Push:
    told: dict[str, Any] = {
        "created_at": AT,
        "demand": row,
        "product_id": new_id(),
        "lender_id": new_id(),
        "place": 1,
        "firm_ppm": 1,
        "lender_ppm": 1,
        "reasons": [],
        "state": "shown",
    }
    return models.Push.objects.create(**{**told, **other})


def snapshot(row: models.Demand, **other: Any) -> models.Snapshot:
    told: dict[str, Any] = {
        "digest": new_id().bytes * 2,
        "demand": row,
        "content": "{}",
        "parts": {},
        "algorithm": "sha-256",
        "created_at": AT,
    }
    return models.Snapshot.objects.create(**{**told, **other})


def likeness(row: models.Demand, other_row: models.Demand, **other: Any) -> models.Likeness:
    told: dict[str, Any] = {
        "created_at": AT,
        "demand": row,
        "other": other_row,
        "kind": "same_firm",
        "likeness_ppm": 500_000,
    }
    return models.Likeness.objects.create(**{**told, **other})


def made(row: models.Demand, **other: Any) -> models.Offer:
    """An offer with its first key."""
    told: dict[str, Any] = {
        "created_at": AT,
        "demand": row,
        "product_id": new_id(),
        "lender_id": new_id(),
        "lender_type": "bank",
        "model": "bank_loan",
        "amount_minor": 400_000_00,
        "rate_yearly": Decimal("0.054"),
        "term_months": 12,
        "plan_kind": "bullet",
        "yearly_cost": Decimal("0.0554"),
        "ceiling": Decimal("0.12"),
        "decision_id": new_id(),
        "pack": "CN-CURRENT",
        "pack_version": 1,
        "snapshot": snapshot(row),
        "state": "made",
        "expires_at": AT + timedelta(days=3),
        "made_by": new_id(),
    }
    return models.Offer.objects.create(**{**told, **other})


def firm(row: models.Demand, **other: Any) -> models.Offer:
    """An offer with both keys and the money behind it."""
    keys = {
        "state": "firm",
        "approved_by": new_id(),
        "approved_at": AT,
        "fund_source_id": new_id(),
        "hold_id": new_id(),
    }
    return made(row, **{**keys, **other})
