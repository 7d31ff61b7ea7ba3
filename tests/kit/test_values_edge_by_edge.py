"""The small values of the lowest floor: pages, actors, subjects, spellings, ids, roots of trees."""

import hashlib
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import pairwise, product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.kit import ids
from headrace.kit.actors import CENTRE, Actor, demand
from headrace.kit.canonical import ALGORITHM, canonical_json, digest
from headrace.kit.errors import NotAdmitted
from headrace.kit.ids import first_id_at, id_at, instant_of
from headrace.kit.log import PARTITIONS, Cursor, partition_of
from headrace.kit.paging import PAGE_ROWS, page_of
from headrace.kit.seals import SealReport, merkle_root
from headrace.kit.stream import month_of
from headrace.kit.subjects import Subject
from tests.kit.tongues import in_chinese, in_english

SHANGHAI = timezone(timedelta(hours=8))


class TestAPage:
    @pytest.mark.parametrize(
        ("rows", "limit", "shown", "next_after"),
        [
            (0, 3, 0, None),
            (1, 3, 1, None),
            (3, 3, 3, None),
            (4, 3, 3, 2),
            (2, 1, 1, 0),
            (1, 1, 1, None),
        ],
    )
    def test_shows_its_rows_and_names_the_last_one_if_more_follow(
        self, rows, limit, shown, next_after
    ):
        page = page_of([f"row {each}" for each in range(rows)], numbered(rows), limit)

        assert page.rows == tuple(f"row {each}" for each in range(shown))
        assert page.next_after == (None if next_after is None else UUID(int=next_after))

    def test_has_fifty_rows_where_nobody_says_otherwise(self):
        full = page_of(range(PAGE_ROWS + 1), numbered(PAGE_ROWS + 1))

        assert (PAGE_ROWS, len(full.rows), full.next_after) == (50, 50, UUID(int=49))

    @given(st.integers(0, 40), st.integers(1, 10))
    def test_follows_on_another_until_every_row_was_shown_once(self, count, limit):
        # Given rows that are read after the last one seen, with one too many, as a query does
        everything, seen, after = numbered(count), [], -1
        while after is not None:
            read = [each for each in everything if each.int > after][: limit + 1]
            page = page_of(read, read, limit)
            seen += page.rows
            after = None if page.next_after is None else page.next_after.int

        assert seen == everything

    def test_cannot_be_changed_by_who_shows_it(self):
        with pytest.raises(FrozenInstanceError):
            page_of([], []).rows = ("forged",)  # type: ignore[misc]


def numbered(count: int) -> list[UUID]:
    return [UUID(int=each) for each in range(count)]


class TestAnActor:
    @pytest.mark.parametrize(("has_role", "has_duty"), list(product([True, False], repeat=2)))
    @pytest.mark.parametrize(("role", "duty"), list(product([None, "bank"], [None, "checker"])))
    def test_passes_exactly_when_he_has_what_is_demanded(self, has_role, has_duty, role, duty):
        roles = frozenset({"bank", "custodian"} if has_role else {"custodian"})
        duties = frozenset({"maker", "checker"} if has_duty else {"maker"})
        actor = Actor(UUID(int=1), UUID(int=2), roles, duties)

        if (role is None or has_role) and (duty is None or has_duty):
            demand(actor, role=role, duty=duty)
        else:
            with pytest.raises(NotAdmitted):
                demand(actor, role=role, duty=duty)

    @pytest.mark.parametrize(
        ("asked", "english", "chinese"),
        [
            ({"role": "bank"}, "the role bank with the duty -", "bank"),
            ({"duty": "checker"}, "the role - with the duty checker", "checker"),
            ({"role": "bank", "duty": "maker"}, "the role bank with the duty maker", "maker"),
        ],
    )
    def test_is_told_what_he_lacks(self, asked, english, chinese):
        with pytest.raises(NotAdmitted) as refusal:
            demand(Actor(None, CENTRE), **asked)

        assert english in in_english(refusal.value).message
        assert chinese in in_chinese(refusal.value).message
        assert in_chinese(refusal.value).remedy != in_english(refusal.value).remedy

    def test_of_the_machine_is_nobody_in_particular_of_the_centre(self):
        machine = Actor.system("close-of-day")

        assert (machine.person_id, machine.organisation_id) == (None, CENTRE)
        assert (machine.roles, machine.duties) == (frozenset({"system"}), frozenset())
        assert (machine.district, machine.name) == ("", "close-of-day")

    @pytest.mark.parametrize("role", ["bank", "operator", "government", "custodian", "enterprise"])
    def test_of_the_machine_has_no_role_of_the_market(self, role):
        with pytest.raises(NotAdmitted):
            demand(Actor.system("worker"), role=role)

    def test_has_no_role_and_no_duty_that_nobody_gave(self):
        assert Actor(None, CENTRE) == Actor(None, CENTRE, frozenset(), frozenset(), "", "")

    @pytest.mark.parametrize("name", ["roles", "duties", "organisation_id", "district"])
    def test_cannot_promote_himself(self, name):
        with pytest.raises(FrozenInstanceError):
            setattr(Actor.system("worker"), name, frozenset({"bank"}))


