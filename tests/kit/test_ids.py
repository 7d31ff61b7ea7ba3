"""Identifiers are version 7, in order, and a partition's bounds enclose their month."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from headrace.kit.ids import first_id_at, id_at, instant_of, new_id

INSTANTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2200, 1, 1)).map(
    lambda each: each.replace(tzinfo=UTC)
)


class TestNewId:
    def test_is_a_version_7_uuid(self):
        assert new_id().version == 7

    def test_is_always_greater_than_the_one_before(self):
        ids = [new_id() for _ in range(5000)]

        assert all(earlier < later for earlier, later in pairwise(ids))


class TestIdAt:
    @given(INSTANTS, st.binary(min_size=16, max_size=32))
    def test_says_the_same_for_the_same_event(self, at, digest):
        assert id_at(at, digest) == id_at(at, digest)
        assert id_at(at, digest).version == 7

    @given(INSTANTS, st.binary(min_size=16, max_size=32))
    def test_holds_its_instant_to_the_millisecond(self, at, digest):
        held = instant_of(id_at(at, digest))

        assert abs((held - at).total_seconds()) < 0.001

    @given(INSTANTS, st.binary(min_size=16, max_size=32))
    def test_lies_at_or_above_the_bound_of_its_instant(self, at, digest):
        assert id_at(at, digest) >= first_id_at(at)
