"""What must be told before a request is published, and what an offer must satisfy."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.market.rules import demand, offer

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PURPOSES = (
    {"code": "materials", "en": "Materials", "zh": "采购原料"},
    {"code": "wages", "en": "Wages", "zh": "发放工资"},
)


def yuan(amount: int | str, currency: str = "CNY") -> Money:
    return Money(Decimal(amount), currency)


def wanted(**other) -> demand.Wanted:
    told = {
        "amount": yuan(600_000),
        "amount_least": yuan(200_000),
        "term_months": 12,
        "purpose_code": "materials",
        "purpose_text": "To buy the winter fruit crop",
        "innovation": False,
        "repayment_source": "Sales to two wholesale markets",
        "plan_kind": "bullet",
        "models": ("bank_loan",),
        "details": {},
        "payees": (),
        "wanted_date": None,
    }
    return demand.Wanted(**{**told, **other})


class TestFigures:
    @pytest.mark.parametrize(
        "right",
        [
            {"amount": yuan("0.01"), "amount_least": yuan("0.01")},
            {"amount_least": yuan("0.01")},
            {"amount_least": yuan(600_000)},
            {"term_months": 1},
            {"term_months": 120},
        ],
    )
    def test_at_their_very_ends_pass(self, right):
        demand.check_figures(wanted(**right), term_longest=120)

    @pytest.mark.parametrize(
        ("wrong", "error", "field"),
        [
            ({"amount": yuan(0)}, demand.AmountNotPositive, "amount"),
            ({"amount": yuan(-1)}, demand.AmountNotPositive, "amount"),
            ({"amount_least": yuan(0)}, demand.AmountNotPositive, "amount_least"),
            ({"amount_least": yuan("-0.01")}, demand.AmountNotPositive, "amount_least"),
            ({"amount_least": yuan("600000.01")}, demand.AmountNotPositive, "amount_least"),
            ({"amount_least": yuan(1, "USD")}, demand.CurrencyMixed, "amount_least"),
            ({"term_months": 0}, demand.TermOutOfRange, "term_months"),
            ({"term_months": -12}, demand.TermOutOfRange, "term_months"),
            ({"term_months": 121}, demand.TermOutOfRange, "term_months"),
        ],
    )
    def test_just_beyond_them_are_refused_by_name(self, wrong, error, field):
        with pytest.raises(error) as refused:
            demand.check_figures(wanted(**wrong), term_longest=120)
        assert refused.value.field == field

    def test_of_two_currencies_are_told_apart_before_they_are_compared(self):
        # A comparison of yuan with dollars would be a fault, not a refusal.
        with pytest.raises(demand.CurrencyMixed) as refused:
            demand.check_figures(wanted(amount_least=yuan(0, "USD")), term_longest=120)
        assert refused.value.facts == {"asked": "USD", "expected": "CNY"}

    def test_of_no_amount_at_all_mix_nothing(self):
        demand.check_currency(expected="CNY", field="fees")


class TestPurpose:
    @pytest.mark.parametrize("code", ["materials", "wages"])
    def test_on_the_list_passes(self, code):
        demand.check_purpose(code, PURPOSES)

    @pytest.mark.parametrize("code", ["", "Materials", "materials ", "采购原料"])
    def test_by_any_other_spelling_is_refused_with_the_list_in_both_languages(self, code):
        with pytest.raises(demand.PurposeUnknown) as refused:
            demand.check_purpose(code, iter(PURPOSES))
        assert refused.value.facts["known_en"] == "materials (Materials), wages (Wages)"
        assert refused.value.facts["known_zh"] == "materials（采购原料）、wages（发放工资）"


class TestPublishing:
    @pytest.mark.parametrize("field", ["purpose_text", "repayment_source"])
    @pytest.mark.parametrize("text", ["", "   ", "...", "——", "\u3000\n"])
    def test_takes_no_row_of_dots_for_a_sentence(self, field, text):
        with pytest.raises(demand.TextMissing) as refused:
            demand.check_publishable(wanted(**{field: text}), fields=[])
        assert refused.value.field == field

    @pytest.mark.parametrize("text", ["买水果", "3", "a"])
    def test_takes_a_word_of_any_script(self, text):
        demand.check_publishable(wanted(purpose_text=text), fields=[])

    @pytest.mark.parametrize("nothing", [None, ""])
    def test_asks_for_the_fields_of_every_wanted_way_of_financing(self, nothing):
        told = wanted(details={"serial": "L-1", "face": nothing})
        with pytest.raises(demand.FieldMissing) as refused:
            demand.check_publishable(told, fields=[("lease", "serial"), ("invoice", "face")])
        assert refused.value.facts == {"model": "invoice", "name": "face"}

    @pytest.mark.parametrize("value", [0, False, "0", []])
    def test_takes_nought_and_no_for_answers(self, value):
        demand.check_publishable(wanted(details={"count": value}), fields=[("lease", "count")])


class TestReference:
    @pytest.mark.parametrize(
        ("number", "reference"),
        [(1, "R-2026-0001"), (9_999, "R-2026-9999"), (10_000, "R-2026-10000")],
    )
    def test_has_at_least_four_digits(self, number, reference):
        assert demand.reference(2026, number) == reference


class TestOfferInTime:
    @pytest.mark.parametrize("end", [SECOND, timedelta(days=3)])
    def test_ends_after_now_and_with_the_request_at_the_latest(self, end):
        offer.check_time(expires_at=NOW + end, demand_expires_at=NOW + timedelta(days=3), at=NOW)

    @pytest.mark.parametrize("end", [-SECOND, timedelta(0), timedelta(days=3) + SECOND])
    def test_never_ends_before_it_begins_or_after_the_request(self, end):
        latest = NOW + timedelta(days=3)
        with pytest.raises(offer.ExpiryOutOfRange) as refused:
            offer.check_time(expires_at=NOW + end, demand_expires_at=latest, at=NOW)
        assert refused.value.facts == {"latest": latest.isoformat()}

    @pytest.mark.parametrize(("left", "alive"), [(SECOND, True), (timedelta(0), False)])
    def test_is_over_at_its_very_second(self, left, alive):
        if alive:
            offer.check_alive(expires_at=NOW + left, at=NOW)
        else:
            with pytest.raises(offer.OfferLapsed):
                offer.check_alive(expires_at=NOW + left, at=NOW)


class TestOfferedAmount:
    @pytest.mark.parametrize("amount", ["0.01", "400"])
    def test_fits_up_to_what_is_open(self, amount):
        offer.check_fits(amount=yuan(amount), open_amount=yuan(400))

    @pytest.mark.parametrize(
        ("amount", "still_open"), [("0", "400"), ("-1", "400"), ("400.01", "400"), ("0.01", "0")]
    )
    def test_fits_nowhere_else(self, amount, still_open):
        with pytest.raises(offer.AboveDemand) as refused:
            offer.check_fits(amount=yuan(amount), open_amount=yuan(still_open))
        assert refused.value.field == "amount"


class TestFees:
    def test_of_no_number_pass(self):
        offer.check_fees([])

    @pytest.mark.parametrize(
        ("fees", "named"),
        [
            ([("a", yuan("0.01")), ("b", yuan(0))], "b"),
            ([("a", yuan(-5))], "a"),
            ([("a", yuan(1)), ("b", yuan(2)), ("a", yuan(3))], "a"),
        ],
    )
    def test_that_stand_twice_or_cost_nothing_are_named(self, fees, named):
        with pytest.raises(offer.FeeTwice) as refused:
            offer.check_fees(fees)
        assert refused.value.facts == {"code": named}

    def test_that_lift_the_cost_exactly_to_the_ceiling_do_not_break_it(self):
        costs = [("", Decimal("0.10")), ("a", Decimal("0.12")), ("b", Decimal("0.1200000001"))]
        assert offer.breaking_fee(costs, Decimal("0.12")) == "b"


class TestChangedParts:
    PARTS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["1", "2"]))

    @given(PARTS, PARTS)
    def test_are_the_same_from_either_side(self, seen, now):
        assert offer.changed_parts(seen, now) == offer.changed_parts(now, seen)

    @given(PARTS, PARTS)
    def test_name_every_difference_and_no_more(self, seen, now):
        changed = offer.changed_parts(seen, now)
        same = {name for name in seen if seen[name] == now.get(name)}
        assert set(changed) | same == set(seen) | set(now)
        assert set(changed).isdisjoint(same)
        assert list(changed) == sorted(changed)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        ("0", "0.00 %"),
        ("0.12", "12.00 %"),
        ("0.054", "5.40 %"),
        ("0.123456", "12.35 %"),
        ("1.5", "150.00 %"),
    ],
)
def test_a_rate_is_shown_with_two_decimals(rate, shown):
    assert offer.percent(Decimal(rate)) == shown