class TestASubject:
    def test_is_written_as_kind_and_id(self):
        assert str(Subject("demand", UUID(int=1))) == (
            "demand:00000000-0000-0000-0000-000000000001"
        )

    def test_of_two_kinds_under_one_id_is_two(self):
        assert Subject("demand", UUID(int=1)) != Subject("offer", UUID(int=1))
        assert len({Subject("demand", UUID(int=1)), Subject("demand", UUID(int=1))}) == 1


@dataclass(frozen=True)
class _Pair:
    second: object
    first: object


class TestTheCanonicalSpelling:
    @pytest.mark.parametrize(
        ("value", "spelt"),
        [
            (None, "null"),
            (True, "true"),
            (0, "0"),
            (-(10**20), "-100000000000000000000"),
            ("", '""'),
            ('"\\/\b\f\n\r\t', '"\\"\\\\/\\b\\f\\n\\r\\t"'),
            ("\u2028é𠮷", '"\u2028é𠮷"'),
            ([], "[]"),
            ((), "[]"),
            ({}, "{}"),
            ((1, [2, ()]), "[1,[2,[]]]"),
            ({"b": {"d": 1, "c": 2}, "a": 3}, '{"a":3,"b":{"c":2,"d":1}}'),
            ({2: "x", 10: "y"}, '{"10":"y","2":"x"}'),
            (frozenset({"b", "a"}), '["a","b"]'),
            ({3, 1, 2}, "[1,2,3]"),
            (b"\x00\xff", '"00ff"'),
            (Decimal("1E+3"), '"1000"'),
            (Decimal("0.00000001"), '"0.00000001"'),
            (Decimal("1.50"), '"1.50"'),
            (date(2026, 1, 2), '"2026-01-02"'),
            (datetime(2026, 1, 2, 3, tzinfo=UTC), '"2026-01-02T03:00:00+00:00"'),
            (datetime(2026, 1, 2, 3, tzinfo=SHANGHAI), '"2026-01-02T03:00:00+08:00"'),
            (_Pair(Decimal("1"), [UUID(int=0)]), f'{{"first":["{UUID(int=0)}"],"second":"1"}}'),
        ],
        ids=lambda each: type(each).__name__,
    )
    def test_of_each_kind_of_value_is_one(self, value, spelt):
        assert canonical_json(value) == spelt.encode()

    @pytest.mark.parametrize(
        "value",
        [1.0, float("nan"), object(), 1j, _Pair, iter([]), timedelta(1), range(3)],
        ids=lambda each: type(each).__name__,
    )
    def test_of_anything_else_is_refused_also_deep_inside(self, value):
        for place in (value, [value], {"a": value}, (1, [value]), _Pair(value, 1)):
            with pytest.raises(TypeError, match="no canonical spelling"):
                canonical_json(place)

    @given(st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=4)), st.randoms())
    def test_does_not_depend_on_the_order_of_writing(self, members, random):
        turned = list(members.items())
        random.shuffle(turned)

        assert canonical_json(dict(turned)) == canonical_json(members)

    def test_tells_a_text_from_a_number_and_bytes_from_their_hash(self):
        assert digest("1") != digest(1)
        assert digest(b"1") == hashlib.sha256(b"1").digest()
        assert digest("1") == hashlib.sha256(b'"1"').digest()
        assert ALGORITHM == "sha-256"


