"""Plain values that many specifications start from; nothing here touches the database."""

from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.contracts.rules.terms import AgreedTerms, CostItem, LenderShare, PartyName
from headrace.kit.ids import new_id

FIRM = PartyName(UUID("00000000-0000-7000-8000-0000000000f1"), "Liangshan Lamps Co., Ltd")
BANK_A = PartyName(UUID("00000000-0000-7000-8000-0000000000a1"), "Ningdu Bank")
BANK_B = PartyName(UUID("00000000-0000-7000-8000-0000000000b1"), "Hetang Rural Bank")
BANK_C = PartyName(UUID("00000000-0000-7000-8000-0000000000c1"), "Shiqiao Bank")
GUARANTOR = PartyName(UUID("00000000-0000-7000-8000-0000000000d1"), "Tongzhou Guarantee")


def new_terms(
    *,
    borrower: PartyName = FIRM,
    lenders: tuple[LenderShare, ...] | None = None,
    book_id: UUID | None = None,
    plan_kind: str = "equal_instalment",
    term_months: int = 12,
    costs: tuple[CostItem, ...] = (CostItem("guarantee", GUARANTOR, Money(Decimal(5000))),),
) -> AgreedTerms:
    """A bank loan of 1,000,000 yuan at 6.8 % over a year, by one bank unless others are given."""
    principal = Money(Decimal(1_000_000))
    return AgreedTerms(
        offer_id=new_id(),
        demand_id=new_id(),
        book_id=book_id or new_id(),
        borrower=borrower,
        district="330282",
        lenders=lenders or (LenderShare(BANK_A, principal, new_id()),),
        principal=principal,
        rate_yearly=Decimal("0.068"),
        term_months=term_months,
        plan_kind=plan_kind,
        purpose_code="materials",
        purpose_text="lamp glass from “Anli Glassworks Co., Ltd”",
        model="bank_loan",
        yearly_cost=Decimal("0.0799"),
        ceiling=Decimal("0.12"),
        pack="CN-CURRENT",
        pack_version="2026-11",
        costs=costs,
        payees=("Anli Glassworks Co., Ltd",),
    )
