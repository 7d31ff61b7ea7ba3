"""The worker: its duties in order, woken at once, not ended by a database that went away."""

import signal
import time
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection

from headrace.config import duties, wiring, worker
from headrace.custody import ports
from headrace.kit import delivery, journal, log, reactions
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.models import TownClock
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from tests.settling import settle

WORKER = Actor.system("test")


def tell(at) -> None:
    with open_transaction():
        journal.record(
            "kit.tested", subject=Subject("thing", new_id()), about=new_id(), by=WORKER, at=at
        )


class TestTheWorker:
    @pytest.fixture
    def rounds(self, monkeypatch) -> list[str]:
        """What happened; each round of work is made up by the test."""
        told: list[str] = []
        monkeypatch.setattr(worker, "_duties", list)
        monkeypatch.setattr(worker.signal, "signal", lambda *_: None)
        monkeypatch.setattr(worker.time, "sleep", lambda seconds: told.append(f"rest {seconds}"))
        return told

    def works(self, monkeypatch, rounds, *outcomes) -> None:
        left = iter(outcomes)

        def work(_duties):
            rounds.append("work")
            raise next(left)

        monkeypatch.setattr(worker, "_work", work)

    @pytest.mark.parametrize(
        "problem", [psycopg.OperationalError("gone"), connection.Database.InterfaceError("gone")]
    )
    def test_rests_and_begins_again_when_the_database_went_away(
        self, db, monkeypatch, rounds, problem, caplog
    ):
        monkeypatch.setattr("django.db.connections.close_all", lambda: rounds.append("let go"))
        self.works(monkeypatch, rounds, problem, SystemExit(0))

        with pytest.raises(SystemExit):
            worker.main()

        assert rounds == ["work", "let go", "rest 5.0", "work"]
        assert "the database failed: gone" in caplog.text

    def test_ends_with_a_fault_that_is_not_the_databases(self, monkeypatch, rounds):
        self.works(monkeypatch, rounds, ZeroDivisionError())

        with pytest.raises(ZeroDivisionError):
            worker.main()

        assert rounds == ["work"]

    def test_ends_well_when_it_is_asked_to(self):
        with pytest.raises(SystemExit) as end:
            worker._end(signal.SIGTERM, None)
        assert end.value.code == 0

    def test_delivers_first_and_looks_at_the_day_once_a_minute(self):
        planned = {each.act.__name__: each.every_seconds for each in worker._duties()}
        assert next(iter(planned)) == "deliver"
        assert planned == {
            "deliver": 0.0,
            "seal": 1.0,
            "exchange_with_custodians": 1.0,
            "daily_round": 60.0,
            "live_the_town": 2.0,
        }

    def test_is_woken_by_an_entry_before_its_pause_is_over(self, committed, at, monkeypatch):
        monkeypatch.setattr(worker, "_PAUSE_SECONDS", 20.0)
        with worker._ear() as heard:
            tell(at)
            began = time.monotonic()
            next(heard)
        assert time.monotonic() - began < 10

    def test_looks_by_itself_when_nobody_calls(self, committed, monkeypatch):
        monkeypatch.setattr(worker, "_PAUSE_SECONDS", 0.05)
        with worker._ear() as heard:
            began = time.monotonic()
            next(heard)
        assert 0.04 < time.monotonic() - began < 5


class TestItsDuties:
    def test_deliver_until_nothing_is_left(self, committed, at, monkeypatch):
        heard = []
        monkeypatch.setattr(reactions, "_by_group", {"alpha": {"kit.tested": [heard.append]}})
        for _ in range(3):
            tell(at)
        settle()

        duties.deliver()

        assert len(heard) == 3
        assert not log.unread("alpha", journal.TOPIC)
        assert delivery.parked() == ()

    def test_seal_what_was_told(self, committed, at):
        tell(at)
        settle()

        duties.seal()

        with connection.cursor() as cursor:
            cursor.execute("select count(*) from kit_log_seal")
            assert cursor.fetchone() == (1,)

    def test_do_the_parts_of_a_day_under_the_days_own_keys(self, monkeypatch, at):
        # Given duties whose verbs note their keys
        keys: dict[str, list] = {}

        def noting(verb):
            return lambda **said: keys.setdefault(verb, []).append(said["key"])

        named = {"parties": "expire_roles", "evidence": "daily_round", "contracts": "close_day"}
        for package, verb in {**named, "market": "expire_due"}.items():
            monkeypatch.setattr(duties, package, SimpleNamespace(**{verb: noting(package)}))
        monkeypatch.setattr(duties, "clear_expired", noting("config"))
        monkeypatch.setattr(duties.custody_queries, "books", tuple)
        monkeypatch.setattr(duties.clock, "now", lambda: at)

        # When the round is made twice
        duties.daily_round()
        duties.daily_round()

        # Then each part has one key, of its own, but offers run out by the hour
        fresh = keys.pop("market")
        assert fresh[0] != fresh[1]
        assert all(first == second for first, second in keys.values())
        assert len({first for first, _ in keys.values()}) == len(keys) == 4

    @pytest.mark.parametrize(
        ("demo", "driven", "acts"), [(True, True, 1), (True, False, 0), (False, True, 0)]
    )
    def test_let_robots_act_only_in_a_town_whose_clock_is_driven(
        self, committed, at, settings, monkeypatch, demo, driven, acts
    ):
        settings.DEMO = demo
        if driven:
            TownClock.objects.create(stands_at=at)
        acted = []
        monkeypatch.setattr(duties.robots, "act", lambda home, moment: acted.append(moment))

        duties.live_the_town()

        assert acted == [at] * acts


class TestTheWiring:
    @pytest.fixture
    def bound(self, monkeypatch) -> list[tuple[str, str]]:
        """Which custodian got which channel, of two books."""
        pairs: list[tuple[str, str]] = []
        books = [SimpleNamespace(custodian_id=each) for each in ("north", "south")]
        monkeypatch.setattr(wiring.custody, "books", lambda: books)
        monkeypatch.setattr(wiring.MockBank, "attached", lambda folder: folder.name)
        monkeypatch.setattr(wiring, "MockBankChannel", lambda bank: f"channel to {bank}")
        monkeypatch.setattr(
            ports, "bind", lambda custodian, channel: pairs.append((custodian, channel))
        )
        return pairs

    def test_binds_the_pretend_bank_to_every_book_of_the_demo(self, bound, settings):
        settings.DEMO = True
        wiring.bind_custodians()
        assert bound == [("north", "channel to bank"), ("south", "channel to bank")]

    def test_never_lets_real_money_near_the_pretend_bank(self, bound, settings):
        settings.DEMO = False
        wiring.bind_custodians()
        assert bound == []
