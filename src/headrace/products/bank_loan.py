"""The bank loan: a principal lent at once, repaid by a plan, without goods behind it."""

from collections.abc import Callable, Mapping
from typing import Any

from tenor.schedule import (
    Instalment,
    bullet_plan,
    equal_instalment_plan,
    equal_principal_plan,
)
from tenor.schedule import Terms as PlanTerms

from headrace.products.flows import received_and_repaid
from headrace.products.protocol import (
    Firm,
    Flow,
    Label,
    MoneyStep,
    Objection,
    RequiredField,
    Security,
    Terms,
)

_PLANS: dict[str, Callable[..., tuple[Instalment, ...]]] = {
    "equal_instalment": equal_instalment_plan,
    "equal_principal": equal_principal_plan,
    "bullet": bullet_plan,
}
_REFINANCING = "repay_loan"


class BankLoan:
    """A loan by a bank or a small-loan company; a surety may stand behind it, no goods do."""

    code = "bank_loan"
    name = Label("Bank loan", "银行贷款")
    lender_roles = frozenset({"bank", "small_loan"})
    plan_kinds = tuple(_PLANS)
    required_fields: tuple[RequiredField, ...] = ()
    security_kinds: tuple[str, ...] = ("surety",)
    money_steps = (
        MoneyStep("hold", "available", "held", "demand"),
        MoneyStep("drawdown", "held", "in_transit", "enterprise"),
        MoneyStep("repayment", "in_transit", "available", "lender"),
    )

    def eligible(self, firm: Firm, terms: Terms, rules: Mapping[str, Any]) -> tuple[Objection, ...]:
        """
        Object to a purpose that the rules in force shut for loans.

        :param rules: `purposes_shut` lists purpose codes; absent means none
        """
        if firm.purpose_code in rules.get("purposes_shut", ()):
            return (
                Objection(
                    "purpose_shut",
                    Label(
                        "The rules in force do not allow loans for this purpose.",
                        "现行规则不允许为此用途发放贷款。",
                    ),
                ),
            )
        return ()

    def plan(self, terms: Terms) -> tuple[Instalment, ...]:
        """Return monthly instalments of the plan's kind; :raises KeyError: not a kind of ours."""
        return _PLANS[terms.plan_kind](
            terms=PlanTerms(
                principal=terms.amount,
                rate_yearly=terms.rate_yearly,
                start_date=terms.start_date,
                instalments=terms.term_months,
            )
        )

    def all_in_flows(self, terms: Terms) -> tuple[Flow, ...]:
        """Return the principal less first fees, then every instalment with its fees."""
        return received_and_repaid(terms, self.plan(terms))

    def securities(self, terms: Terms) -> tuple[Security, ...]:
        """Return nothing: a plain loan encumbers no goods."""
        return ()


MODEL = BankLoan()
