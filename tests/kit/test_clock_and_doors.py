"""The town's clock, the memory of answers and the log's tables, as the application may use them."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.utils import Error, IntegrityError, ProgrammingError

from headrace.kit import clock, crypto, log
from headrace.kit.atomicity import NoTransaction
from headrace.kit.crypto import EncryptedTextField, Unreadable, blind_index, keyed_digest
from headrace.kit.ids import id_at
from headrace.kit.journal import record
from headrace.kit.models import TownClock
from headrace.kit.once import KeyReused, once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import savepoint
from headrace.kit.transactions import transaction as verb
from tests.kit.tongues import in_chinese, is_told_in_both

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def as_application(statement: str, *values: object) -> None:
    with savepoint(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def kind_of(value) -> str:
    """A name that is the same in every process: an object's own shows where it lies."""
    return type(value).__name__


class TestACivilDay:
    @pytest.mark.parametrize(
        ("at", "day"),
        [
            (datetime(2026, 11, 22, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 11, 22)),
            (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
            (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), date(2026, 1, 1)),
            (datetime(2026, 11, 23, 0, 0, tzinfo=clock.CIVIL_ZONE), date(2026, 11, 23)),
            (datetime(2026, 11, 23, 23, 59, tzinfo=clock.CIVIL_ZONE), date(2026, 11, 23)),
        ],
    )
    def test_begins_at_midnight_in_shanghai(self, at, day):
        assert clock.day_of(at) == day


@pytest.mark.django_db
class TestTheTownsClock:
    def test_is_the_machines_where_nobody_drives_it(self):
        before = datetime.now(UTC)

        assert before <= clock.now() <= datetime.now(UTC)
        assert not clock.is_driven()
        assert clock.running_since() is None

    def test_stands_where_it_was_driven_to(self):
        clock.drive(NOON)

        assert clock.now() == NOON == clock.now()
        assert clock.is_driven()
        assert clock.running_since() is None

    def test_may_be_driven_to_where_it_stands_and_on(self):
        for at in (NOON, NOON, NOON + timedelta(seconds=1)):
            clock.drive(at)

        assert clock.now() == NOON + timedelta(seconds=1)

    @pytest.mark.parametrize("back", [timedelta(microseconds=1), timedelta(days=1)])
    def test_never_goes_back(self, back):
        clock.drive(NOON)

        with pytest.raises(ValueError, match="cannot go back"):
            clock.drive(NOON - back)
        assert clock.now() == NOON

    def test_takes_no_instant_without_a_zone(self):
        with pytest.raises(ValueError, match="zone"):
            clock.drive(NOON.replace(tzinfo=None))
        assert not clock.is_driven()

    def test_runs_on_from_where_it_stood(self):
        clock.drive(NOON)
        clock.let_run()

        assert NOON <= clock.now() < NOON + timedelta(minutes=1)
        assert clock.running_since() is not None

    def test_that_runs_goes_on_running_from_where_it_is_driven_to(self):
        clock.drive(NOON)
        clock.let_run()
        clock.drive(NOON + timedelta(days=1))

        assert clock.running_since() is not None
        assert NOON + timedelta(days=1) <= clock.now()

    def test_that_runs_is_not_set_running_anew(self):
        clock.drive(NOON)
        clock.let_run()
        since = clock.running_since()
        clock.let_run()

        assert clock.running_since() == since

    def test_is_not_made_by_letting_it_run(self):
        clock.let_run()

        assert not clock.is_driven()

    def test_is_one(self):
        clock.drive(NOON)

        with pytest.raises(IntegrityError, match="kit_one_clock"), savepoint():
            TownClock.objects.create(only=False, stands_at=NOON)


@verb
@once("test.answer")
def _answering(*, key: UUID, by: object, at: datetime, answer: object, ask: str = "") -> object:
    return answer


@pytest.mark.usefixtures("committed")
class TestAnAnswerThatIsRemembered:
    @pytest.mark.parametrize(
        "answer",
        [
            None,
            "",
            "引水渠",
            0,
            -(2**62),
            True,
            UUID(int=7),
            {},
            {"a": UUID(int=7), "b": {"c": None, "d": "x"}},
        ],
        ids=repr,
    )
    def test_comes_back_as_it_was_given(self, owner, at, answer):
        key = uuid4()
        first = _answering(key=key, by=owner, at=at, answer=answer)
        again = _answering(key=key, by=owner, at=at + timedelta(days=9), answer=answer)

        assert first == again == answer
        assert type(again) is type(answer)

    @pytest.mark.parametrize("answer", [1.5, b"x", {"a": 1.5}, ["list"], NOON], ids=repr)
    def test_of_another_type_is_a_fault_that_undoes_the_work(self, owner, at, answer):
        key = uuid4()

        with pytest.raises(TypeError):
            _answering(key=key, by=owner, at=at, answer=answer)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from kit_remembered_answer where key = %s", [key])
            assert cursor.fetchone() == (0,)

    def test_under_a_key_that_came_with_other_words_is_refused_in_both_languages(self, owner, at):
        key = uuid4()
        _answering(key=key, by=owner, at=at, answer=1, ask="one")

        with pytest.raises(KeyReused) as refusal:
            _answering(key=key, by=owner, at=at, answer=1, ask="two")
        assert refusal.value.field == "key"
        assert is_told_in_both(refusal.value)
        assert in_chinese(refusal.value).remedy


