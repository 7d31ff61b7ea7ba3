"""What two or more parties agreed: plain values, the same for every product and any syndicate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from tenor.money import Money

from headrace.kit.errors import N_, Malformed


class SharesDiffer(Malformed):
    """The lenders' parts do not add up to the principal, or a lender is named twice."""

    message = N_("The lenders' parts add up to {parts}; the loan is {principal}.")
    remedy = N_("Name each lender once, with parts that add up to the loan to the cent.")

    def __init__(self, *, parts: Money, principal: Money) -> None:
        super().__init__(field="lenders", parts=str(parts.amount), principal=str(principal.amount))


class CostNamedTwice(Malformed):
    """A cost sheet has two lines with one code, so a later collection could not be told apart."""

    message = N_("The cost sheet names {code} twice.")
    remedy = N_("Put both into one line, or give the second its own code.")

    def __init__(self, code: str) -> None:
        super().__init__(field="costs", code=code)


@dataclass(frozen=True, slots=True)
class PartyName:
    """A party as the document names it: its registered name and credit code on that day."""

    party_id: UUID
    name: str
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class LenderShare:
    """
    One lender's part of the principal, and the pending hold that covers it.

    Later payments are split by these amounts as weights, which are exact where a percentage of a
    third would not be.
    """

    lender: PartyName
    amount: Money
    hold_id: UUID


@dataclass(frozen=True, slots=True)
class CostItem:
    """One line of the cost sheet: at most `amount` may be collected under `code`, for `payee`."""

    code: str
    payee: PartyName
    amount: Money
    due: str = "drawdown"


@dataclass(frozen=True, slots=True)
class AgreedTerms:
    """
    Everything an agreement says.

    :param rate_yearly: nominal, a fraction; 0.068 is 6.8 %
    :param yearly_cost: all-in, effective, a fraction
    :param ceiling: the all-in ceiling in force on the day of the offer, a fraction; None if none
    :param payees: names of suppliers that the drawdown may be paid to, beside the borrower
    :param details: the product model's own fields, as the demand stated them
    :param document: the name of the text under `contracts/documents`
    :param pack: the policy pack that stays the agreement's own for life
    """

    offer_id: UUID
    demand_id: UUID
    book_id: UUID
    borrower: PartyName
    district: str
    lenders: tuple[LenderShare, ...]
    principal: Money
    rate_yearly: Decimal
    term_months: int
    plan_kind: str
    purpose_code: str
    purpose_text: str
    model: str
    yearly_cost: Decimal
    ceiling: Decimal | None
    pack: str
    pack_version: str
    costs: tuple[CostItem, ...] = ()
    payees: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    document: str = "loan"

    def __post_init__(self) -> None:
        parts = sum((each.amount.minor for each in self.lenders), start=0)
        names = {each.lender.party_id for each in self.lenders}
        if parts != self.principal.minor or len(names) != len(self.lenders) or not names:
            total = Money.from_minor(parts, self.principal.currency)
            raise SharesDiffer(parts=total, principal=self.principal)
        codes: set[str] = set()
        for item in self.costs:
            if item.code in codes:
                raise CostNamedTwice(item.code)
            codes.add(item.code)

    @property
    def signers(self) -> tuple[UUID, ...]:
        """Return the organisations whose signatures make the agreement effective."""
        return (self.borrower.party_id, *(each.lender.party_id for each in self.lenders))
