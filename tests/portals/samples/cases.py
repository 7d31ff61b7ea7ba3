"""One firm's case as the queries would tell it, at any stage, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tenor.money import Money
from tenor.schedule import Instalment

from headrace.contracts import queries as contracts
from headrace.contracts.queries import agreements
from headrace.evidence import queries as evidence
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.market.rules.turn import Turn
from headrace.parties import queries as parties
from headrace.portals.enterprise.standing import Standing
from headrace.products.protocol import Fee, Label

FIRM, BANK, OTHER_BANK = (UUID(int=number) for number in (1, 2, 3))
DEMAND, OFFER, OTHER_OFFER, AGREEMENT, LOAN = (UUID(int=number) for number in range(11, 16))
KEY = UUID(int=99)
# 06:00 in Greenwich is 14:00 in the town.
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PRINCIPAL = Money(Decimal("300000.00"))


def yuan(amount: str) -> Money:
    return Money(Decimal(amount))


def firm(**changes: Any) -> parties.OrganisationView:
    made = parties.OrganisationView(
        id=FIRM,
        name="双河模具有限公司",
        uscc=None,
        kind="company",
        district="990101",
        industry="manufacturing",
        staff=40,
        size_class="small",
        state="active",
    )
    return replace(made, **changes)


def demand(state: str = "published", **changes: Any) -> market.DemandView:
    made = market.DemandView(
        id=DEMAND,
        reference="R-2026-0007",
        enterprise_id=FIRM,
        enterprise_name="双河模具有限公司",
        district="990101",
        amount=PRINCIPAL,
        amount_least=PRINCIPAL,
        covered=yuan("0"),
        chosen=yuan("0"),
        term_months=6,
        purpose_code="materials",
        purpose_text="Steel for one order",
        payees=(),
        innovation=False,
        repayment_source="The buyer pays in May",
        plan_kind="",
        models=("bank_loan",),
        details={},
        wanted_date=None,
        state=state,
        drafted_at=AT - timedelta(days=3),
        published_at=AT - timedelta(days=2),
        matched_at=None,
        expires_at=AT + timedelta(days=28),
        checks_due_at=AT + timedelta(days=5),
        ended_at=None,
        matched_lenders=2,
        offers_firm=0,
        likenesses=0,
        book_id=None,
        pack="CN-CURRENT",
        pack_version=202611,
        turn=Turn("enterprise", "choose", AT + timedelta(days=7)),
    )
    return replace(made, **changes)


def check(kind: str, *, answered: bool, required: bool = True) -> evidence.RequestView:
    return evidence.RequestView(
        id=UUID(int=500),
        subject=Subject("demand", DEMAND),
        enterprise_id=FIRM,
        enterprise_name="双河模具有限公司",
        kind=kind,
        provider_id=None,
        provider_name="",
        required=required,
        due_at=AT + timedelta(days=5),
        state="answered" if answered else "open",
        late=False,
        answered_at=AT - timedelta(days=1) if answered else None,
        decline_reason="",
    )


def instalments(count: int = 6, each: str = "50000.00", interest: str = "1000.00"):
    """Equal instalments, the last of them eight fen dearer, as rounding leaves it."""
    made = []
    for number in range(1, count + 1):
        odd = yuan("0.08") if number == count else yuan("0")
        principal, rent = yuan(each), yuan(interest) + odd
        made.append(
            Instalment(
                number=number,
                due_date=date(2026 + (11 + number) // 13, (11 + number - 1) % 12 + 1, 25),
                days=30,
                principal=principal,
                interest=rent,
                total=principal + rent,
                balance=yuan("0"),
            )
        )
    return tuple(made)


def offer(state: str = "firm", **changes: Any) -> market.OfferView:
    made = market.OfferView(
        id=OFFER,
        demand_id=DEMAND,
        reference="R-2026-0007",
        product_id=UUID(int=31),
        product_name=Label(en="Working capital loan", zh="流动资金贷款"),
        lender_id=BANK,
        lender_name="清川农商银行",
        model="bank_loan",
        model_name=Label(en="Bank loan", zh="银行贷款"),
        amount=PRINCIPAL,
        covers_all=True,
        rate_yearly=Decimal("0.048"),
        fees=(),
        term_months=6,
        plan_kind="equal_instalment",
        plan=instalments(),
        cost_in_all=yuan("6000.08"),
        yearly_cost=Decimal("0.0501"),
        ceiling=Decimal("0.12"),
        conditions="",
        security_kinds=(),
        state=state,
        made_at=AT - timedelta(days=1),
        approved_at=AT - timedelta(hours=20),
        expires_at=AT + timedelta(days=7),
        accepted_at=None,
        ended_at=None,
        end_reason="",
        seen_hash="",
        made_by=None,
        approved_by=None,
    )
    return replace(made, **changes)


def dearer(state: str = "firm", **changes: Any) -> market.OfferView:
    """A second offer: another bank's, for a part, with a fee and a surety."""
    return offer(
        state,
        **{
            "id": OTHER_OFFER,
            "lender_id": OTHER_BANK,
            "lender_name": "轮溪城市银行",
            "amount": yuan("200000.00"),
            "covers_all": False,
            "yearly_cost": Decimal("0.0735"),
            "cost_in_all": yuan("9100.00"),
            "fees": (Fee(code="handling", amount=yuan("600.00")),),
            "security_kinds": ("surety",),
            "conditions": "Show the order",
            **changes,
        },
    )


