"""One screen: flows that add up, arrears by district and model, offers against the ceiling."""

from datetime import date
from decimal import Decimal

import pytest

from headrace.kit import delivery, journal
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.supervision import queries, services
from tests.contracts_domain.town import LENT, SET_UP, yuan


@transaction
def tell_offer(town, cost):
    """Tell of an offer as the market does."""
    journal.record(
        "market.offer.made",
        subject=Subject("offer", new_id()),
        about=town.firm.id,
        by=SET_UP,
        at=town.at,
        facts={
            "lender": town.bank.id,
            "model": "bank_loan",
            "yearly_cost": cost,
            "ceiling": "0.1200000000",
        },
    )


@pytest.fixture
def officer(town):
    return town.maker_of(town.register("Lunxi finance bureau", "government", "government"))


class TestConsole:
    def test_flows_of_the_week_add_up(self, town, officer):
        # Given a loan paid in, held, drawn and partly repaid within the week
        loan_id = town.running_loan()
        town.days_later(2)
        town.repay(loan_id, yuan("86434.57"))

        # Then the four stations of the channel say so
        flows = queries.console(officer, town.at).flows
        assert (flows.paid_in, flows.released, flows.repaid) == (LENT, LENT, yuan("86434.57"))
        assert flows.in_escrow == yuan("0")

    def test_money_between_the_last_signature_and_the_drawdown_is_in_escrow(self, town, officer):
        town.effective()
        assert queries.console(officer, town.at).flows.in_escrow == LENT

    def test_a_small_cell_of_the_heat_map_is_suppressed_and_its_sum_is_not(self, town, officer):
        town.running_loan()
        day = date(2027, 1, 23)
        town.on(day)
        town.close(day)
        screen = queries.console(officer, town.at)
        (cell,) = screen.heat
        assert (cell.district, cell.model, cell.share) == ("330282", "bank_loan", None)
        assert (screen.late_over_30, screen.closed_on) == (LENT, day)
        assert [each.code for each in screen.decisions] == ["seriously_late"]
        assert screen.open_alerts == 2

    def test_offers_stand_against_the_ceiling_of_the_day(self, town, officer):
        for cost in ("0.0732000000", "0.0741000000", "0.1172000000"):
            tell_offer(town, cost)
        delivery.deliver_all()
        screen = queries.console(officer, town.at)
        assert (screen.offers.offers, screen.offers.near, screen.offers.above) == (3, 1, 0)
        assert screen.offers.bins[0].count == 2
        assert screen.offers.ceiling == screen.ceiling.rate == Decimal("0.12")
        assert "loan prime rate" in screen.ceiling.explanation_en

    def test_offers_of_another_province_are_not_shown(self, town):
        tell_offer(town, "0.0732000000")
        delivery.deliver_all()
        far = town.register("Far bureau", "government", "government", district="440000")
        assert queries.console(town.maker_of(far), town.at).offers.offers == 0

    def test_names_the_pack_and_the_rules_in_force(self, town, officer):
        screen = queries.console(officer, town.at)
        assert screen.pack.name == "CN-CURRENT"
        assert any(each.key == "market.ceiling" for each in screen.rules)

    def test_is_for_officers_and_auditors_alone(self, town):
        with pytest.raises(services.OnlyAnOfficer):
            queries.console(town.checker_of(town.bank), town.at)
