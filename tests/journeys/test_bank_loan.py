"""The seven steps of a bank loan, by the services that people and partners call."""

from decimal import Decimal

from tenor.money import Money

from headrace.kit import clock
from headrace.market import queries as market
from headrace.register import queries as register
from headrace.simulation import journey
from headrace.simulation.plan import load


def test_firms_are_financed_and_repay_to_the_last_fen(town):
    # Given a founded town, when five of its firms go through all seven steps
    report = journey.run(town, 5, at=load().opens_at)

    # Then every promise held
    assert report["invariants"] == dict.fromkeys(report["invariants"], True)

    # And each firm has a grade with one to four reasons, and gave back all that it drew
    for firm in report["firms"]:
        assert firm["grade"]
        assert 1 <= len(firm["reasons"]) <= 4
        assert firm["drawn"] == firm["repaid"]

    # And the one that shrinks and is overdue elsewhere was shown to no bank
    (refused,) = (firm for firm in report["firms"] if firm["rate"] is None)
    assert refused["grade"] in ("C2", "C3", "D")
    assert refused["drawn"] == "0.00"

    # And whoever was financed has a closed request, and nobody owes a bank anything any more
    at = clock.now()
    states = [_states(owner, at) for owner in town.settled]
    drew = [Decimal(each["drawn"]) > 0 for each in report["firms"]]
    assert [each == ["closed"] for each in states] == drew
    for owner in town.settled:
        assert register.exposure(owner.organisation_id) == Money.zero()
    for bank in town.banks:
        assert register.exposure(lender_id=bank.desk.organisation_id) == Money.zero()


def _states(owner, at):
    return [each.state for each in market.demands_of(owner.actor(at))]
