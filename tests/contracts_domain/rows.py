"""Rows of agreements and loans written by hand, for specifications that need no town."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from headrace.contracts import models
from headrace.kit.ids import new_id

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DRAWN = date(2026, 11, 23)


def agreement(**other: Any) -> models.Agreement:
    """An agreement over 120 000 yuan at 12 % for three months, drawn up and not signed."""
    told: dict[str, Any] = {
        "created_at": AT,
        "offer_id": new_id(),
        "demand_id": new_id(),
        "book_id": new_id(),
        "borrower_id": new_id(),
        "borrower_name": "Liangshan Lamps Co., Ltd",
        "district": "330282",
        "model": "bank_loan",
        "principal_minor": 120_000_00,
        "rate_yearly": Decimal("0.12"),
        "term_months": 3,
        "plan_kind": "equal_principal",
        "purpose_code": "materials",
        "yearly_cost": Decimal("0.1268"),
        "ceiling": Decimal("0.13"),
        "pack": "CN-CURRENT",
        "pack_version": "2026-11",
        "text_en": "The words.",
        "text_zh": "条款。",
        "document_hash": bytes(32),
        "hash_algorithm": "sha-256",
        "payment_reference": f"HR{new_id().hex[-10:].upper()}",
        "state": "drafted",
    }
    return models.Agreement.objects.create(**{**told, **other})


def lender(row: models.Agreement, lender_id: UUID | None = None, **other: Any) -> models.Lender:
    told: dict[str, Any] = {
        "created_at": AT,
        "agreement": row,
        "position": 0,
        "lender_id": lender_id or new_id(),
        "name": "Ningdu Bank",
        "amount_minor": row.principal_minor,
        "hold_id": new_id(),
    }
    return models.Lender.objects.create(**{**told, **other})


def cost_line(row: models.Agreement, **other: Any) -> models.CostLine:
    told: dict[str, Any] = {
        "created_at": AT,
        "agreement": row,
        "code": "handling",
        "payee_id": new_id(),
        "payee_name": "Ningdu Bank",
        "amount_minor": 1_200_00,
        "due": "drawdown",
    }
    return models.CostLine.objects.create(**{**told, **other})


def signature(row: models.Agreement, **other: Any) -> models.Signature:
    told: dict[str, Any] = {
        "created_at": AT,
        "agreement": row,
        "organisation_id": row.borrower_id,
        "person_id": new_id(),
        "jws": "a.b.c",
        "thumbprint": "t",
    }
    return models.Signature.objects.create(**{**told, **other})


def drawdown(row: models.Agreement, **other: Any) -> models.Drawdown:
    told: dict[str, Any] = {
        "created_at": AT,
        "agreement": row,
        "instruction_id": new_id(),
        "amount_minor": row.principal_minor,
        "payee_name": "Liangshan Lamps Co., Ltd",
        "state": "prepared",
    }
    return models.Drawdown.objects.create(**{**told, **other})


def loan(row: models.Agreement, **other: Any) -> models.Loan:
    told: dict[str, Any] = {
        "created_at": AT,
        "agreement": row,
        "state": "drawn",
        "principal_minor": row.principal_minor,
        "drawn_date": DRAWN,
    }
    return models.Loan.objects.create(**{**told, **other})


def instalment(row: models.Loan, number: int = 1, **other: Any) -> models.Instalment:
    told: dict[str, Any] = {
        "created_at": AT,
        "loan": row,
        "number": number,
        "due_date": DRAWN + timedelta(days=30 * number),
        "principal_minor": 40_000_00,
        "interest_minor": 1_200_00,
    }
    return models.Instalment.objects.create(**{**told, **other})


def repayment(row: models.Agreement, **other: Any) -> models.Repayment:
    told: dict[str, Any] = {
        "created_at": AT,
        "agreement": row,
        "transfer_id": new_id(),
        "amount_minor": 41_200_00,
        "value_date": DRAWN,
        "state": "waiting",
    }
    return models.Repayment.objects.create(**{**told, **other})


def lender_payment(row: models.Repayment, **other: Any) -> models.LenderPayment:
    told: dict[str, Any] = {
        "created_at": AT,
        "repayment": row,
        "lender_id": new_id(),
        "principal_minor": 40_000_00,
        "interest_minor": 1_200_00,
    }
    return models.LenderPayment.objects.create(**{**told, **other})