@pytest.mark.django_db
class TestTheLog:
    def event(self, number: int = 1) -> log.Event:
        return log.Event(id_at(NOON, number.to_bytes(10, "big")), UUID(int=7), "kit.tested", {})

    @pytest.mark.parametrize("table", ["kit_log_entry", "kit_log_seal"])
    @pytest.mark.parametrize(
        "change", ["update {} set topic = topic", "delete from {}", "truncate {}"]
    )
    def test_is_only_added_to(self, table, change):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_application(change.format(table))

    @pytest.mark.parametrize("partition", [-1, 64, 1_000])
    def test_has_no_partition_beyond_its_64(self, partition):
        log.append("test", [self.event()])

        with pytest.raises(IntegrityError):
            as_application(
                "insert into kit_log_entry (partition_no, id, topic, epoch, key, kind, payload)"
                " values (%s, %s, 'test', 1, %s, 'k', '{}')",
                partition,
                self.event(2).id,
                UUID(int=7),
            )

    @pytest.mark.parametrize("missing", ["id", "topic", "key", "kind", "payload"])
    def test_holds_no_entry_with_a_gap(self, missing):
        log.append("test", [self.event()])
        given = {
            "partition_no": 1,
            "id": self.event(3).id,
            "topic": "test",
            "epoch": 1,
            "key": UUID(int=7),
            "kind": "k",
            "payload": "{}",
        } | {missing: None}
        columns = ", ".join(given)

        with pytest.raises(Error):
            as_application(
                f"insert into kit_log_entry ({columns}) values ({', '.join(['%s'] * len(given))})",
                *given.values(),
            )

    def test_counts_what_is_new_and_passes_over_what_it_has(self):
        assert log.append("test", [self.event(1), self.event(2)]) == 2
        assert log.append("test", [self.event(2), self.event(3)]) == 1
        assert log.append("test", []) == 0

    def test_finds_entries_by_their_ids_in_their_partition_alone(self):
        log.append("test", [self.event(1), self.event(2)])
        here = log.partition_of(UUID(int=7))
        asked = [self.event(1).id, self.event(9).id]

        assert [each.id for each in log.by_ids("test", here, asked)] == [self.event(1).id]
        assert log.by_ids("test", (here + 1) % 64, asked) == ()
        assert log.by_ids("other", here, asked) == ()

    @pytest.mark.parametrize("fact", [1.5, b"x", NOON, {"a": 1}, object()], ids=kind_of)
    def test_of_the_journal_takes_no_fact_of_another_type(self, owner, fact):
        with pytest.raises(TypeError, match="cannot stand in the journal"):
            record(
                "kit.tested",
                subject=Subject("test", UUID(int=1)),
                about=UUID(int=7),
                by=owner,
                at=NOON,
                facts={"fact": fact},
            )

    def test_begins_at_nothing_for_a_group_that_never_read(self):
        assert log.cursor_of("nobody", "test", 5) == log.Cursor(0, 0, UUID(int=0))


@pytest.mark.usefixtures("committed")
class TestOutsideATransaction:
    def test_nothing_is_added_and_no_cursor_moved(self):
        with pytest.raises(NoTransaction, match=r"log\.append"):
            log.append("test", [])
        with pytest.raises(NoTransaction, match=r"log\.commit"):
            log.commit("group", "test", 1, log.Cursor())


class TestAProtectedText:
    @pytest.mark.parametrize(
        "text", ["", " ", "a", "身份证 360730199001011234", "x" * 10_000, "\x00"]
    )
    def test_is_read_again_as_it_was(self, text):
        assert crypto.decrypt(crypto.encrypt(text)) == text

    def test_rests_under_the_first_key_and_is_read_under_any_that_is_held(self, settings):
        old = crypto.encrypt("x")
        settings.HEADRACE_FIELD_KEYS = {"2": b"k" * 32, **settings.HEADRACE_FIELD_KEYS}

        assert crypto.encrypt("x").startswith("2:")
        assert crypto.decrypt(old) == "x"

    def test_moved_under_another_keys_name_is_not_read(self, settings):
        # The key's name is sealed too: the same bytes under another name are an alteration.
        key = next(iter(settings.HEADRACE_FIELD_KEYS.values()))
        stored = crypto.encrypt("x")
        settings.HEADRACE_FIELD_KEYS = {"9": key}

        with pytest.raises(Unreadable, match="altered"):
            crypto.decrypt("9:" + stored.partition(":")[2])

    @pytest.mark.parametrize("empty", ["", None])
    def test_that_is_empty_stays_empty_in_its_column(self, empty):
        field = EncryptedTextField(null=True)

        assert field.get_prep_value(empty) == empty
        assert field.from_db_value(empty, None, None) == empty

    def test_never_stands_in_its_column_in_the_clear(self):
        stored = EncryptedTextField().get_prep_value("360730199001011234")

        assert "360730" not in stored
        assert EncryptedTextField().from_db_value(stored, None, None) == "360730199001011234"


class TestABlindIndex:
    @pytest.mark.parametrize(
        "spelt",
        ["11010119900101123x", " 1101 0119900101123X", "１１０１０１１９９００１０１１２３Ｘ"],
    )
    def test_is_one_for_every_spelling(self, spelt):
        assert blind_index(spelt, purpose="identity") == blind_index(
            "11010119900101123X", purpose="identity"
        )

    def test_does_not_run_purpose_and_value_together(self):
        assert blind_index("bc", purpose="a") != blind_index("c", purpose="ab")
        assert keyed_digest(b"bc", purpose="a") != keyed_digest(b"c", purpose="ab")

    def test_tells_nothing_without_its_key(self, settings):
        before = blind_index("x", purpose="p")
        settings.HEADRACE_BLIND_INDEX_KEY = b"another key of thirty-two bytes!"

        assert blind_index("x", purpose="p") != before
        assert len(before) == 32
