"""The facts of a file: each in the unit that a reader expects, with who vouches for it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from tenor.money import Money

from headrace.market.queries.facts import Fact, facts_of

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Firm:
    kind: str = "company"
    size_class: str = "small"
    staff: int = 34
    industry: str = "manufacturing"


@dataclass(frozen=True)
class Score:
    features: dict[str, Any] = field(default_factory=dict)
    decided_at: datetime = AT


@dataclass(frozen=True)
class Finding:
    claims: dict[str, Any]
    state: str = "valid"
    issuer_name: str = "Tongzhou Rating"
    issued_at: datetime = AT


def told(score=None, *findings, firm=None):
    return {each.name: each for each in facts_of(firm or Firm(), score, findings)}


class TestRegister:
    def test_is_told_first_and_needs_no_voucher(self):
        assert facts_of(Firm(), None, ()) == (
            Fact("legal_form", "company", "register", "", None),
            Fact("size_class", "small", "register", "", None),
            Fact("staff", 34, "register", "", None),
            Fact("industry", "manufacturing", "register", "", None),
        )

    def test_without_a_size_class_says_that_it_is_not_known(self):
        assert told(firm=Firm(size_class=""))["size_class"].value is None


class TestInvoices:
    @pytest.mark.parametrize(
        ("feature", "value", "name", "shown"),
        [
            ("sales_minor", 875_000_050, "sales", Money(Decimal("8750000.50"))),
            ("sales_minor", 0, "sales", Money(Decimal(0))),
            ("sales_minor", None, "sales", None),
            ("growth_ppm", 200_000, "growth", Decimal("0.2")),
            ("growth_ppm", -1_000_000, "growth", Decimal(-1)),
            ("growth_ppm", None, "growth", None),
            ("active_months", 12, "active_months", 12),
            ("active_months", None, "active_months", None),
            ("volatility_ppm", 1, "volatility", Decimal("0.000001")),
            ("largest_buyer_ppm", 410_000, "largest_buyer", Decimal("0.41")),
            ("history_months", 0, "history_months", 0),
            ("purchase_ratio_ppm", 0, "purchase_ratio", Decimal(0)),
        ],
    )
    def test_are_shown_as_money_fractions_and_counts(self, feature, value, name, shown):
        fact = told(Score({feature: value}))[name]
        assert fact == Fact(name, shown, "feed", "", AT)

    def test_are_nine_whatever_is_known(self):
        feed = [each for each in told(Score()).values() if each.mark == "feed"]
        assert len(feed) == 9
        assert {each.value for each in feed} == {None}

    def test_are_not_there_before_a_score(self):
        assert "sales" not in told()

    def test_of_a_finding_do_not_stand_among_them(self):
        assert "rating" not in told(Score({"rating": "A"}))


class TestFindings:
    @pytest.mark.parametrize(
        ("claim", "value", "name", "shown"),
        [
            ("identity", "clear", "identity", "clear"),
            ("licence_valid", True, "licence_valid", "yes"),
            ("licence_valid", False, "licence_valid", "no"),
            ("debts_minor", 73_000_000, "debts", Money(Decimal(730_000))),
            ("debts_minor", True, "debts", None),
            ("debts_minor", "much", "debts", None),
            ("share_ppm", 500_000, "share", Decimal("0.5")),
            ("open_loans", 2, "open_loans", 2),
            ("notes", ["a"], "notes", None),
            ("notes", None, "notes", None),
        ],
    )
    def test_are_shown_claim_by_claim_under_the_name_of_the_signer(self, claim, value, name, shown):
        assert told(None, Finding({claim: value}))[name] == Fact(
            name, shown, "signed", "Tongzhou Rating", AT
        )

    @pytest.mark.parametrize(
        ("state", "mark"), [("valid", "signed"), ("expired", "past"), ("withdrawn", "past")]
    )
    def test_that_do_not_hold_any_more_are_marked_as_past(self, state, mark):
        assert told(None, Finding({"identity": "clear"}, state))["identity"].mark == mark

    def test_of_two_signers_stand_side_by_side(self):
        both = facts_of(Firm(), None, [Finding({"a": 1}), Finding({"a": 2}, issuer_name="B")])
        assert [(each.value, each.source) for each in both[4:]] == [
            (1, "Tongzhou Rating"),
            (2, "B"),
        ]
