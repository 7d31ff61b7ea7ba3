"""A reaction takes effect exactly once; one that fails is parked and stops nobody else."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from headrace.kit import delivery, journal, log, reactions
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.models import ParkedEntry, TownClock
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from tests.settling import settle

pytestmark = pytest.mark.usefixtures("committed")

FIRM = UUID(int=4)
OPERATOR = Actor.system("set-up")


@pytest.fixture
def packages(monkeypatch) -> dict[str, dict[str, list[reactions.Reaction]]]:
    """The reactions of packages made up for the test."""
    made_up = defaultdict(lambda: defaultdict(list))
    monkeypatch.setattr(reactions, "_by_group", made_up)
    return made_up


@pytest.fixture
def heard(packages) -> list[int]:
    """What one package has heard; a second one stumbles over everything."""
    seen = []

    def listen(entry):
        seen.append(entry.facts["number"])

    def stumble(entry):
        raise ZeroDivisionError

    packages["alpha"]["kit.tested"] = [listen]
    packages["beta"]["kit.tested"] = [stumble]
    return seen


def tell(owner, at, number, *, about=None, kind="kit.tested"):
    with open_transaction():
        return journal.record(
            kind,
            subject=Subject("thing", UUID(int=1)),
            about=about or UUID(int=number),
            by=owner,
            at=at,
            facts={"number": number},
        )


def lose() -> None:
    with connection.cursor() as cursor:
        cursor.execute("do $$ begin raise exception using errcode = '40P01'; end $$")


class TestDelivery:
    def test_reaches_every_group_once(self, heard, owner, at):
        for number in range(5):
            tell(owner, at, number)

        delivery.deliver_all()
        delivery.deliver_all()

        assert sorted(heard) == [0, 1, 2, 3, 4]

    def test_keeps_the_order_of_entries_about_one_firm(self, heard, owner, at):
        for number in range(9):
            tell(owner, at, number, about=FIRM)

        delivery.deliver_all()

        assert heard == list(range(9))

    def test_passes_over_what_concerns_nobody_once(self, heard, owner, at):
        # Given entries of which only one in the middle of its partition concerns a package
        for number, kind in enumerate(["kit.idle", "kit.tested", "kit.idle"]):
            tell(owner, at, number, about=FIRM, kind=kind)

        # When they are delivered, then all are counted for both packages, and none comes twice
        assert delivery.deliver_all() == 6
        assert delivery.deliver_all() == 0
        assert heard == [1]

    def test_parks_what_a_group_cannot_take_and_goes_on(self, heard, owner, at, caplog):
        entry = tell(owner, at, 1)

        delivery.deliver_all()

        (parked,) = ParkedEntry.objects.all()
        assert (parked.group_name, parked.entry_id) == ("beta", entry)
        assert "ZeroDivisionError" in parked.error
        assert heard == [1]

    def test_undoes_the_effects_of_a_reaction_that_failed(self, packages, owner, at, caplog):
        def write_and_stumble(entry):
            ParkedEntry.objects.create(
                group_name="trace", entry_id=entry.id, kind="x", error="", parked_at=at
            )
            raise ZeroDivisionError

        packages["beta"]["kit.tested"] = [write_and_stumble]
        tell(owner, at, 1)

        delivery.deliver_all()

        assert not ParkedEntry.objects.filter(group_name="trace").exists()

    def test_is_refused_inside_a_transaction(self, heard):
        with open_transaction(), pytest.raises(RuntimeError):
            delivery.deliver_all()


class TestRivals:
    def test_what_one_entry_locks_is_free_before_the_next(self, packages, owner, at, superuser):
        # Given a reaction that takes a lock, as one upon a book does, and looks who else may
        TownClock.objects.create(stands_at=at)
        free = []

        def take_the_book(entry):
            free.append(takes_at_once(superuser))
            TownClock.objects.select_for_update().get()

        packages["alpha"]["kit.tested"] = [take_the_book]
        for number in range(3):
            tell(owner, at, number, about=FIRM)

        # When a batch of three is delivered, then each found the book free
        delivery.deliver_all()
        assert free == [True, True, True]

    def test_a_reaction_that_lost_a_deadlock_is_tried_again_and_not_parked(
        self, packages, owner, at
    ):
        tries = []

        def lose_once(entry):
            tries.append(entry.facts["number"])
            if len(tries) == 1:
                lose()

        packages["alpha"]["kit.tested"] = [lose_once]
        tell(owner, at, 7)

        assert delivery.deliver_all() == 1

        assert tries == [7, 7]
        assert delivery.parked() == ()

    def test_two_deliverers_at_once_take_each_entry_once(self, packages, owner, at):
        taken = []

        def take(entry):
            ParkedEntry.objects.create(
                group_name="taken", entry_id=entry.id, kind="x", error="", parked_at=at
            )
            taken.append(entry.facts["number"])

        packages["alpha"]["kit.tested"] = [take]
        for number in range(40):
            tell(owner, at, number, about=UUID(int=number % 3))

        def deliver(_):
            try:
                return delivery.deliver_all()
            finally:
                connection.close()

        with ThreadPoolExecutor(3) as pool:
            counted = sum(pool.map(deliver, range(3)))

        assert counted == 40
        assert sorted(taken) == list(range(40))
        assert delivery.deliver_all() == 0


class TestDeliveringAgain:
    @pytest.fixture
    def broken(self, packages) -> list[bool]:
        """Whether the package is broken; emptying it mends the package."""
        state = [True]

        def react(entry):
            if state:
                raise LookupError("no grade")

        packages["beta"]["kit.tested"] = [react]
        return state

    @pytest.fixture
    def entry_id(self, broken, owner, at, caplog) -> UUID:
        told = tell(owner, at, 1, about=FIRM)
        delivery.deliver_all()
        return told

    def test_takes_effect_and_is_told(self, broken, entry_id, at):
        broken.clear()

        assert delivery.deliver_again(by=OPERATOR, group="beta", entry_id=entry_id, at=at)

        assert delivery.parked() == ()
        settle()
        stories = log.read(journal.TOPIC, log.partition_of(FIRM), log.Cursor())
        (story,) = [each for each in stories if each.kind == "kit.entry.delivered_again"]
        assert story.payload["facts"] == {"group": "beta", "taken": True}

    def test_leaves_it_parked_while_the_package_is_broken(self, entry_id, at):
        assert not delivery.deliver_again(by=OPERATOR, group="beta", entry_id=entry_id, at=at)

        (parked,) = delivery.parked()
        assert parked.entry_id == entry_id

    @pytest.mark.parametrize("group", ["alpha", ""])
    def test_is_refused_where_it_is_not_parked(self, entry_id, at, group):
        with pytest.raises(NotFound):
            delivery.deliver_again(by=OPERATOR, group=group, entry_id=entry_id, at=at)


def takes_at_once(elsewhere: psycopg.Connection) -> bool:
    try:
        elsewhere.execute("select * from kit_townclock for update nowait")
    except psycopg.errors.LockNotAvailable:
        return False
    return True