def agreement(state: str = "drawn_up", **changes: Any) -> contracts.AgreementView:
    made = contracts.AgreementView(
        id=AGREEMENT,
        payment_reference="HR2026000013",
        state=state,
        offer_id=OFFER,
        demand_id=DEMAND,
        borrower_id=FIRM,
        borrower_name="双河模具有限公司",
        district="990101",
        model="bank_loan",
        lenders=(lender(),),
        principal=PRINCIPAL,
        rate_yearly=Decimal("0.048"),
        term_months=6,
        plan_kind="equal_instalment",
        purpose_code="materials",
        payees=(),
        yearly_cost=Decimal("0.0501"),
        ceiling=Decimal("0.12"),
        pack="CN-CURRENT",
        pack_version="2026-11",
        text_en="Agreement\n1. Parties\n1.1 The lender lends.\n(a) in yuan",
        text_zh="合同\n一、当事人\n1.1 贷款人放款。\n（一）人民币",
        document_hash="9f3c71ab" + "0" * 52 + "e02d",
        hash_algorithm="sm3",
        signatures=(),
        waits_for=(FIRM, BANK),
        costs=(),
        drawdown=None,
        loan_id=None,
        drawn_up_at=AT - timedelta(hours=3),
        effective_at=None,
        ended_at=None,
    )
    return replace(made, **changes)


def lender(name: str = "清川农商银行") -> agreements.LenderView:
    return agreements.LenderView(BANK, name, PRINCIPAL)


def signed_by(organisation_id: UUID) -> agreements.SignatureView:
    return agreements.SignatureView(organisation_id, UUID(int=7), AT, "aa", "jws")


def drawdown(state: str = "prepared") -> agreements.DrawdownView:
    return agreements.DrawdownView(UUID(int=8), "双河模具有限公司", PRINCIPAL, state, "", AT)


def row(number: int, due: date, state: str = "due", paid: str = "0.00") -> contracts.PlanRow:
    """An instalment of 50,000 principal and 1,000 interest; `paid` serves interest first."""
    came = yuan(paid)
    interest = min(came, yuan("1000.00"))
    return contracts.PlanRow(
        number=number,
        due_date=due,
        principal=yuan("50000.00"),
        interest=yuan("1000.00"),
        paid_principal=came - interest,
        paid_interest=interest,
        missing=yuan("51000.00") - came,
        paid_at=datetime(due.year, due.month, due.day, 2, tzinfo=UTC) if state == "paid" else None,
        state=state,
    )


