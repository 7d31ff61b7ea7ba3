"""A hash means the same everywhere, so a value has one spelling."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from headrace.kit.canonical import canonical_json, digest
from headrace.kit.subjects import Subject


class TestCanonicalJson:
    def test_sorts_keys_and_leaves_no_space(self):
        assert canonical_json({"b": 1, "a": [True, None]}) == b'{"a":[true,null],"b":1}'

    def test_writes_chinese_as_it_is(self):
        assert canonical_json("引水渠") == '"引水渠"'.encode()

    def test_spells_money_days_and_ids(self):
        value = [Decimal("100.10"), date(2026, 11, 23), UUID(int=1)]

        assert canonical_json(value) == (
            b'["100.10","2026-11-23","00000000-0000-0000-0000-000000000001"]'
        )

    def test_spells_a_value_object_by_its_fields(self):
        assert canonical_json(Subject("demand", UUID(int=1))) == (
            b'{"id":"00000000-0000-0000-0000-000000000001","kind":"demand"}'
        )

    def test_refuses_a_float_which_has_no_one_spelling(self):
        with pytest.raises(TypeError, match="float"):
            canonical_json({"rate": 0.1})


class TestDigest:
    def test_is_the_sha_256_that_anyone_can_compute(self):
        # printf 'abc' | sha256sum
        assert digest(b"abc").hex() == (
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
