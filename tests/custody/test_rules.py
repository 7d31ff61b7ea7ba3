"""The pure rules of custody."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.custody.rules.accounts import (
    NATURES,
    AccountFrozen,
    AlreadyResolved,
    FundsNotCovered,
    PostingRefused,
    Purpose,
    refusal,
)
from headrace.custody.rules.instructions import (
    Event,
    SamePerson,
    State,
    StepRefused,
    after,
    allows,
    check_another_person,
)
from headrace.custody.rules.messages import (
    Close,
    StatementGap,
    check_follows,
    possible_references,
)
from headrace.custody.rules.seals import merkle_root

from .world import yuan

MOVES = {
    ("drafted", "second_key"): "authorised",
    ("authorised", "send"): "sending",
    ("sending", "send"): "sending",
    ("sending", "delivered"): "sent",
    ("sending", "accept"): "accepted",
    ("sent", "accept"): "accepted",
    ("sending", "reject"): "rejected",
    ("sent", "reject"): "rejected",
    ("accepted", "reject"): "rejected",
    ("sending", "book"): "booked",
    ("sent", "book"): "booked",
    ("accepted", "book"): "booked",
    ("booked", "return"): "returned",
    ("drafted", "cancel"): "cancelled",
    ("authorised", "cancel"): "cancelled",
    ("booked", "reject"): "returning",
    ("returning", "return"): "returned",
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_an_instruction_moves_only_along_its_table(state, event):
    if (state, event) in MOVES:
        assert allows(state, event)
        assert after(state, event) == MOVES[state, event]
    else:
        assert not allows(state, event)
        with pytest.raises(StepRefused):
            after(state, event)


def test_every_step_needs_another_person():
    check_another_person("b", acted=("a", None))
    for person in ("a", None):
        with pytest.raises(SamePerson):
            check_another_person(person, acted=("a", None))


def test_every_purpose_has_a_nature():
    assert set(NATURES) == set(Purpose)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("insufficient", FundsNotCovered),
        ("frozen", AccountFrozen),
        ("resolved", AlreadyResolved),
        ("forbidden", PostingRefused),
        ("id_reused", PostingRefused),
    ],
)
def test_a_ledger_answer_becomes_a_named_refusal(answer, error):
    assert isinstance(refusal(answer, free=yuan(1), needed=yuan(2)), error)


class TestStatements:
    last = Close(7, date(2026, 11, 20), 500)

    def test_follow_by_number_and_balance(self):
        check_follows(self.last, number=8, opening_minor=500)

    @pytest.mark.parametrize(("number", "opening"), [(9, 500), (7, 500), (8, 501), (1, 0)])
    def test_that_jump_are_a_gap(self, number, opening):
        with pytest.raises(StatementGap):
            check_follows(self.last, number=number, opening_minor=opening)

    def test_begin_with_an_empty_account_under_any_number(self):
        check_follows(None, number=31, opening_minor=0)
        with pytest.raises(StatementGap):
            check_follows(None, number=1, opening_minor=1)


class TestReferences:
    def test_are_found_in_the_structured_field_and_in_prose(self):
        assert possible_references(["HRABCDEFGH23"], []) == {"HRABCDEFGH23"}
        assert possible_references([], ["还款hrabcdefgh23, 谢谢"]) == {"HRABCDEFGH23"}

    def test_are_found_where_the_bank_has_cut_the_line(self):
        assert "HRABCDEFGH23" in possible_references([], ["invoice 12 HRABC", "DEFGH23"])

    @given(st.lists(st.text(max_size=60), max_size=4))
    def test_are_never_invented(self, lines):
        for found in possible_references([], lines):
            assert found in "".join(lines).upper() or found in " ".join(lines).upper()


class TestMerkleRoot:
    def test_of_one_leaf_is_the_leaf(self):
        assert merkle_root([b"a"]) == b"a"

    @given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=9, unique=True))
    def test_tells_every_change_of_order(self, leaves):
        assert merkle_root(leaves) != merkle_root(leaves[::-1])
