"""Reads of the rulebook on the first day, on the last, and on days of which it says nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headrace.kit.errors import NotAdmitted
from headrace.kit.subjects import Subject
from headrace.rulebook import models, queries, services
from headrace.rulebook.queries import RuleNotFound
from headrace.rulebook.rules import RuleDraft

DAY = timedelta(days=1)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
UNHURRIED = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

pytestmark = pytest.mark.usefixtures("packs")


def draft(**said) -> RuleDraft:
    facts = {
        "pack": "CENTRE",
        "rule_key": "test.weather",
        "scope": {},
        "value": {"wet": True},
        "valid_from": date(2027, 1, 1),
        "valid_to": date(2027, 2, 1),
        "source": "Notice",
        "status": "M",
        "severity": "warn",
        "text_en": "It may rain.",
        "text_zh": "可能下雨。",
    }
    return RuleDraft(**{**facts, **said})


@pytest.fixture
def weather(maker, checker, at):
    """A rule of January 2027, changed in by two officers."""
    rule = services.propose_rule(key=uuid4(), by=maker, at=at, draft=draft(), reason="a wet month")
    return services.approve_rule(key=uuid4(), by=checker, at=at, rule_id=rule)


class TestADayOfARule:
    @pytest.mark.parametrize(
        ("on", "holds"),
        [
            (date(2026, 12, 31), False),
            (date(2027, 1, 1), True),
            (date(2027, 1, 31), True),
            (date(2027, 2, 1), False),
        ],
    )
    def test_is_the_first_but_not_the_day_after_the_last(self, weather, on, holds):
        listed = {each.rule_id for each in queries.open_rules(on)}
        assert (weather in listed) is holds
        if holds:
            assert queries.look_up("test.weather", on=on).rule_id == weather
        else:
            with pytest.raises(RuleNotFound):
                queries.look_up("test.weather", on=on)

    @UNHURRIED
    @given(on=DAYS)
    def test_has_one_answer_for_a_key_and_scope_of_a_pack(self, on):
        addresses = [
            (each.pack, each.key, tuple(sorted(each.scope.items())))
            for each in queries.open_rules(on)
        ]
        assert len(set(addresses)) == len(addresses)

    @UNHURRIED
    @given(on=DAYS)
    def test_offers_as_choices_what_it_would_answer(self, on):
        for scope in queries.scopes_of("market.ceiling", on=on):
            answer = queries.look_up("market.ceiling", on=on, scope=scope)
            assert dict(answer.scope) == dict(scope)


class TestASeries:
    def test_answers_by_the_last_figure_on_or_before_a_day(self):
        points = queries.series_points("LPR-1Y")
        assert [each.on for each in points] == sorted(each.on for each in points)
        for earlier, later in pairwise(points):
            assert queries.series_value("LPR-1Y", on=later.on) == later
            assert queries.series_value("LPR-1Y", on=later.on - DAY) == earlier

    def test_says_nothing_before_it_begins_nor_under_another_name(self):
        first = queries.series_points("LPR-1Y")[0]
        for series, on in (("LPR-1Y", first.on - DAY), ("LPR-9Y", date(2026, 1, 1))):
            with pytest.raises(RuleNotFound):
                queries.series_value(series, on=on)
        assert queries.series_points("LPR-9Y") == ()

    def test_shows_no_figure_that_waits_for_its_second_person(self, maker, at):
        before = queries.series_points("LPR-1Y")
        services.propose_series_point(
            key=uuid4(),
            by=maker,
            at=at,
            series="LPR-1Y",
            on=date(2026, 11, 20),
            value=Decimal("0.0290"),
            source="National Interbank Funding Centre",
        )
        assert queries.series_points("LPR-1Y") == before

    @pytest.mark.parametrize("lacking", ["duties", "roles", "district"])
    def test_takes_a_figure_from_central_government_alone(self, maker, at, lacking):
        other = replace(maker, **{lacking: "330282" if lacking == "district" else frozenset()})
        with pytest.raises(NotAdmitted):
            services.propose_series_point(
                key=uuid4(),
                by=other,
                at=at,
                series="LPR-1Y",
                on=date(2026, 11, 20),
                value=Decimal("0.0290"),
                source="Somebody",
            )


class TestAProposal:
    def test_is_listed_with_its_reason_until_it_is_decided(self, maker, checker, at):
        rule = services.propose_rule(key=uuid4(), by=maker, at=at, draft=draft(), reason="rain")
        (waiting,) = queries.proposals()
        assert (waiting.rule.rule_id, waiting.reason) == (rule, "rain")
        assert (waiting.proposed_by, waiting.proposed_at) == (maker.person_id, at)

        services.refuse_rule(key=uuid4(), by=checker, at=at, rule_id=rule)

        assert queries.proposals() == ()


class TestAPack:
    def test_that_governs_has_a_first_day(self):
        with pytest.raises(RuleNotFound):
            queries.pack_in_force(date(1999, 1, 1))
        assert queries.pack_in_force(date(2026, 11, 23)).name in {
            each.name for each in queries.packs()
        }

    def test_is_listed_by_its_name(self):
        names = [each.name for each in queries.packs()]
        assert names == sorted(names)
        assert len(names) == models.Pack.objects.count()


class TestADecision:
    def test_is_read_again_as_it_was_told_and_of_its_subject_alone(self, maker, at):
        rule = queries.look_up("market.ceiling", on=at.date(), scope={"lender_type": "bank"})
        mine, other = Subject("offer", uuid4()), Subject("offer", uuid4())
        for subject, verdict in ((mine, "allowed"), (other, "refused"), (mine, "reported")):
            services.decide(
                rule=rule,
                subject=subject,
                inputs={"rate": "0.11"},
                verdict=verdict,
                by=maker,
                at=at,
            )

        read = queries.decisions(mine)

        assert [each.verdict for each in read] == ["allowed", "reported"]
        assert {(each.rule_id, each.pack_version) for each in read} == {
            (rule.rule_id, rule.version)
        }
        assert queries.decisions(Subject("demand", mine.id)) == ()
