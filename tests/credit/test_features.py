"""What invoices say about a firm: exact, as of a day, and never guessed."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from headrace.credit.rules.features import PPM, invoice_facts, volatility_ppm

AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Day:
    day: date
    direction: str = "sale"
    count: int = 1
    sum_minor: int = 10_000_00
    voided: int = 0
    credit_notes: int = 0


def monthly(months: int, sum_minor: int = 10_000_00, **other) -> list[Day]:
    """One invoice on the 15th of each of the last months, the newest first."""
    days = []
    for back in range(months):
        year, month = divmod(2026 * 12 + 11 - 1 - back, 12)
        days.append(Day(date(year, month + 1, 15), sum_minor=sum_minor, **other))
    return days


class TestSales:
    def test_last_twelve_months_are_told_from_the_twelve_before(self):
        # Given twelve months at 12 000 yuan after twelve at 10 000
        days = monthly(12, 12_000_00) + [
            Day(each.day.replace(year=each.day.year - 1), sum_minor=10_000_00)
            for each in monthly(12)
        ]

        # When they are read on 23 November
        facts = invoice_facts(days, as_of=AS_OF)

        # Then sales are 144 000 and growth is 20 %
        assert facts.sales_minor == 144_000_00
        assert facts.sales_before_minor == 120_000_00
        assert facts.growth_ppm == 200_000
        assert facts.active_months == 12

    def test_a_sale_after_the_day_is_not_seen(self):
        later = Day(AS_OF + timedelta(days=1), sum_minor=999)
        assert invoice_facts([*monthly(12), later], as_of=AS_OF) == invoice_facts(
            monthly(12), as_of=AS_OF
        )

    def test_growth_is_not_known_without_two_years(self):
        assert invoice_facts(monthly(14), as_of=AS_OF).growth_ppm is None

    def test_months_without_a_sale_are_counted_out(self):
        days = [each for each in monthly(12) if each.day.month not in (2, 3)]
        assert invoice_facts(days, as_of=AS_OF).active_months == 10

    def test_no_invoice_leaves_every_figure_unknown(self):
        facts = invoice_facts([], as_of=AS_OF)
        assert set(facts.known().values()) == {None}
        assert sum(facts.sales_weeks_minor) == 0

    def test_the_last_26_weeks_stand_in_order(self):
        days = [
            Day(AS_OF, sum_minor=7),
            Day(AS_OF - timedelta(days=7), sum_minor=5),
            Day(AS_OF - timedelta(days=26 * 7 - 1), sum_minor=3),
            Day(AS_OF - timedelta(days=26 * 7), sum_minor=1),
        ]
        weeks = invoice_facts(days, as_of=AS_OF).sales_weeks_minor
        assert (weeks[-1], weeks[-2], weeks[0], sum(weeks)) == (7, 5, 3, 15)


class TestRates:
    def test_credit_notes_and_voided_invoices_are_shares_of_those_issued(self):
        days = [Day(AS_OF, count=197, voided=3, credit_notes=5)]
        facts = invoice_facts(days, as_of=AS_OF)
        assert (facts.voided_ppm, facts.credit_note_ppm) == (15_000, 25_000)

    def test_purchases_are_measured_against_sales(self):
        days = [*monthly(12), Day(AS_OF, direction="purchase", sum_minor=60_000_00)]
        assert invoice_facts(days, as_of=AS_OF).purchase_ratio_ppm == PPM // 2

    def test_the_largest_buyer_is_the_largest_share(self):
        facts = invoice_facts(monthly(12), as_of=AS_OF, buyer_shares_ppm=(120_000, 410_000))
        assert facts.largest_buyer_ppm == 410_000

    def test_history_is_counted_in_months_begun(self):
        assert invoice_facts([Day(date(2026, 11, 1))], as_of=AS_OF).history_months == 1
        assert invoice_facts([Day(date(2025, 11, 30))], as_of=AS_OF).history_months == 12
        assert invoice_facts([Day(date(2001, 1, 1))], as_of=AS_OF).history_months == 120


class TestVolatility:
    def test_is_nought_when_every_month_is_alike(self):
        assert volatility_ppm([500] * 12) == 0

    def test_of_nine_and_eleven_is_a_tenth(self):
        # n = 4, sum = 40, sum of squares = 404: sqrt(4 * 404 - 1600) / 40 = 4 / 40
        assert volatility_ppm([9, 11, 9, 11]) == 100_000

    def test_needs_three_months_and_a_sale(self):
        assert volatility_ppm([5, 5]) is None
        assert volatility_ppm([0, 0, 0]) is None

    @given(st.lists(st.integers(1, 10**12), min_size=3, max_size=12), st.integers(2, 1000))
    def test_does_not_depend_on_the_unit(self, months, unit):
        assert volatility_ppm(months) == volatility_ppm([each * unit for each in months])


@given(st.lists(st.tuples(st.integers(0, 800), st.integers(1, 10**9)), max_size=60))
def test_the_order_in_which_days_arrive_does_not_matter(drawn):
    days = [Day(AS_OF - timedelta(days=back), sum_minor=amount) for back, amount in drawn]
    assert invoice_facts(days, as_of=AS_OF) == invoice_facts(reversed(days), as_of=AS_OF)
