"""The lives of a demand and an offer are tables: every pair of state and event is walked."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product as pairs

import pytest
from tenor.money import Money

from headrace.market.rules import demand, offer
from headrace.market.rules.turn import Turn, of_demand, of_lender

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
YUAN = 100


def yuan(amount: int) -> Money:
    return Money(Decimal(amount))


def wanted(**other) -> demand.Wanted:
    given = {
        "amount": yuan(600_000),
        "amount_least": yuan(600_000),
        "term_months": 12,
        "purpose_code": "stock",
        "purpose_text": "To buy the winter fruit crop",
        "innovation": False,
        "repayment_source": "Sales to two wholesale markets",
        "plan_kind": "",
        "models": ["bank_loan"],
        "details": {},
        "payees": [],
        "wanted_date": None,
    }
    return demand.Wanted(**{**given, **other})


class TestDemandState:
    @pytest.mark.parametrize(("state", "event"), list(pairs(demand.State, demand.Event)))
    def test_moves_as_the_table_says_and_in_no_other_way(self, state, event):
        if (state, event) in demand.NEXT:
            assert demand.after(state, event) is demand.NEXT[state, event]
        else:
            with pytest.raises(demand.DemandStateRefused) as refused:
                demand.after(state, event)
            assert refused.value.facts == {"state": state.value, "event": event.value}

    def test_ends_closed_withdrawn_or_expired(self):
        ends = {state for state in demand.State if not [m for m in demand.NEXT if m[0] is state]}
        assert {each.value for each in ends} == {"closed", "withdrawn", "expired"}

    def test_is_open_again_when_what_it_was_contracted_by_is_given_up(self):
        reopened = demand.after(demand.State.CONTRACTED, demand.Event.OFFERS_GONE)
        assert reopened is demand.State.MATCHING

    def test_cannot_be_withdrawn_once_contracted(self):
        with pytest.raises(demand.DemandStateRefused):
            demand.after(demand.State.CONTRACTED, demand.Event.WITHDRAW)


class TestOfferState:
    @pytest.mark.parametrize(("state", "event"), list(pairs(offer.State, offer.Event)))
    def test_moves_as_the_table_says_and_in_no_other_way(self, state, event):
        if (state, event) in offer.NEXT:
            assert offer.after(state, event) is offer.NEXT[state, event]
        else:
            with pytest.raises(offer.OfferStateRefused):
                offer.after(state, event)

    def test_is_hidden_from_the_firm_only_until_the_second_key(self):
        assert set(offer.State) - offer.SEEN_BY_FIRM == {offer.State.MADE}

    def test_leaves_every_holding_state_by_a_way_that_gives_the_money_back_or_binds_it(self):
        for state in offer.HOLDS:
            ways = {offer.NEXT[move] for move in offer.NEXT if move[0] is state}
            assert offer.State.LAPSED in ways


class TestDraft:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"amount": yuan(0)}, "amount"),
            ({"amount_least": yuan(600_001)}, "amount_least"),
            ({"amount_least": yuan(0)}, "amount_least"),
            ({"term_months": 0}, "term_months"),
            ({"term_months": 121}, "term_months"),
        ],
    )
    def test_names_the_figure_that_makes_no_sense(self, wrong, field):
        with pytest.raises(demand.Malformed) as refused:
            demand.check_figures(wanted(**wrong), term_longest=120)
        assert refused.value.field == field

    def test_is_counted_in_one_currency(self):
        with pytest.raises(demand.CurrencyMixed) as refused:
            demand.check_figures(wanted(amount_least=Money(Decimal(5), "USD")), term_longest=120)
        assert (refused.value.field, refused.value.facts["expected"]) == ("amount_least", "CNY")

    def test_is_publishable_when_everything_lenders_decide_by_is_told(self):
        demand.check_publishable(wanted(details={"serial": "L-1"}), fields=[("lease", "serial")])

    @pytest.mark.parametrize("field", ["purpose_text", "repayment_source"])
    @pytest.mark.parametrize("nothing", ["  ", "。。。", "--"])
    def test_needs_its_sentences(self, field, nothing):
        with pytest.raises(demand.TextMissing) as refused:
            demand.check_publishable(wanted(**{field: nothing}), fields=[])
        assert refused.value.field == field

    def test_needs_the_fields_of_the_ways_of_financing_it_wants(self):
        with pytest.raises(demand.FieldMissing) as refused:
            demand.check_publishable(wanted(), fields=[("lease", "serial")])
        assert refused.value.field == "details.serial"

    def test_gets_a_reference_that_starts_again_each_year(self):
        assert demand.reference(2026, 418) == "R-2026-0418"
        assert demand.reference(2027, 12_345) == "R-2027-12345"


class TestDue:
    def test_only_open_demands_run_out(self):
        for state in demand.State:
            due = demand.is_due(state, expires_at=AT, at=AT)
            assert due is (state in demand.OPEN)

    def test_not_before_its_time(self):
        later = AT + timedelta(seconds=1)
        assert not demand.is_due(demand.State.MATCHING, expires_at=later, at=AT)


class TestOffer:
    def test_must_end_between_now_and_the_end_of_the_demand(self):
        end = AT + timedelta(days=3)
        offer.check_time(expires_at=end, demand_expires_at=end, at=AT)
        for wrong in (AT, end + timedelta(seconds=1)):
            with pytest.raises(offer.ExpiryOutOfRange):
                offer.check_time(expires_at=wrong, demand_expires_at=end, at=AT)

    def test_stays_within_what_is_still_open(self):
        offer.check_fits(amount=yuan(400), open_amount=yuan(400))
        for wrong in (yuan(401), yuan(0)):
            with pytest.raises(offer.AboveDemand):
                offer.check_fits(amount=wrong, open_amount=yuan(400))

    def test_lapses_at_its_hour(self):
        offer.check_alive(expires_at=AT + timedelta(seconds=1), at=AT)
        with pytest.raises(offer.OfferLapsed):
            offer.check_alive(expires_at=AT, at=AT)

    def test_states_each_fee_once(self):
        offer.check_fees([("handling", yuan(500)), ("appraisal", yuan(300))])
        for wrong in ([("handling", yuan(1)), ("handling", yuan(2))], [("handling", yuan(0))]):
            with pytest.raises(offer.FeeTwice):
                offer.check_fees(wrong)

    def test_names_the_fee_that_lifted_the_cost_above_the_ceiling(self):
        costs = [("", Decimal("0.10")), ("a", Decimal("0.11")), ("b", Decimal("0.13"))]
        assert offer.breaking_fee(costs, Decimal("0.12")) == "b"
        assert offer.breaking_fee(costs, Decimal("0.09")) == ""

    def test_is_stale_by_name_when_a_part_of_the_file_changed_came_or_went(self):
        seen = {"score": "1", "findings": "2", "doubts": "3"}
        now = {"score": "1", "findings": "9", "likeness": "4"}
        assert offer.changed_parts(seen, now) == ("doubts", "findings", "likeness")
        assert offer.changed_parts(seen, dict(seen)) == ()


class TestTurn:
    def test_of_a_demand_goes_from_firm_to_experts_to_lender_and_back(self):
        due = AT + timedelta(days=1)
        seen = [
            of_demand(state, expires_at=due, checks_due_at=due, best_offer_until=due)
            for state in demand.State
        ]
        assert [(each.who, each.what) for each in seen] == [
            ("enterprise", "publish"),
            ("provider", "answer"),
            ("lender_maker", "decide"),
            ("enterprise", "choose"),
            ("enterprise", "sign"),
            ("nobody", "closed"),
            ("nobody", "withdrawn"),
            ("nobody", "expired"),
        ]
        assert all(each.by == due for each in seen[1:4])

    def test_of_a_lender_is_to_decide_within_days_but_not_after_the_demand(self):
        def turn(state=None, demand_days=30):
            return of_lender(
                state,
                offer_until=AT + timedelta(days=2),
                pushed_at=AT,
                demand_until=AT + timedelta(days=demand_days),
                decide_days=5,
            )

        assert turn() == Turn("lender_maker", "decide", AT + timedelta(days=5))
        assert turn(demand_days=3).by == AT + timedelta(days=3)
        assert turn(offer.State.MADE) == Turn(
            "lender_checker", "second_key", AT + timedelta(days=2)
        )
        assert turn(offer.State.FIRM).who == "enterprise"
        assert turn(offer.State.ACCEPTED) == Turn("enterprise", "sign")
        assert turn(offer.State.DECLINED).who == "lender_maker"
