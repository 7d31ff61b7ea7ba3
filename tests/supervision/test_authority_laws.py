"""Who may order and read for which district, and figures that never point at one firm."""

from decimal import Decimal
from itertools import product as pairs
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.contracts.rules import oversight
from headrace.supervision.rules import authority, figures

DISTRICTS = st.integers(110_000, 659_999).map(str)
ALL_DUTIES = frozenset({"maker", "checker", "viewer"})


def acts(office, subject, roles=("government",), duties=("maker",)):
    try:
        authority.check_officer(
            roles=frozenset(roles),
            duties=frozenset(duties),
            district=office,
            of_subject=subject,
        )
    except authority.NotYourDistrict:
        return False
    return True


class TestOfficer:
    @pytest.mark.parametrize(
        ("office", "subject", "may"),
        [
            ("330282", "330282", True),
            ("330282", "330281", False),
            ("330282", "330200", False),
            ("330200", "330282", True),
            ("330200", "330200", True),
            ("330200", "330382", False),
            ("330000", "330282", True),
            ("330000", "340282", False),
            ("000000", "330282", True),
            ("000000", "", True),
            ("", "330282", False),
            ("330282", "", False),
            ("33", "330282", False),
            ("3302820", "330282", False),
            ("33028x", "330282", False),
        ],
    )
    def test_acts_within_his_office_and_nowhere_else(self, office, subject, may):
        assert acts(office, subject) is may

    @pytest.mark.parametrize(
        ("roles", "duties"),
        list(
            pairs(
                ((), ("auditor",), ("operator",), ("bank",), ("enterprise",), ("system",)),
                (("maker",), ("checker",), ("maker", "checker", "viewer")),
            )
        ),
    )
    def test_is_nobody_but_the_government(self, roles, duties):
        with pytest.raises(authority.OnlyAnOfficer):
            acts("000000", "330282", roles, duties)

    @pytest.mark.parametrize(
        ("duties", "may"),
        [
            (("maker",), True),
            (("checker",), True),
            (("viewer", "checker"), True),
            (("viewer",), False),
            ((), False),
        ],
    )
    def test_acts_as_maker_or_checker(self, duties, may):
        if may:
            assert acts("330282", "330282", duties=duties)
        else:
            with pytest.raises(authority.OnlyAnOfficer):
                acts("330282", "330282", duties=duties)

    @given(DISTRICTS)
    def test_of_the_country_acts_everywhere(self, subject):
        assert acts("000000", subject)

    @given(DISTRICTS, DISTRICTS)
    def test_acts_wherever_he_reads_and_reads_wherever_he_acts(self, office, subject):
        prefix = authority.readable_prefix(frozenset({"government"}), office)
        assert acts(office, subject) is subject.startswith(prefix)

    @given(st.text("0123456789x", max_size=8))
    def test_has_the_same_office_in_every_package(self, office):
        assert authority.overseen_prefix(office) == oversight.overseen_prefix(office)


class TestReader:
    @pytest.mark.parametrize(
        ("roles", "district", "prefix"),
        [
            ({"auditor"}, "330282", ""),
            ({"auditor"}, "", ""),
            ({"auditor", "government"}, "330282", ""),
            ({"government"}, "330282", "330282"),
            ({"government"}, "330200", "3302"),
            ({"government"}, "330000", "33"),
            ({"government"}, "000000", ""),
            ({"government"}, "", None),
            ({"government"}, "nowhere", None),
            ({"bank", "enterprise", "operator"}, "000000", None),
            (set(), "000000", None),
        ],
    )
    def test_sees_the_districts_that_begin_so(self, roles, district, prefix):
        assert authority.readable_prefix(frozenset(roles), district) == prefix


class TestReason:
    @pytest.mark.parametrize("reason", ["x" * 10, "  ten lettrs  ", "发票看来都是伪造的，"])
    def test_of_ten_letters_passes(self, reason):
        authority.check_reason(reason)

    @pytest.mark.parametrize("reason", ["", "x" * 9, "  nine let  ", " " * 40, "发票伪造"])
    def test_of_fewer_is_refused_blanks_at_the_ends_not_counted(self, reason):
        with pytest.raises(authority.ReasonTooShort) as refused:
            authority.check_reason(reason)
        assert refused.value.facts == {"letters": 10}


class TestLifting:
    @given(st.uuids(), st.uuids())
    def test_takes_another_person(self, ordered_by, lifted_by):
        if ordered_by == lifted_by:
            return
        authority.check_may_lift(ordered_by=ordered_by, lifted_by=lifted_by)

    def test_is_not_for_the_one_who_ordered_it(self):
        with pytest.raises(authority.SamePerson):
            authority.check_may_lift(ordered_by=UUID(int=1), lifted_by=UUID(int=1))


class TestHeatCell:
    @pytest.mark.parametrize(
        ("firms", "late", "shown"),
        [
            (0, 0, (None, None)),
            (1, 1, (None, None)),
            (19, 0, (None, None)),
            (20, 0, (20, Decimal(0))),
            (20, 1, (20, Decimal("0.05"))),
            (20, 20, (20, Decimal(1))),
            (300, 3, (300, Decimal("0.01"))),
        ],
    )
    def test_is_shown_from_twenty_firms_on(self, firms, late, shown):
        cell = figures.heat_cell(district="330282", model="bank_loan", firms=firms, late=late)
        assert (cell.firms, cell.share) == shown
        assert (cell.district, cell.model) == ("330282", "bank_loan")


def picture(*costs, ceiling="0.12"):
    return figures.histogram(
        [figures.OfferPoint(Decimal(cost), Decimal(ceiling)) for cost in costs],
        ceiling=Decimal("0.12"),
    )


class TestHistogram:
    @pytest.mark.parametrize(
        ("cost", "start"),
        [
            ("0", "0.000"),
            ("0.0049999999", "0.000"),
            ("0.005", "0.005"),
            ("0.0599999999", "0.055"),
            ("0.06", "0.060"),
            ("-0.001", "-0.005"),
        ],
    )
    def test_puts_an_offer_into_the_bin_that_begins_at_or_below_it(self, cost, start):
        (only,) = picture(cost).bins
        assert (only.start, only.end - only.start, only.count) == (
            Decimal(start),
            Decimal("0.005"),
            1,
        )

    @pytest.mark.parametrize(
        ("cost", "near", "above"),
        [
            ("0.1149999999", 0, 0),
            ("0.115", 1, 0),
            ("0.12", 1, 0),
            ("0.1200000001", 0, 1),
            ("0.36", 0, 1),
        ],
    )
    def test_tells_what_is_near_the_ceiling_and_what_is_above(self, cost, near, above):
        seen = picture(cost)
        assert (seen.near, seen.above) == (near, above)

    @given(st.lists(st.decimals(0, 1, places=6), max_size=30))
    def test_counts_every_offer_once_in_bins_without_a_gap(self, costs):
        seen = picture(*costs)
        assert sum(each.count for each in seen.bins) == seen.offers == len(costs)
        ends = [each.end for each in seen.bins]
        assert [each.start for each in seen.bins[1:]] == ends[:-1]
        assert seen.near + seen.above <= seen.offers

    @given(st.lists(st.decimals(0, 1, places=6), min_size=1, max_size=30))
    def test_begins_and_ends_with_a_bin_that_holds_something(self, costs):
        bins = picture(*costs).bins
        assert bins[0].count
        assert bins[-1].count
