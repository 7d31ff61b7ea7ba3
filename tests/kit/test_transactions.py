"""A verb opens its transaction, a step demands one, and a refusal leaves only its own trace."""

from uuid import UUID

import pytest

from headrace.kit import log
from headrace.kit.atomicity import NoTransaction
from headrace.kit.clock import drive, now
from headrace.kit.delivery import deliver_all
from headrace.kit.errors import N_, Refused
from headrace.kit.journal import TOPIC, entry_of
from headrace.kit.models import TownClock
from headrace.kit.transactions import needs_transaction, open_transaction, transaction
from tests.settling import settle

pytestmark = pytest.mark.usefixtures("committed")


class TooEarly(Refused):
    message = N_("Not before {hour}.")
    journalled = ("hour",)


@transaction
def set_clock(*, by, at, refuse=False):
    TownClock.objects.create(stands_at=at)
    if refuse:
        raise TooEarly(field="at", hour="09:00", name="Li Wei")


@needs_transaction
def step():
    return "done"


class TestTransaction:
    def test_commits_what_the_verb_did(self, owner, at):
        set_clock(by=owner, at=at)

        assert now() == at

    def test_refuses_to_be_nested(self, owner, at):
        with open_transaction(), pytest.raises(RuntimeError):
            set_clock(by=owner, at=at)

    def test_undoes_a_refused_verb_and_journals_the_refusal(self, owner, at):
        # When a verb refuses after it has written
        with pytest.raises(TooEarly):
            set_clock(by=owner, at=at, refuse=True)

        # Then its row is gone, and the journal tells who tried what and which rule said no
        assert not TownClock.objects.exists()
        settle()
        stored = log.read(TOPIC, log.partition_of(owner.organisation_id), log.Cursor())
        refusal = entry_of(stored[-1])
        assert refusal.kind == "kit.refused"
        assert refusal.actor_person == UUID(int=7)
        assert refusal.facts["hour"] == "09:00"

    def test_keeps_personal_facts_of_a_refusal_out_of_the_journal(self, owner, at):
        with pytest.raises(TooEarly):
            set_clock(by=owner, at=at, refuse=True)

        settle()
        stored = log.read(TOPIC, log.partition_of(owner.organisation_id), log.Cursor())
        assert "Li Wei" not in str(stored[-1].payload)


class TestNeedsTransaction:
    def test_runs_inside_one(self):
        with open_transaction():
            assert step() == "done"

    def test_is_a_fault_of_the_caller_outside(self):
        with pytest.raises(NoTransaction, match="step"):
            step()


class TestTownClock:
    def test_cannot_go_back(self, at):
        drive(at)

        with pytest.raises(ValueError, match="cannot go back"):
            drive(at.replace(hour=1))

    def test_needs_a_zone(self, at):
        with pytest.raises(ValueError, match="zone"):
            drive(at.replace(tzinfo=None))


def test_delivery_refuses_to_run_inside_a_transaction():
    with open_transaction(), pytest.raises(RuntimeError):
        deliver_all()