class TestAnIdentifier:
    def test_of_the_standards_example_holds_the_standards_instant(self):
        # RFC 9562, appendix A.6.
        example = UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")

        assert instant_of(example) == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
        assert (example.version, example.variant) == (7, "specified in RFC 4122")

    def test_from_an_instant_and_a_hash_puts_each_bit_in_its_place(self):
        # The standard's example again: its random bits, given as a hash of ten bytes.
        random_bits = (0xCC3 << 62) | (0x18C4DC0C0C07398F)
        told = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)

        made = id_at(told, random_bits.to_bytes(10, "big"))

        assert made == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")

    @pytest.mark.parametrize("hashed", [b"\0" * 10, b"\xff" * 10, b"\xff" * 32])
    def test_is_always_of_version_7_whatever_the_hash(self, hashed):
        made = id_at(datetime(2026, 11, 23, tzinfo=UTC), hashed)

        assert (made.version, made.variant) == (7, "specified in RFC 4122")

    def test_takes_only_the_first_ten_bytes_of_a_hash(self):
        at = datetime(2026, 11, 23, tzinfo=UTC)

        assert id_at(at, b"x" * 10 + b"a") == id_at(at, b"x" * 10 + b"b")
        assert id_at(at, b"x" * 9 + b"a") != id_at(at, b"x" * 9 + b"b")

    def test_is_of_the_instant_whatever_the_zone(self):
        utc = datetime(2026, 11, 23, 1, tzinfo=UTC)

        assert id_at(utc, b"x" * 10) == id_at(utc.astimezone(SHANGHAI), b"x" * 10)

    @pytest.mark.parametrize(
        ("earlier", "later"),
        list(
            pairwise(
                datetime(year, month, 1, tzinfo=UTC)
                for year in (1970, 2025, 2026)
                for month in (1, 2, 12)
            )
        ),
    )
    def test_of_a_month_lies_between_its_bounds(self, earlier, later):
        last = id_at(later - timedelta(milliseconds=1), b"\xff" * 10)

        assert first_id_at(earlier) <= id_at(earlier, b"\0" * 10) < last < first_id_at(later)

    def test_grows_when_the_machines_clock_goes_back(self, monkeypatch):
        before = ids.new_id()
        monkeypatch.setattr(ids.time, "time_ns", lambda: 1_000_000)

        assert ids.new_id() > before

    def test_borrows_from_the_next_millisecond_when_its_bits_are_used_up(self, monkeypatch):
        # Given that the last id of a millisecond was the very last that it has room for
        last = id_at(datetime(2100, 1, 1, tzinfo=UTC), b"\xff" * 10)
        monkeypatch.setattr(ids, "_last", last.int)

        following = ids.new_id()

        assert following == id_at(instant_of(last) + timedelta(milliseconds=1), b"\0" * 10)
        assert following.version == 7


class TestAPartition:
    def test_of_an_enterprise_is_the_one_it_has_been_in_since_the_first_day(self):
        # sha-256 of the sixteen bytes, its first byte, modulo 64: moving anybody loses order.
        told = [partition_of(UUID(int=each)) for each in range(4)]
        by_hand = [hashlib.sha256(UUID(int=each).bytes).digest()[0] % 64 for each in range(4)]

        assert told == by_hand
        assert PARTITIONS == 64

    def test_is_used_evenly_enough(self):
        used = {partition_of(UUID(int=each)) for each in range(2_000)}

        assert used == set(range(64))

    def test_is_read_by_a_cursor_that_counts_epochs_before_transactions(self):
        assert Cursor() < Cursor(1, 0) < Cursor(1, 5, UUID(int=9)) < Cursor(1, 6) < Cursor(2, 0)


class TestAMonth:
    @pytest.mark.parametrize("day", [date(2026, 2, 1), date(2026, 2, 28), datetime(2026, 2, 9, 23)])
    def test_is_named_by_its_first_day(self, day):
        assert month_of(day) == date(2026, 2, 1)


class TestTheRootOfATree:
    # The leaves and roots of the certificate transparency project's own test (RFC 6962).
    LEAVES = tuple(
        bytes.fromhex(each)
        for each in (
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        )
    )
    ROOTS = (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )

    @pytest.mark.parametrize("count", range(1, 9))
    def test_is_the_one_that_the_standards_own_test_expects(self, count):
        assert merkle_root(self.LEAVES[:count]).hex() == self.ROOTS[count - 1]

    @pytest.mark.parametrize("count", range(2, 9))
    def test_cannot_be_reached_by_passing_off_an_inner_node_as_a_leaf(self, count):
        inner = merkle_root(self.LEAVES[: count - 1])

        assert merkle_root([inner, self.LEAVES[count - 1]]).hex() not in self.ROOTS

    def test_is_reported_as_sound_only_without_a_fault(self):
        assert SealReport(1, 1, ()).ok
        assert not SealReport(1, 1, ("edited",)).ok  # type: ignore[arg-type]
