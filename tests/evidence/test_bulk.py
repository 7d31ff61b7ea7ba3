"""A bulk leaves exactly what the same events leave one by one, rows and refusals alike."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headrace.evidence import queries, services
from headrace.evidence.rules import events
from headrace.kit.ids import new_id
from tests.evidence.conftest import consent_of, feed_at, journalled, together

TABLES = (
    "evidence_event_key",
    "evidence_business_event",
    "evidence_day_total",
    "evidence_partner_total",
)
# What names the firm, and what is made of its name.
OWN = {"enterprise_id", "id", "event_id", "key_hash", "consent_id", "source_id"}

said = st.fixed_dictionaries(
    {
        "id": st.sampled_from([f"N-{number}" for number in range(8)] + ["反\\斜\\N\\.", 'é|{,}"']),
        "amount": st.one_of(
            st.integers(-(10**6), 10**6).map(lambda minor: f"{Decimal(minor) / 100:.2f}"),
            st.sampled_from(["1.005", 2.5, "1e3", "10000000000000.01", None]),
        ),
        "direction": st.sampled_from(["sale", "purchase", "gift"]),
        "issue_date": st.sampled_from(["2026-10-31", "2026-11-20", "2026-11-31", "2014-12-31"]),
        "time": st.sampled_from(
            ["2026-11-20T10:00:00+08:00", "2026-10-31T23:59:59.9994Z", "2031-01-01T00:00:00Z"]
        ),
        "counterparty": st.sampled_from(["杭州云溪纺织有限公司", 'Ａcme\\n "Co", {x}', "a", "\t"]),
        "number": st.sampled_from(["2644201900123", "\\", "\\x41", '7,"{}']),
        "voided": st.sampled_from([True, False, False, "no"]),
        "consented": st.sampled_from([True, True, True, False]),
    }
)


def rows_of(enterprise_id) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"select * from {table} where enterprise_id = %s", [enterprise_id])
            names = [each.name for each in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        plain = [{name: each for name, each in row.items() if name not in OWN} for row in rows]
        found[table] = sorted(plain, key=lambda row: repr(sorted(row.items())))
    return found


def told(receipt):
    return [(each.index, each.id, each.code, each.field, each.reason) for each in receipt.refused]


def made(feed, lines):
    return [
        feed.event(
            **{name: value for name, value in line.items() if name != "consented"},
            **({} if line["consented"] else {"consentid": str(new_id())}),
        )
        for line in lines
    ]


class TestOneVerb:
    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(lines=st.lists(said, max_size=25))
    def test_the_same_events_leave_the_same_rows_and_refusals_either_way(self, db, at, lines):
        # Given two firms that say the same, well formed or not, with repeats and reused ids
        single, bulk = feed_at(at), feed_at(at)

        # When one sends item by item and the other all at once
        singly = [single.send(each) for each in made(single, lines)]
        at_once = bulk.bulk(*made(bulk, lines))

        # Then the rows of every table are the same
        assert rows_of(bulk.enterprise_id) == rows_of(single.enterprise_id)

        # And each item met the same fate, with the same words
        refused = [(index, *line[1:]) for index, each in enumerate(singly) for line in told(each)]
        assert told(at_once) == refused
        assert at_once.accepted == sum(each.accepted for each in singly)
        assert at_once.existing == sum(each.existing for each in singly)

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(lines=st.lists(said, max_size=12))
    def test_what_came_one_way_is_known_the_other_way(self, db, at, lines):
        feed = feed_at(at)
        sent = made(feed, lines)
        first = feed.bulk(*sent)
        before = rows_of(feed.enterprise_id)

        again, bulk_again = feed.send(*sent), feed.bulk(*sent)

        assert rows_of(feed.enterprise_id) == before
        assert (again.accepted, bulk_again.accepted) == (0, 0)
        assert told(again) == told(bulk_again) == told(first)

    def test_the_journal_is_told_once_for_a_firm_and_source(self, feed):
        feed.bulk(*[feed.event() for _ in range(700)])

        (entry,) = journalled(feed.enterprise_id, "evidence.events.received")
        assert entry.facts["count"] == 700


class TestBounds:
    def test_more_than_the_limit_is_refused_whole(self, feed):
        with pytest.raises(services.EnvelopeTooLarge, match="20001"):
            feed.bulk(*[feed.event()] * (events.BULK_LIMIT + 1))

        assert rows_of(feed.enterprise_id) == {table: [] for table in TABLES}

    def test_nothing_comes_in_under_an_expired_consent(self, db, at):
        owner_feed = feed_at(at)
        ended = consent_of(owner_feed.owner, at - timedelta(days=9), expires_at=at)

        receipt = owner_feed.bulk(owner_feed.event(consentid=str(ended)))

        assert [each.code for each in receipt.refused] == ["evidence/consent-not-live"]


class TestRivals:
    def test_a_bulk_and_envelopes_with_the_same_events_count_each_once(self, committed, at):
        feed = feed_at(at)
        sent = [feed.event() for _ in range(120)]

        receipts = together(
            [
                lambda: feed.bulk(*sent),
                lambda: feed.bulk(*reversed(sent)),
                lambda: feed.send(*sent),
                lambda: feed.send(*reversed(sent)),
            ]
        )

        assert sum(each.accepted for each in receipts) == 120
        totals = queries.invoice_aggregates(feed.enterprise_id, until=at.date())
        assert sum(each.count for each in totals) == 120
