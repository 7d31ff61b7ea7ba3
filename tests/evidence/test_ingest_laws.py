"""Neither order nor repeats nor rivals change what the events add up to."""

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headrace.evidence import models, queries
from tests.evidence.conftest import feed_at, together


def totals(feed):
    return queries.invoice_aggregates(feed.enterprise_id, until=date(2030, 1, 1))


amounts = st.integers(-(10**6), 10**6).map(lambda minor: f"{Decimal(minor) / 100:.2f}")
batches = st.lists(
    st.fixed_dictionaries(
        {
            "amount": amounts,
            "direction": st.sampled_from(["sale", "purchase"]),
            "issue_date": st.sampled_from(["2026-10-31", "2026-11-01", "2026-11-20"]),
            "counterparty": st.sampled_from(["杭州云溪纺织有限公司", "宁波海运有限公司"]),
            "voided": st.booleans(),
        }
    ),
    max_size=12,
)


class TestLaws:
    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(said=batches, data=st.data())
    def test_any_order_with_any_repeats_gives_the_same_totals(self, db, at, said, data):
        # Given the same events at two firms
        tidy, untidy = feed_at(at), feed_at(at)

        # When one gets them once and in order
        tidy.send(*[tidy.event(**each) for each in said])

        # And the other in any order, with repeats, in any envelopes
        events = [untidy.event(**each) for each in said]
        repeated = events + data.draw(
            st.lists(st.sampled_from(events), max_size=8) if events else st.just([])
        )
        disorder = data.draw(st.permutations(repeated))
        cut = data.draw(st.integers(0, len(disorder)))
        first, second = untidy.send(*disorder[:cut]), untidy.send(*disorder[cut:])

        # Then every total is the same, and the receipts add up
        assert totals(untidy) == totals(tidy)
        partners = [
            queries.top_counterparty_shares(each.enterprise_id, until=date(2030, 1, 1))
            for each in (tidy, untidy)
        ]
        assert partners[0] == partners[1]
        assert first.accepted + second.accepted == len(events)
        assert first.existing + second.existing == len(repeated) - len(events)

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(said=batches)
    def test_the_totals_are_what_the_stored_events_add_up_to(self, db, at, said):
        feed = feed_at(at)
        feed.send(*[feed.event(**each) for each in said])

        counted = Counter()
        for row in models.BusinessEvent.objects.filter(enterprise_id=feed.enterprise_id):
            counted[row.issue_date, row.direction] += 0 if row.voided else row.amount_minor
        stored = {(each.day, each.direction): each.sum_minor for each in totals(feed)}

        assert stored == dict(counted)


class TestRivals:
    def test_who_send_the_same_envelope_at_once_count_it_once(self, committed, at):
        feed = feed_at(at)
        events = [feed.event() for _ in range(40)]

        receipts = together(
            [lambda turn=turn: feed.send(*(events[turn:] + events[:turn])) for turn in range(8)]
        )

        assert sum(each.accepted for each in receipts) == 40
        assert sum(each.existing for each in receipts) == 7 * 40
        assert [each.count for each in totals(feed)] == [40]
