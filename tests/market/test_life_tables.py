"""The lives of a request and of an offer, written out a second time as people read them."""

from datetime import UTC, datetime, timedelta
from itertools import product as pairs

import pytest

from headrace.market.rules import demand, offer
from headrace.market.rules.turn import Turn, of_demand, of_lender

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEMAND = {
    "draft": {"publish": "published", "withdraw": "withdrawn"},
    "published": {"match": "matching", "withdraw": "withdrawn", "expire": "expired"},
    "matching": {
        "match": "matching",
        "offer": "offered",
        "withdraw": "withdrawn",
        "expire": "expired",
    },
    "offered": {
        "match": "offered",
        "offer": "offered",
        "offers_gone": "matching",
        "cover": "contracted",
        "withdraw": "withdrawn",
        "expire": "expired",
    },
    "contracted": {"offers_gone": "matching", "close": "closed"},
    "closed": {},
    "withdrawn": {},
    "expired": {},
}
OFFER = {
    "made": {"approve": "firm", "lapse": "lapsed", "withdraw": "withdrawn"},
    "firm": {
        "choose": "chosen",
        "decline": "declined",
        "lapse": "lapsed",
        "withdraw": "withdrawn",
    },
    "chosen": {"bind": "accepted", "lapse": "lapsed"},
    "accepted": {"give_up": "lapsed"},
    "declined": {},
    "lapsed": {},
    "withdrawn": {},
}


class TestDemand:
    @pytest.mark.parametrize(("state", "event"), list(pairs(demand.State, demand.Event)))
    def test_moves_as_the_written_table_says(self, state, event):
        follows = DEMAND[state.value].get(event.value)
        if follows is None:
            with pytest.raises(demand.DemandStateRefused):
                demand.after(state, event)
        else:
            assert demand.after(state, event).value == follows

    def test_is_open_to_people_from_its_publication_until_it_is_covered(self):
        assert {each.value for each in demand.OPEN} == {"published", "matching", "offered"}

    def test_takes_offers_only_once_lenders_were_shown_it(self):
        takes = {each for each in demand.State if (each, demand.Event.OFFER) in demand.NEXT}
        assert takes == demand.TAKES_OFFERS == {demand.State.MATCHING, demand.State.OFFERED}

    def test_runs_out_exactly_where_it_is_open(self):
        runs_out = {each for each in demand.State if (each, demand.Event.EXPIRE) in demand.NEXT}
        assert runs_out == demand.OPEN

    @pytest.mark.parametrize("second", [-1, 0, 1])
    def test_is_due_at_its_very_second(self, second):
        due = demand.is_due(
            demand.State.PUBLISHED, expires_at=NOW, at=NOW + timedelta(seconds=second)
        )
        assert due is (second >= 0)

    def test_without_an_end_is_never_due(self):
        assert not demand.is_due(demand.State.PUBLISHED, expires_at=None, at=NOW)


class TestOffer:
    @pytest.mark.parametrize(("state", "event"), list(pairs(offer.State, offer.Event)))
    def test_moves_as_the_written_table_says(self, state, event):
        follows = OFFER[state.value].get(event.value)
        if follows is None:
            with pytest.raises(offer.OfferStateRefused) as refused:
                offer.after(state, event)
            assert refused.value.facts == {"state": state.value, "event": event.value}
        else:
            assert offer.after(state, event).value == follows

    def test_binds_nobody_before_the_firm_has_chosen_it(self):
        ways = [move for move, follows in offer.NEXT.items() if follows is offer.State.ACCEPTED]
        assert ways == [(offer.State.CHOSEN, offer.Event.BIND)]

    def test_that_was_chosen_cannot_be_withdrawn_by_its_lender(self):
        assert (offer.State.CHOSEN, offer.Event.WITHDRAW) not in offer.NEXT

    def test_holds_money_from_the_second_key_until_it_is_bound_or_ended(self):
        assert {each.value for each in offer.HOLDS} == {"firm", "chosen"}
        assert {each.value for each in offer.OPEN} == {"made", "firm"}


class TestTurnInARequest:
    @pytest.mark.parametrize(
        ("state", "who", "what", "by"),
        [
            ("draft", "enterprise", "publish", None),
            ("published", "provider", "answer", "checks"),
            ("matching", "lender_maker", "decide", "end"),
            ("offered", "enterprise", "choose", "best"),
            ("contracted", "enterprise", "sign", None),
            ("closed", "nobody", "closed", None),
            ("withdrawn", "nobody", "withdrawn", None),
            ("expired", "nobody", "expired", None),
        ],
    )
    def test_names_who_acts_what_and_by_which_of_the_three_hours(self, state, who, what, by):
        hours = {
            "end": NOW + timedelta(days=30),
            "checks": NOW + timedelta(days=2),
            "best": NOW + timedelta(days=3),
        }
        turn = of_demand(
            demand.State(state),
            expires_at=hours["end"],
            checks_due_at=hours["checks"],
            best_offer_until=hours["best"],
        )
        assert turn == Turn(who, what, hours[by] if by else None)


class TestTurnOfALender:
    @pytest.mark.parametrize(
        ("own", "who", "what", "by_days"),
        [
            (None, "lender_maker", "decide", 5),
            ("made", "lender_checker", "second_key", 3),
            ("firm", "enterprise", "choose", 3),
            ("chosen", "enterprise", "choose", 3),
            ("accepted", "enterprise", "sign", None),
            ("declined", "lender_maker", "decide", 5),
            ("lapsed", "lender_maker", "decide", 5),
            ("withdrawn", "lender_maker", "decide", 5),
        ],
    )
    def test_follows_from_its_own_offer(self, own, who, what, by_days):
        turn = of_lender(
            offer.State(own) if own else None,
            offer_until=NOW + timedelta(days=3),
            pushed_at=NOW,
            demand_until=NOW + timedelta(days=30),
            decide_days=5,
        )
        by = NOW + timedelta(days=by_days) if by_days is not None else None
        assert turn == Turn(who, what, by)