def plan_rows(paid: int, *, late: bool = False) -> tuple[contracts.PlanRow, ...]:
    """Six months from September on; `paid` of them paid, the next one short if `late`."""
    months = [date(2026 + (8 + k) // 12, (8 + k) % 12 + 1, 15) for k in range(6)]
    rows = []
    for k, due in enumerate(months):
        if k < paid:
            rows.append(row(k + 1, due, "paid", "51000.00"))
        elif k == paid and late:
            rows.append(row(k + 1, due, "late", "19380.00"))
        else:
            rows.append(row(k + 1, due))
    return tuple(rows)


def loan(rows: tuple[contracts.PlanRow, ...], state: str = "drawn", **changes: Any):
    principal_paid = sum((each.paid_principal for each in rows), yuan("0.00"))
    interest_paid = sum((each.paid_interest for each in rows), yuan("0.00"))
    late = [each.missing for each in rows if each.state == "late"]
    made = contracts.LoanView(
        id=LOAN,
        agreement_id=AGREEMENT,
        payment_reference="HR2026000013",
        borrower_id=FIRM,
        borrower_name="双河模具有限公司",
        model="bank_loan",
        state=state,
        principal=PRINCIPAL,
        outstanding=PRINCIPAL - principal_paid,
        principal_paid=principal_paid,
        interest_paid=interest_paid,
        missing=sum(late, yuan("0.00")),
        rate_yearly=Decimal("0.048"),
        term_months=6,
        plan_kind="equal_instalment",
        drawn_date=date(2026, 8, 15),
        days_past_due=8 if late else 0,
        instalments=len(rows),
        instalments_paid=len([each for each in rows if each.state == "paid"]),
        next_due=next((each for each in rows if each.state != "paid"), None),
        repaid_at=None,
    )
    return replace(made, **changes)


ANSWERED = (
    check("authentication", answered=True),
    check("evaluation", answered=True),
    check("rating", answered=False, required=False),
)
OPEN = (check("authentication", answered=True), check("evaluation", answered=False))


def standing(**parts: Any) -> Standing:
    """A firm's standing; by default it has asked for nothing."""
    return Standing(AT, parts.pop("firm", firm()), **parts)


def at_stage(stage: str) -> Standing:
    """The case of the firm at one of the stages, with all that belongs to it."""
    return _MADE[stage]()


def _choose() -> Standing:
    return standing(demand=demand("offered"), offers=(offer(), dearer()), requests=ANSWERED)


def _agreed(**changes: Any) -> Standing:
    return standing(
        demand=demand("contracted"),
        offers=(offer("accepted"),),
        requests=ANSWERED,
        agreement=agreement(**changes),
        custodian="宁渡银行",
    )


def _effective(**changes: Any) -> Standing:
    return replace(
        _agreed(
            state="effective",
            waits_for=(),
            signatures=(signed_by(FIRM), signed_by(BANK)),
            effective_at=AT - timedelta(hours=1),
            **changes,
        ),
        in_custody=PRINCIPAL,
    )


def _repaying(rows: tuple[contracts.PlanRow, ...], state: str, **changes: Any) -> Standing:
    running = _effective(loan_id=LOAN, drawdown=drawdown("booked"))
    return replace(running, loan=loan(rows, state, **changes), plan=rows)


_MADE = {
    "none": standing,
    "publish": lambda: standing(demand=demand("draft", published_at=None)),
    "checking": lambda: standing(demand=demand(), requests=OPEN),
    "matching": lambda: standing(
        demand=demand("matching", matched_at=AT - timedelta(hours=5)), requests=ANSWERED
    ),
    "choose": _choose,
    "writing": lambda: standing(
        demand=demand("contracted"), offers=(offer("accepted"),), requests=ANSWERED
    ),
    "sign": _agreed,
    "countersign": lambda: _agreed(waits_for=(BANK,), signatures=(signed_by(FIRM),)),
    "draw": _effective,
    "draw again": lambda: _effective(drawdown=drawdown("rejected")),
    "sent back": lambda: _effective(drawdown=drawdown("returned")),
    "cancelled": lambda: _effective(drawdown=drawdown("cancelled")),
    "release": lambda: _effective(drawdown=drawdown()),
    "repay": lambda: _repaying(plan_rows(2), "drawn"),
    "late": lambda: _repaying(plan_rows(2, late=True), "in_arrears"),
    "repaid": lambda: _repaying(plan_rows(6), "repaid", repaid_at=AT),
    "withdrawn": lambda: standing(demand=demand("withdrawn")),
    "expired": lambda: standing(demand=demand("expired")),
    "terminated": lambda: _agreed(state="terminated", ended_at=AT),
}
STAGES = tuple(_MADE)
