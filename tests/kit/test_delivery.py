"""A reaction takes effect exactly once; one that fails is parked and stops nobody else."""

from uuid import UUID

import pytest

from headrace.kit import delivery, journal
from headrace.kit.models import ParkedEntry
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def heard(monkeypatch):
    """Reactions of two packages made up for the test."""
    seen = []

    def listen(entry):
        seen.append(entry.facts["number"])

    def stumble(entry):
        raise ZeroDivisionError

    monkeypatch.setattr(
        delivery,
        "_reactions",
        {"alpha": {"kit.tested": [listen]}, "beta": {"kit.tested": [stumble]}},
    )
    return seen


def tell(owner, at, number):
    with open_transaction():
        return journal.record(
            "kit.tested",
            subject=Subject("thing", UUID(int=1)),
            about=UUID(int=number),
            by=owner,
            at=at,
            facts={"number": number},
        )


class TestDelivery:
    def test_reaches_every_group_once(self, heard, owner, at):
        for number in range(5):
            tell(owner, at, number)

        delivery.deliver_all()
        delivery.deliver_all()

        assert sorted(heard) == [0, 1, 2, 3, 4]

    def test_parks_what_a_group_cannot_take_and_goes_on(self, heard, owner, at, caplog):
        entry = tell(owner, at, 1)

        delivery.deliver_all()

        (parked,) = ParkedEntry.objects.all()
        assert (parked.group_name, parked.entry_id) == ("beta", entry)
        assert "ZeroDivisionError" in parked.error
        assert heard == [1]

    def test_undoes_the_effects_of_a_reaction_that_failed(self, heard, owner, at, caplog):
        def write_and_stumble(entry):
            ParkedEntry.objects.create(
                group_name="trace", entry_id=entry.id, kind="x", error="", parked_at=at
            )
            raise ZeroDivisionError

        delivery._reactions["beta"]["kit.tested"] = [write_and_stumble]
        tell(owner, at, 1)

        delivery.deliver_all()

        assert not ParkedEntry.objects.filter(group_name="trace").exists()
