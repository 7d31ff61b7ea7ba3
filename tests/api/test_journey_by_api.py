"""One bank loan from the registration to the last repayment: nobody does anything but call."""

from datetime import date
from decimal import Decimal

from headrace.kit.clock import day_of
from tests.api.caller import refusal
from tests.api.town import Town
from tests.api.world import Desk, yuan


def test_a_bank_loan_runs_from_registration_to_the_last_repayment(town: Town):
    lender, borrower = town.lender, town.borrower
    town.pay_in(lender, "1000000.00")
    assert free_of(lender) == "1000000.00"
    town.show_invoices(borrower)

    # The firm asks; every provider answers with a signed finding; the file is graded and shown
    demand = town.graded()
    (row,) = lender.maker.get("/demands/queue")
    assert (row["demand_id"], row["checks_done"]) == (demand, row["checks_required"])
    assert borrower.maker.get(f"/demands/{demand}")["state"] == "matching"
    (match,) = borrower.maker.get(f"/demands/{demand}/matches")
    assert match["product_id"] == town.product_id

    # A maker offers on the file as seen, a checker turns the second key, the money is held
    offer = town.firm_offer(demand)
    assert free_of(lender) == "700000.00"
    (seen,) = borrower.maker.get(f"/offers/of-demand/{demand}")
    assert (seen["id"], seen["state"], seen["amount"]) == (offer, "firm", yuan("300000.00"))
    assert Decimal(seen["yearly_cost"]) <= Decimal(seen["ceiling"])

    # The firm chooses; both sign; the agreement takes effect
    agreement = town.chosen(offer)
    assert "300" in borrower.maker.get(f"/agreements/{agreement}/document")["text_zh"]
    for party in (borrower, lender):
        town.sign(agreement, party)
    assert borrower.maker.get(f"/agreements/{agreement}")["state"] == "effective"

    # The money is drawn under two keys and booked when the custodian says so
    paid_out = lender.maker.get(f"/custody/instructions/{town.drawn(agreement)}")
    assert (paid_out["state"], paid_out["keys"]) == ("booked", 2)
    (loan,) = borrower.maker.get("/loans")
    assert (loan["state"], loan["outstanding"]) == ("drawn", yuan("300000.00"))

    # Every instalment is paid under the contract's reference, until nothing is owed
    for number in range(1, 7):
        town.pay(loan["id"], number)
    ended = borrower.maker.get(f"/loans/{loan['id']}")
    assert (ended["state"], ended["outstanding"]) == ("repaid", yuan("0.00"))
    (part,) = lender.maker.get("/loans/portfolio")
    assert part["principal_received"] == yuan("300000.00")
    assert len(lender.maker.get(f"/loans/{loan['id']}/repayments")) == 6
    interest = Decimal(part["interest_received"]["amount"])
    assert Decimal(free_of(lender)) == Decimal(1_000_000) + interest > Decimal(1_000_000)

    # And the custodian agrees to the fen
    the_custodian_agrees(town)


def the_custodian_agrees(town: Town) -> None:
    day = day_of(town.at)
    town.on(date.fromordinal(day.toordinal() + 3))
    path = f"/custody/reconciliations/{day}"
    told = town.clerk.checker.post(path)
    assert told["agrees"], told
    assert town.clerk.checker.get("/custody/breaks") == []
    refusal(town.lender.checker.send(path), 403, "kit/not-admitted")


def free_of(desk: Desk) -> str:
    (account,) = (
        each for each in desk.maker.get("/custody/balances") if each["purpose"] == "available"
    )
    return account["free"]["amount"]
