"""Tickets: whose they are, how long they hold, and that neither they nor hints name anybody."""

import re
from uuid import UUID

import psycopg
import pytest
from django.core import signing
from django.db import connection

from headrace.kit import delivery, journal, log, reactions, tickets
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

FIRM, DEMAND, BANK = UUID(int=1), UUID(int=2), UUID(int=3)
NOON = 1_000_000.0


class TestATicket:
    def test_says_what_its_page_may_be_told_of(self):
        text = tickets.issue("dossier", "session-a", {tickets.about("evidence", FIRM)}, NOON)

        read = tickets.read(text, "session-a", NOON + 1)

        assert read.page == "dossier"
        assert read.marks == {tickets.mark(f"evidence/{FIRM}")}
        assert read.issued_at == NOON

    def test_for_everything_has_no_marks_and_for_nothing_has_none_of_them(self):
        everything = tickets.issue("console", "s", None, NOON)
        nothing = tickets.issue("console", "s", (), NOON)

        assert tickets.read(everything, "s", NOON).marks is None
        assert tickets.read(nothing, "s", NOON).marks == frozenset()

    def test_names_nobody(self):
        text = tickets.issue("dossier", "session-a", {tickets.about("evidence", FIRM)}, NOON)

        inside = repr(signing.loads(text, salt="headrace.live"))

        assert str(FIRM) not in inside
        assert "evidence" not in inside
        assert "session-a" not in inside

    @pytest.mark.parametrize(
        ("session", "later", "why"),
        [("session-b", 0, "another session"), ("session-a", 600, "too old"), ("", 0, "another")],
        ids=["another session", "ten minutes later", "no session"],
    )
    def test_is_refused_to_another_session_and_when_it_is_old(self, session, later, why):
        text = tickets.issue("console", "session-a", None, NOON)

        with pytest.raises(tickets.TicketRefused, match=why):
            tickets.read(text, session, NOON + later)

    @pytest.mark.parametrize("spoil", ["", "x", "a:b:c"])
    def test_is_refused_when_we_did_not_sign_it(self, spoil):
        text = tickets.issue("console", "session-a", None, NOON)

        with pytest.raises(tickets.TicketRefused, match="no ticket of ours"):
            tickets.read(spoil or text[:-1] + ("A" if text[-1] != "A" else "B"), "session-a", NOON)

    def test_marks_are_short_and_the_same_for_the_same_word_only(self):
        assert re.fullmatch(r"[\w-]{11}", tickets.mark("market/1"))
        assert tickets.mark("market/1") == tickets.mark("market/1")
        assert tickets.mark("market/1") != tickets.mark("market/2")


class TestHints:
    def test_of_an_entry_are_its_package_with_each_thing_it_touches_and_by_whom(self):
        assert tickets.words("market.offer.firm", [FIRM, DEMAND], BANK) == {
            f"market/{FIRM}",
            f"market/{DEMAND}",
            f"market/by/{BANK}",
        }

    @pytest.fixture
    def heard(self, committed):
        """What those who listen are told, until they ask."""
        place = connection.get_connection_params()
        with psycopg.connect(**place, autocommit=True) as listening:
            listening.execute("LISTEN headrace_journal")
            yield lambda: [each.payload for each in listening.notifies(timeout=0.3)]

    def test_come_with_the_commit_and_name_ids_among_the_facts(self, heard, owner, at):
        with open_transaction():
            journal.record(
                "market.offer.made",
                subject=Subject("offer", UUID(int=9)),
                about=FIRM,
                by=owner,
                at=at,
                facts={"demand": DEMAND, "amount_minor": 5, "note": str(BANK)},
            )
            assert heard() == []

        (payload,) = heard()

        assert set(payload.split(",")) == {
            f"market/{FIRM}",
            f"market/{DEMAND}",
            f"market/{UUID(int=9)}",
            f"market/by/{owner.organisation_id}",
        }

    def test_are_told_of_a_reaction_that_writes_no_entry(self, committed, at, monkeypatch):
        monkeypatch.setattr(reactions, "_by_group", {"alpha": {"kit.tested": [lambda entry: None]}})
        place = connection.get_connection_params()
        with psycopg.connect(**place, autocommit=True) as listening:
            listening.execute("LISTEN headrace_reacted")
            with open_transaction():
                journal.record(
                    "kit.tested",
                    subject=Subject("thing", DEMAND),
                    about=FIRM,
                    by=Actor.system("test"),
                    at=at,
                )
            delivery.deliver_all()
            (told,) = listening.notifies(timeout=0.3)
        assert f"alpha/{FIRM}" in told.payload.split(",")

    def test_of_a_transaction_that_is_undone_are_never_heard(self, heard, at):
        def fails() -> None:
            with open_transaction():
                journal.record(
                    "kit.tested",
                    subject=Subject("thing", DEMAND),
                    about=FIRM,
                    by=Actor.system("test"),
                    at=at,
                )
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()
        assert heard() == []

    def test_too_long_for_a_notification_mean_anything(self, heard):
        one = log.Event(new_id(), FIRM, "kit.tested", {})
        with open_transaction():
            log.append("journal", [one], hint=[f"market/{UUID(int=n)}" for n in range(400)])
        assert heard() == [""]
