"""A sealed entry that was edited or removed is found and named."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.kit import journal, seals
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from tests.settling import settle

pytestmark = pytest.mark.usefixtures("committed")

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=20)


@pytest.fixture
def entries(owner, at):
    ids = []
    for number in range(30):
        with open_transaction():
            ids.append(
                journal.record(
                    "kit.tested",
                    subject=Subject("thing", UUID(int=number)),
                    about=UUID(int=number % 4),
                    by=owner,
                    at=at,
                    facts={"number": number},
                )
            )
        if number == 15:
            settle()
            seals.seal_new(journal.TOPIC, at=at)
    settle()
    seals.seal_new(journal.TOPIC, at=at)
    return ids


def tamper(superuser, statement, *values):
    superuser.execute("set session_replication_role = replica")
    superuser.execute(statement, values)
    superuser.execute("set session_replication_role = origin")


class TestVerify:
    def test_finds_nothing_in_a_log_left_alone(self, entries):
        report = seals.verify(journal.TOPIC)

        assert report.ok
        assert report.entries == len(entries)

    def test_names_an_edited_entry(self, entries, superuser):
        tamper(
            superuser,
            "update kit_log_entry set payload = jsonb_set(payload, '{facts,number}', '99')"
            " where id = %s",
            entries[5],
        )

        (fault,) = seals.verify(journal.TOPIC).faults

        assert (fault.entry, fault.what) == (entries[5], "edited")

    def test_names_a_deleted_entry(self, entries, superuser):
        tamper(superuser, "delete from kit_log_entry where id = %s", entries[20])

        (fault,) = seals.verify(journal.TOPIC).faults

        assert (fault.entry, fault.what) == (entries[20], "deleted")

    def test_names_a_seal_that_was_taken_out_of_the_chain(self, entries, superuser):
        tamper(superuser, "delete from kit_log_seal where number = 1")

        faults = seals.verify(journal.TOPIC).faults

        assert faults
        assert {each.what for each in faults} == {"seal broken"}

    def test_names_a_seal_whose_leaves_were_rewritten_to_match_an_edit(self, entries, superuser):
        tamper(superuser, "update kit_log_seal set leaves = root || substr(leaves, 33)")

        assert {each.what for each in seals.verify(journal.TOPIC).faults} == {"seal broken"}


class TestMerkleRoot:
    @given(LEAVES, st.data())
    def test_changes_with_any_leaf(self, leaves, data):
        at = data.draw(st.integers(0, len(leaves) - 1))
        other = [*leaves[:at], bytes(each ^ 1 for each in leaves[at]), *leaves[at + 1 :]]

        assert seals.merkle_root(leaves) != seals.merkle_root(other)
