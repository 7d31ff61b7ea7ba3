"""Two further ways of financing, written as a newcomer would: against the protocol alone."""

from datetime import date
from decimal import Decimal

from tenor.money import Money
from tenor.schedule import Instalment, equal_instalment_plan
from tenor.schedule import Terms as PlanTerms

from headrace.products.queries import (
    Label,
    MoneyStep,
    Objection,
    RequiredField,
    Security,
    received_and_repaid,
)


class ReceivableStub:
    """An advance against one confirmed invoice: repaid once, on the day the debtor pays."""

    code = "stub_receivable"
    name = Label("Against invoices", "应收账款融资")
    lender_roles = frozenset({"bank"})
    plan_kinds = ("once",)
    required_fields = (
        RequiredField("face", "money", Label("Invoice amount", "发票金额")),
        RequiredField("debtor_pays", "date", Label("Day the buyer pays", "买方付款日")),
    )
    security_kinds = ("receivable",)
    money_steps = (
        MoneyStep("hold", "available", "held", "demand"),
        MoneyStep("advance", "held", "in_transit", "enterprise"),
    )

    def eligible(self, firm, terms, rules):
        if "face" not in terms.details:
            return (Objection("invoice_missing", Label("No invoice is named.", "未提供发票。")),)
        if terms.amount.amount > Decimal(terms.details["face"]):
            return (Objection("above_face", Label("More than the invoice.", "超过发票金额。")),)
        return ()

    def plan(self, terms):
        due = date.fromisoformat(terms.details["debtor_pays"])
        days = (due - terms.start_date).days
        interest = terms.amount.times(terms.rate_yearly * days / 360)
        nothing = Money.zero(terms.amount.currency)
        whole = terms.amount + interest
        return (Instalment(1, due, days, terms.amount, interest, whole, nothing),)

    def all_in_flows(self, terms):
        return received_and_repaid(terms, self.plan(terms))

    def securities(self, terms):
        return (Security("receivable", {"number": terms.details.get("number", "-")}),)


class LeaseStub:
    """Rents for a machine, with a purchase price at the end."""

    code = "stub_lease"
    name = Label("Financial lease", "融资租赁")
    lender_roles = frozenset({"leasing"})
    plan_kinds = ("level_rent",)
    required_fields = (RequiredField("serial", "text", Label("Serial number", "设备编号")),)
    security_kinds = ("asset",)
    money_steps = (MoneyStep("purchase", "held", "in_transit", "vendor"),)

    def eligible(self, firm, terms, rules):
        return ()

    def plan(self, terms):
        return equal_instalment_plan(
            terms=PlanTerms(
                principal=terms.amount,
                rate_yearly=terms.rate_yearly,
                start_date=terms.start_date,
                instalments=terms.term_months,
            )
        )

    def all_in_flows(self, terms):
        rents = received_and_repaid(terms, self.plan(terms))
        last, price = rents[-1][0], Money(Decimal(terms.details.get("purchase_price", "100")))
        return (*rents, (last, -price))

    def securities(self, terms):
        return (Security("asset", {"serial": terms.details["serial"]}),)
