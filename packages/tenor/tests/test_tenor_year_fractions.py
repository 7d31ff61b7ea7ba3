"""Parts of a year by name, against the figures that others print."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.dates import DatesOutOfOrder, UnknownDayCount
from tenor.year_fractions import CONVENTIONS, year_fraction

DAYS = st.dates(date(1999, 1, 1), date(2031, 12, 31))


def days_of(start: str, end: str, convention: str, over: int = 360) -> Fraction:
    counted = year_fraction(convention, date.fromisoformat(start), date.fromisoformat(end))
    return counted * over


class TestThirtyDayMonths:
    # Columns: 30/360 US, 30E/360, 30E/360 ISDA (published DAYS360 tables).
    @pytest.mark.parametrize(
        ("start", "end", "us", "european", "german"),
        [
            ("2007-01-15", "2007-01-30", 15, 15, 15),
            ("2007-09-30", "2008-03-31", 180, 180, 180),
            ("2007-01-15", "2007-01-31", 16, 15, 15),
            ("2007-01-31", "2007-02-28", 28, 28, 30),
            ("2007-02-28", "2007-03-31", 30, 32, 30),
            ("2007-02-14", "2007-02-28", 14, 14, 16),
            ("2008-02-29", "2009-02-28", 360, 359, 360),
            ("2008-02-29", "2008-03-30", 30, 31, 30),
            ("2007-02-28", "2007-03-05", 5, 7, 5),
        ],
    )
    def test_are_counted_as_published(self, start, end, us, european, german):
        assert days_of(start, end, "30/360 SIA") == us
        assert days_of(start, end, "30E/360") == european
        assert days_of(start, end, "30E/360 ISDA") == german

    def test_differ_on_a_last_31st(self):
        assert days_of("2008-02-01", "2009-05-31", "30/360 ISDA") == 480
        assert days_of("2008-02-01", "2009-05-31", "30E/360") == 479
        assert days_of("2008-02-01", "2009-05-31", "30E+/360") == 480


class TestActualDays:
    @pytest.mark.parametrize(
        ("convention", "expected"),
        [
            ("act/act", Fraction(4, 365) + Fraction(59, 366)),
            ("Actual/365 Fixed", Fraction(63, 365)),
            ("actual/360", Fraction(63, 360)),
            ("act/364", Fraction(63, 364)),
            ("act/365.25", Fraction(63 * 4, 1461)),
            ("NL/365", Fraction(62, 365)),
            ("NL/360", Fraction(62, 360)),
        ],
    )
    def test_are_divided_by_what_the_convention_says(self, convention, expected):
        start, end = date(2007, 12, 28), date(2008, 2, 29)
        assert year_fraction(convention, start, end) == expected

    # The periods of the ISDA memorandum of 1998: its own figures of the ICMA and AFB methods.
    @pytest.mark.parametrize(
        ("start", "end", "reference", "icma", "afb"),
        [
            ("2003-11-01", "2004-05-01", ("2003-11-01", "2004-05-01"), "0.5", "0.497267759563"),
            ("1999-02-01", "1999-07-01", ("1998-07-01", "1999-07-01"), "0.41095890411", None),
            ("1999-07-01", "2000-07-01", ("1999-07-01", "2000-07-01"), "1", "1"),
            ("2002-08-15", "2003-07-15", ("2003-01-15", "2003-07-15"), "0.915760869565", None),
            ("1999-07-30", "2000-01-30", ("1999-07-30", "2000-01-30"), "0.5", "0.504109589041"),
            ("2000-01-30", "2000-06-30", ("2000-01-30", "2000-07-30"), "0.417582417582", None),
        ],
    )
    def test_agree_with_the_memorandum(self, start, end, reference, icma, afb):
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        period = (date.fromisoformat(reference[0]), date.fromisoformat(reference[1]))
        counted = year_fraction("actual/actual ISMA", first, last, reference=period)
        assert abs(counted - Fraction(icma)) < Fraction(1, 10**11)
        if afb is not None:
            french = year_fraction("actual/actual AFB", first, last)
            assert abs(french - Fraction(afb)) < Fraction(1, 10**11)

    def test_of_a_whole_coupon_period_are_its_equal_part_of_a_year(self):
        assert year_fraction("act/act ICMA", date(2026, 1, 31), date(2026, 4, 30)) == Fraction(1, 4)

    def test_back_from_the_last_of_february_the_french_year_begins_on_the_29th(self):
        assert year_fraction("act/act AFB", date(2024, 2, 29), date(2025, 2, 28)) == 1


class TestEveryConvention:
    @given(DAYS, DAYS, st.sampled_from(sorted(CONVENTIONS)))
    def test_is_near_the_actual_days(self, one, two, convention):
        start, end = sorted((one, two))
        counted = year_fraction(convention, start, end)
        # Thirty-day months may lose three days at either end, a year of 360 gains one in 73.
        assert abs(counted * 365 - (end - start).days) <= 6 + Fraction((end - start).days, 60)

    def test_is_refused_if_unknown_or_backwards(self):
        with pytest.raises(UnknownDayCount, match="lunar"):
            year_fraction("lunar", date(2026, 1, 1), date(2026, 1, 2))
        with pytest.raises(DatesOutOfOrder):
            year_fraction("act/360", date(2026, 1, 2), date(2026, 1, 1))
