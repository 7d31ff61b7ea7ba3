"""An offer that the firm accepts becomes an agreement with the same terms, ready to be signed."""

from decimal import Decimal

import pytest

import headrace.contracts.tasks
import headrace.credit.tasks
import headrace.market.tasks  # noqa: F401 - reactions are registered by reading them
from headrace.contracts import queries
from headrace.contracts.services import terms_of_offer
from headrace.kit import delivery
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.market import queries as market
from headrace.market import services as market_services
from headrace.products.queries import Fee
from tests.market.town import Town, yuan


@pytest.fixture
def market_town(committed, at):
    return Town(at)


class TestAcceptedOffer:
    def test_is_drawn_up_by_itself(self, market_town):
        # Given a firm that accepts a bank's offer with a handling fee
        town = market_town
        firm, bank = town.firm(), town.bank()
        product_id = town.product(bank)
        demand_id = town.matched(firm, payees=("Castings & Co",))
        offer_id = town.firm_offer(
            bank, demand_id, product_id, fees=(Fee(code="handling", amount=yuan(1200)),)
        )
        town.do(market_services.accept_offer, firm, offer_id=offer_id)

        # When the journal is delivered
        delivery.deliver_all()

        # Then the agreement says what the offer said, and waits for both signatures
        view = queries.agreement_of_offer(offer_id, firm)
        offer = market.accepted_offer(offer_id)
        assert (view.state, view.demand_id) == ("drafted", demand_id)
        assert (view.principal, view.rate_yearly) == (yuan(400_000), Decimal("0.054"))
        assert (view.yearly_cost, view.ceiling) == (offer.yearly_cost, offer.ceiling)
        assert (view.pack, view.pack_version) == (offer.pack, str(offer.pack_version))
        assert view.payees == ("Castings & Co",)
        assert view.waits_for == (firm.organisation_id, bank.id)
        (line,) = view.costs
        assert (line.code, line.amount, line.payee_id) == ("handling", yuan(1200), bank.id)
        assert "handling: CNY 1,200.00" in view.text_en
        assert queries.agreement_of_demand(demand_id, bank.checker).id == view.id

    def test_an_offer_that_nobody_accepted_has_no_terms(self, market_town):
        with pytest.raises(NotFound):
            terms_of_offer(new_id())
