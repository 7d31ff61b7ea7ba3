"""Which entry raises which alert, who may order, and what the console may show."""

from decimal import Decimal
from uuid import UUID

import pytest

from headrace.supervision.rules import alerts, authority, figures
from headrace.supervision.rules.alerts import Level, Severity, State

OFFICER = {"roles": frozenset({"government"}), "duties": frozenset({"maker"})}
ONE, OTHER = UUID(int=1), UUID(int=2)


def rule(kind, *, by_operator=False, **facts):
    return alerts.rule_for(kind, facts, by_operator=by_operator)


class TestTableOfAlerts:
    @pytest.mark.parametrize(
        ("kind", "code", "severity", "level"),
        [
            ("contracts.instalment.late", "late", Severity.NOTICE, Level.DISTRICT),
            ("contracts.loan.seriously_late", "seriously_late", Severity.WATCH, Level.DISTRICT),
            ("custody.break.found", "break", Severity.GRAVE, Level.CENTRE),
            ("parties.duplicate.suspected", "duplicate", Severity.WATCH, Level.DISTRICT),
        ],
    )
    def test_by_kind_of_entry(self, kind, code, severity, level):
        found = rule(kind)
        assert (found.code, found.severity, found.level) == (code, severity, level)

    @pytest.mark.parametrize(
        ("problem", "code"),
        [
            ("market/rate-above-ceiling", "rate_refused"),
            ("contracts/signature-forged", "forged_signature"),
            ("contracts/signature-of-another", "forged_signature"),
            ("contracts/fee-not-signed", "unsigned_fee"),
            ("contracts/payee-not-agreed", "payee_outside_purpose"),
            ("register/already-encumbered", "pledged_twice"),
            ("evidence/signature-invalid", "forged_finding"),
            ("custody/instruction-altered", "altered"),
        ],
    )
    def test_by_the_problem_of_a_refusal(self, problem, code):
        assert rule("kit.refused", verb="any", problem=problem).code == code

    @pytest.mark.parametrize("verb", ["market.make_offer", "contracts.request_drawdown"])
    def test_an_operator_who_touches_money_raises_one_whatever_the_problem(self, verb):
        found = rule("kit.refused", by_operator=True, verb=verb, problem="kit/not-admitted")
        assert (found.code, found.level) == ("operator_tried", Level.CENTRE)
        assert rule("kit.refused", verb=verb, problem="kit/not-admitted") is None

    def test_what_is_not_in_the_table_is_no_alert(self):
        assert rule("market.demand.published") is None
        assert rule("kit.refused", verb="market.draft_demand", problem="market/x") is None

    def test_every_alert_has_a_sentence(self):
        for kind in alerts.kinds()[:-1]:
            code = rule(kind).code
            assert alerts.title_of(code) != code
        assert alerts.title_of("operator_tried").startswith("The operator")

    def test_a_closed_alert_stays_closed(self):
        for state in (State.NEW, State.SEEN, State.ACTING):
            alerts.check_open(state)
        with pytest.raises(alerts.AlertMoveRefused):
            alerts.check_open(State.CLOSED)


class TestAuthority:
    @pytest.mark.parametrize("office", ["330282", "330200", "330000", "000000"])
    def test_an_office_acts_in_its_county_city_province_or_country(self, office):
        authority.check_officer(**OFFICER, district=office, of_subject="330282")

    @pytest.mark.parametrize("office", ["330281", "330100", "440000", "", "x"])
    def test_and_nowhere_else(self, office):
        with pytest.raises(authority.NotYourDistrict):
            authority.check_officer(**OFFICER, district=office, of_subject="330282")

    @pytest.mark.parametrize(
        ("roles", "duties"),
        [
            ({"auditor"}, {"maker", "checker"}),
            ({"bank"}, {"checker"}),
            ({"government"}, {"viewer"}),
        ],
    )
    def test_an_auditor_a_bank_and_a_viewer_change_nothing(self, roles, duties):
        with pytest.raises(authority.OnlyAnOfficer):
            authority.check_officer(
                roles=frozenset(roles),
                duties=frozenset(duties),
                district="000000",
                of_subject="330282",
            )

    def test_another_person_lifts_a_freeze(self):
        authority.check_may_lift(ordered_by=ONE, lifted_by=OTHER)
        with pytest.raises(authority.SamePerson):
            authority.check_may_lift(ordered_by=ONE, lifted_by=ONE)

    def test_an_order_says_why(self):
        authority.check_reason("invoices look forged")
        for reason in ("", "because", "         no    "):
            with pytest.raises(authority.ReasonTooShort):
                authority.check_reason(reason)

    def test_who_reads_what(self):
        assert authority.readable_prefix(frozenset({"auditor"}), "330282") == ""
        assert authority.readable_prefix(frozenset({"government"}), "330282") == "330282"
        assert authority.readable_prefix(frozenset({"government"}), "330000") == "33"
        assert authority.readable_prefix(frozenset({"bank"}), "330282") is None


class TestFigures:
    def test_a_cell_of_fewer_than_twenty_firms_is_suppressed(self):
        few = figures.heat_cell(district="330282", model="bank_loan", firms=19, late=3)
        assert (few.firms, few.share) == (None, None)
        enough = figures.heat_cell(district="330282", model="bank_loan", firms=20, late=3)
        assert (enough.firms, enough.share) == (20, Decimal("0.15"))

    def test_offers_stand_in_bins_of_half_a_point_with_empty_ones_between(self):
        ceiling = Decimal("0.12")
        costs = ("0.0600", "0.0649", "0.0650", "0.0750", "0.1150", "0.1149", "0.1200")
        picture = figures.histogram(
            [figures.OfferPoint(Decimal(cost), ceiling) for cost in costs], ceiling=ceiling
        )
        assert [each.count for each in picture.bins[:4]] == [2, 1, 0, 1]
        assert (picture.bins[0].start, picture.bins[-1].end) == (Decimal("0.060"), Decimal("0.125"))
        assert (picture.offers, picture.near, picture.above) == (7, 2, 0)

    def test_each_offer_is_measured_by_its_own_ceiling(self):
        old = figures.OfferPoint(Decimal("0.15"), Decimal("0.154"))
        picture = figures.histogram([old], ceiling=Decimal("0.12"))
        assert (picture.near, picture.above) == (1, 0)
        over = figures.OfferPoint(Decimal("0.16"), Decimal("0.154"))
        assert figures.histogram([over], ceiling=Decimal("0.12")).above == 1

    def test_no_offers_make_an_empty_picture(self):
        assert figures.histogram([], ceiling=Decimal("0.12")).bins == ()
