"""The seven steps of a bank loan, by the services that people and partners call."""

import pytest

from headrace.simulation import journey
from headrace.simulation.plan import load


@pytest.fixture
def report(town):
    return journey.run(town, 5, at=load().opens_at)


class TestJourney:
    def test_keeps_every_promise_to_the_last_repayment(self, report):
        assert report["invariants"] == dict.fromkeys(report["invariants"], True)

    def test_finances_sound_firms_and_says_why_not_the_others(self, report):
        for firm in report["firms"]:
            assert firm["grade"]
            assert 1 <= len(firm["reasons"]) <= 4
            assert firm["drawn"] == firm["repaid"]
