"""Reads of agreements: what was agreed, who has signed, what is waited for."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.contracts.models import Agreement, CostLine, Drawdown
from headrace.contracts.queries.visibility import agreement_for, agreements_visible_to
from headrace.contracts.rules.drawing import UNDER_WAY
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound

_PARTS = ("lenders", "signatures", "costs__collected", "drawdowns")


@dataclass(frozen=True, slots=True)
class LenderView:
    """A lender and its part of the principal."""

    lender_id: UUID
    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Who signed for which party, when, with which key."""

    organisation_id: UUID
    person_id: UUID
    signed_at: datetime
    thumbprint: str
    jws: str


@dataclass(frozen=True, slots=True)
class CostLineView:
    """A line of the signed sheet; `yearly_rate` is simple: amount by principal by years."""

    code: str
    payee_id: UUID
    payee_name: str
    amount: Money
    due: str
    collected: Money
    yearly_rate: Decimal


@dataclass(frozen=True, slots=True)
class DrawdownView:
    """The latest request for the money."""

    instruction_id: UUID
    payee_name: str
    amount: Money
    state: str
    reason: str
    asked_at: datetime

    @property
    def may_be_asked_again(self) -> bool:
        """Whether it ended without the money: refused, cancelled, or come back."""
        return self.state not in UNDER_WAY


@dataclass(frozen=True, slots=True)
class AgreementView:
    """One agreement as its parties and its supervisor see it. Rates are fractions a year."""

    id: UUID
    payment_reference: str
    state: str
    offer_id: UUID
    demand_id: UUID
    borrower_id: UUID
    borrower_name: str
    district: str
    model: str
    lenders: tuple[LenderView, ...]
    principal: Money
    rate_yearly: Decimal
    term_months: int
    plan_kind: str
    purpose_code: str
    payees: tuple[str, ...]
    yearly_cost: Decimal
    ceiling: Decimal | None
    pack: str
    pack_version: str
    text_en: str
    text_zh: str
    document_hash: str
    hash_algorithm: str
    signatures: tuple[SignatureView, ...]
    waits_for: tuple[UUID, ...]
    costs: tuple[CostLineView, ...]
    drawdown: DrawdownView | None
    loan_id: UUID | None
    drawn_up_at: datetime
    effective_at: datetime | None
    ended_at: datetime | None


def agreement(agreement_id: UUID, actor: Actor) -> AgreementView:
    """Return one agreement; :raises NotFound: not there, or not the actor's to see."""
    return _view(agreement_for(agreement_id, actor))


def agreements_of(actor: Actor) -> tuple[AgreementView, ...]:
    """Return the agreements that the actor may see, the newest first."""
    rows = agreements_visible_to(actor).select_related("loan").order_by("-created_at")
    return tuple(_view(each) for each in rows.prefetch_related(*_PARTS))


def agreement_of_offer(offer_id: UUID, actor: Actor) -> AgreementView:
    """Return the agreement drawn up from an offer; :raises NotFound: none that is visible."""
    found = agreements_visible_to(actor).filter(offer_id=offer_id).first()
    if found is None:
        raise NotFound(field="offer_id")
    return _view(found)


def agreement_of_demand(demand_id: UUID, actor: Actor) -> AgreementView | None:
    """Return the newest agreement under a request for financing, or None while there is none."""
    rows = agreements_visible_to(actor).filter(demand_id=demand_id).order_by("-created_at")
    found = rows.first()
    return _view(found) if found else None


def payment_reference(agreement_id: UUID, actor: Actor) -> str:
    """Return the reference that a repayment carries; :raises NotFound: not visible."""
    return agreement_for(agreement_id, actor).payment_reference


def _view(row: Agreement) -> AgreementView:
    lenders = tuple(
        LenderView(each.lender_id, each.name, Money.from_minor(each.amount_minor, row.currency))
        for each in row.lenders.all()
    )
    signatures = _signatures(row)
    signed = {each.organisation_id for each in signatures}
    signers = (row.borrower_id, *(each.lender_id for each in lenders))
    loan = getattr(row, "loan", None)
    return AgreementView(
        id=row.id,
        payment_reference=row.payment_reference,
        state=row.state,
        offer_id=row.offer_id,
        demand_id=row.demand_id,
        borrower_id=row.borrower_id,
        borrower_name=row.borrower_name,
        district=row.district,
        model=row.model,
        lenders=lenders,
        principal=Money.from_minor(row.principal_minor, row.currency),
        rate_yearly=row.rate_yearly,
        term_months=row.term_months,
        plan_kind=row.plan_kind,
        purpose_code=row.purpose_code,
        payees=tuple(row.payees.splitlines()),
        yearly_cost=row.yearly_cost,
        ceiling=row.ceiling,
        pack=row.pack,
        pack_version=row.pack_version,
        text_en=row.text_en,
        text_zh=row.text_zh,
        document_hash=bytes(row.document_hash).hex(),
        hash_algorithm=row.hash_algorithm,
        signatures=signatures,
        waits_for=tuple(each for each in signers if each not in signed),
        costs=tuple(_cost_line(each, row) for each in row.costs.all()),
        drawdown=_drawdown(row),
        loan_id=loan.id if loan else None,
        drawn_up_at=row.created_at,
        effective_at=row.effective_at,
        ended_at=row.ended_at,
    )


def _signatures(row: Agreement) -> tuple[SignatureView, ...]:
    return tuple(
        SignatureView(
            each.organisation_id, each.person_id, each.created_at, each.thumbprint, each.jws
        )
        for each in row.signatures.all()
    )


def _cost_line(line: CostLine, row: Agreement) -> CostLineView:
    collected = sum(each.amount_minor for each in line.collected.all())
    months = Decimal(row.principal_minor) * row.term_months
    return CostLineView(
        code=line.code,
        payee_id=line.payee_id,
        payee_name=line.payee_name,
        amount=Money.from_minor(line.amount_minor, row.currency),
        due=line.due,
        collected=Money.from_minor(collected, row.currency),
        yearly_rate=Decimal(line.amount_minor) * 12 / months,
    )


def _drawdown(row: Agreement) -> DrawdownView | None:
    asked: list[Drawdown] = list(row.drawdowns.all())
    if not asked:
        return None
    found = max(asked, key=lambda each: each.id)
    return DrawdownView(
        instruction_id=found.instruction_id,
        payee_name=found.payee_name,
        amount=Money.from_minor(found.amount_minor, row.currency),
        state=found.state,
        reason=found.reason,
        asked_at=found.created_at,
    )
