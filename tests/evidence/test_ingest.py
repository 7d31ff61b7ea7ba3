"""Every event is taken once, whatever comes twice, late or in disorder; nothing gets lost."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext

from headrace.evidence import models, queries, services
from headrace.kit.actors import Actor
from headrace.kit.errors import Malformed
from headrace.kit.ids import instant_of, new_id
from headrace.kit.transactions import savepoint
from tests.evidence.conftest import consent_of, feed_at, firm, invoice, journalled


def totals(feed):
    return queries.invoice_aggregates(feed.enterprise_id, until=date(2030, 1, 1))


class TestReceipt:
    def test_counts_every_item_in_exactly_one_of_three(self, feed):
        # Given one event that is known already
        known = feed.event()
        feed.send(known)

        # When it comes again among a new one, a copy of that, and two that are wrong
        new = feed.event(amount="2.00")
        receipt = feed.send(known, new, feed.event(amount=2.5), new, "no event")

        # Then nothing is missing from the receipt
        assert (receipt.accepted, receipt.existing) == (1, 2)
        assert [(each.index, each.id, each.field) for each in receipt.refused] == [
            (2, "F-3", "amount"),
            (4, None, ""),
        ]

    def test_says_reason_and_remedy_in_words_and_by_a_stable_code(self, feed):
        (refusal,) = feed.send(feed.event(amount=2.5)).refused

        assert refusal.code == "evidence/amount-not-text"
        assert refusal.reason == (
            "The amount must be a text, not a number: a number may lose cents on its way."
        )
        assert refusal.remedy == 'Write the amount in quotation marks, such as "1130.00".'

    def test_of_an_empty_envelope_is_empty(self, feed):
        assert feed.send() == services.Receipt(0, 0, ())

    def test_is_refused_for_more_than_500_events(self, feed):
        with pytest.raises(services.EnvelopeTooLarge, match="501"):
            feed.send(*[feed.event() for _ in range(501)])

        assert totals(feed) == ()

    def test_is_refused_for_what_is_no_list(self, feed, at):
        with pytest.raises(Malformed):
            services.ingest(key=new_id(), by=feed.owner, at=at, envelope={"id": 1})


class TestIdentity:
    def test_the_same_event_again_changes_nothing(self, feed):
        event = feed.event()
        feed.send(event)
        before = totals(feed)

        again = feed.send(event, at=feed.at + timedelta(days=40))

        assert (again.accepted, again.existing, again.refused) == (0, 1, ())
        assert totals(feed) == before

    def test_another_event_under_the_same_id_is_refused_and_the_first_one_stays(self, feed):
        feed.send(feed.event(id="X", amount="10.00"))

        (refusal,) = feed.send(feed.event(id="X", amount="99.00")).refused

        assert refusal.code == "evidence/id-reused"
        assert [each.sum_minor for each in totals(feed)] == [1000]

    def test_holds_across_months(self, feed):
        feed.send(feed.event(id="X", time="2026-09-01T00:00:00Z", issue_date="2026-09-01"))

        (refusal,) = feed.send(
            feed.event(id="X", time="2026-10-01T00:00:00Z", issue_date="2026-10-01")
        ).refused

        assert refusal.code == "evidence/id-reused"

    def test_holds_inside_one_envelope(self, feed):
        receipt = feed.send(
            feed.event(id="X", amount="1.00"),
            feed.event(id="X", amount="2.00"),
            feed.event(id="X", amount="1.00"),
        )

        assert (receipt.accepted, receipt.existing) == (1, 1)
        assert [each.index for each in receipt.refused] == [1]

    def test_belongs_to_the_source_and_to_the_firm(self, feed, at):
        feed.send(feed.event(id="X"))

        other_source = feed.event(id="X", source=f"/organisations/{feed.enterprise_id}/shop")
        other_firm = feed_at(at)

        assert feed.send(other_source).accepted == 1
        assert other_firm.send(other_firm.event(id="X")).accepted == 1

    def test_puts_the_event_into_the_month_in_which_it_happened(self, feed):
        feed.send(
            feed.event(time="2020-02-29T23:59:59.999Z", issue_date="2020-02-29"),
            feed.event(time="2020-03-01T00:00:00Z", issue_date="2020-03-01"),
        )

        with connection.cursor() as cursor:
            cursor.execute(
                "select tableoid::regclass::text, id from evidence_business_event"
                " where enterprise_id = %s order by id",
                [feed.enterprise_id],
            )
            rows = cursor.fetchall()
        assert [name for name, _ in rows] == [
            "evidence_business_event_2020_02",
            "evidence_business_event_2020_03",
        ]
        assert instant_of(rows[1][1]) == datetime.fromisoformat("2020-03-01T00:00:00Z")


class TestConsent:
    def refusals(self, feed, *events, by=None, at=None):
        return [each.code for each in feed.send(*events, by=by, at=at).refused]

    def test_that_is_unknown_lets_nothing_in(self, feed):
        assert self.refusals(feed, feed.event(consentid=str(new_id()))) == [
            "evidence/consent-unknown"
        ]

    def test_of_another_firm_lets_nothing_in(self, feed, at):
        theirs = consent_of(firm(), at)

        assert self.refusals(feed, feed.event(consentid=str(theirs))) == [
            "evidence/consent-unknown"
        ]

    def test_once_revoked_lets_nothing_more_in_but_keeps_what_came(self, feed, at):
        feed.send(feed.event())
        services.revoke_consent(key=new_id(), by=feed.owner, at=at, consent_id=feed.consent_id)

        assert self.refusals(feed, feed.event()) == ["evidence/consent-not-live"]
        assert [each.count for each in totals(feed)] == [1]

    def test_past_its_life_lets_nothing_in(self, feed):
        later = feed.at + timedelta(days=365)

        assert self.refusals(feed, feed.event(), at=later) == ["evidence/consent-not-live"]

    def test_of_other_data_or_days_lets_nothing_in(self, feed, at):
        bank = consent_of(feed.owner, at, data_kinds=["bank"])
        old = consent_of(feed.owner, at, to_date=date(2026, 11, 19))

        assert self.refusals(feed, feed.event(consentid=str(bank))) == [
            "evidence/consent-lacks-kind"
        ]
        assert self.refusals(feed, feed.event(consentid=str(old))) == ["evidence/consent-lacks-day"]

    def test_names_the_provider_who_may_deliver(self, feed, at):
        platform = Actor(None, new_id(), frozenset({"bank"}))
        named = consent_of(feed.owner, at, providers=[platform.organisation_id])

        receipt = feed.send(invoice(platform.organisation_id, named), feed.event(), by=platform)

        assert receipt.accepted == 1
        assert [each.code for each in receipt.refused] == ["evidence/consent-unknown"]
        (event,) = queries.recent_events(feed.enterprise_id)
        assert event.source_id == platform.organisation_id
        assert not event.self_declared

    def test_is_carried_by_every_row(self, feed):
        feed.send(feed.event(), feed.event())

        rows = models.BusinessEvent.objects.filter(enterprise_id=feed.enterprise_id)
        assert set(rows.values_list("consent_id", flat=True)) == {feed.consent_id}

    def test_does_not_let_a_person_of_the_centre_write_evidence(self, feed):
        clerk = Actor(new_id(), UUID("00000000-0000-7000-8000-000000000001"))
        connector = Actor.system("connectors")

        assert self.refusals(feed, feed.event(), by=clerk) == ["evidence/consent-unknown"]
        assert self.refusals(feed, feed.event(), by=connector) == []


class TestTotals:
    def test_are_exact_at_any_size(self, feed):
        feed.send(*[feed.event(amount="10000000000000.00") for _ in range(500)])
        feed.send(*[feed.event(amount="10000000000000.00") for _ in range(500)])
        feed.send(feed.event(amount="-0.01"))

        (day,) = totals(feed)

        assert day.sum_minor == 1000 * 10**15 - 1
        assert day.sum_sq == 1000 * 10**30 + 1
        assert (day.count, day.credit_notes) == (1001, 1)

    def test_of_a_day_are_corrected_by_an_event_that_comes_late(self, feed):
        feed.send(feed.event(amount="100.00", issue_date="2026-11-01"))

        feed.send(feed.event(amount="-40.00", issue_date="2026-11-01"), at=feed.at)

        (day,) = totals(feed)
        assert (day.sum_minor, day.count, day.credit_notes) == (6000, 2, 1)

    def test_keep_currencies_and_directions_apart(self, feed):
        feed.send(
            feed.event(amount="1.00"),
            feed.event(amount="2.00", currency="EUR"),
            feed.event(amount="4.00", direction="purchase"),
        )

        assert [(each.direction, each.sum_minor) for each in totals(feed)] == [
            ("purchase", 400),
            ("sale", 100),
        ]
        euro = queries.invoice_aggregates(
            feed.enterprise_id, until=date(2030, 1, 1), currency="EUR"
        )
        assert [each.sum_minor for each in euro] == [200]

    def test_show_the_day_only_up_to_the_day_asked_for(self, feed):
        feed.send(feed.event(issue_date="2026-11-18"), feed.event(issue_date="2026-11-19"))

        found = queries.invoice_aggregates(feed.enterprise_id, until=date(2026, 11, 18))
        sales = queries.daily_sales(feed.enterprise_id, date(2026, 11, 19), date(2026, 11, 30))

        assert [each.day for each in found] == [date(2026, 11, 18)]
        assert [(each.day, each.sum_minor) for each in sales] == [(date(2026, 11, 19), 113000)]

    def test_name_the_largest_trading_partners_masked(self, feed):
        feed.send(
            feed.event(counterparty="杭州云溪纺织有限公司", amount="60.00"),
            feed.event(
                counterparty="杭州云溪纺织有限公司 ",
                amount="15.00",
                time="2026-10-01T00:00:00Z",
                issue_date="2026-10-01",
            ),
            feed.event(counterparty="宁波海运有限公司", amount="25.00"),
            feed.event(counterparty="退货商行一家", amount="-5.00"),
            feed.event(counterparty="作废有限公司", amount="500.00", voided=True),
        )

        shares = queries.top_counterparty_shares(feed.enterprise_id, until=date(2026, 11, 30))

        assert [(each.label, each.share) for each in shares] == [
            ("杭州***公司", Decimal("0.75")),
            ("宁波***公司", Decimal("0.25")),
        ]
        assert len({each.partner for each in shares}) == 2

    def test_of_nobody_are_empty(self, feed):
        assert queries.top_counterparty_shares(feed.enterprise_id, until=date(2030, 1, 1)) == ()

    def test_hold_no_name_of_a_trading_partner(self, feed):
        feed.send(feed.event(counterparty="李小明"))

        with connection.cursor() as cursor:
            cursor.execute(
                "select string_agg(e::text, '') || (select string_agg(p::text, '')"
                " from evidence_partner_total p) from evidence_business_event e"
            )
            assert "李小明" not in cursor.fetchone()[0]


class TestCost:
    def test_of_an_envelope_does_not_grow_with_its_events(self, feed):
        feed.send(feed.event())

        costs = []
        for size in (1, 50):
            envelope = [feed.event() for _ in range(size)]
            with CaptureQueriesContext(connection) as asked:
                feed.send(*envelope)
            costs.append(len(asked))

        assert costs[0] == costs[1] <= 12

    def test_of_a_known_envelope_is_no_write_at_all(self, feed, django_assert_max_num_queries):
        envelope = [feed.event() for _ in range(50)]
        feed.send(*envelope)

        with django_assert_max_num_queries(5):
            feed.send(*envelope)


class TestRows:
    def test_are_never_changed_or_removed(self, feed):
        feed.send(feed.event())

        for statement in (
            "update evidence_business_event set amount_minor = 0",
            "delete from evidence_business_event",
            "delete from evidence_event_key",
        ):
            with (
                pytest.raises(Error, match="permission denied"),
                savepoint(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)

    def test_tell_the_journal_how_many_came_from_whom(self, feed):
        feed.send(feed.event(), feed.event())

        (entry,) = journalled(feed.enterprise_id, "evidence.events.received")

        assert entry.facts["count"] == 2
        assert entry.facts["source"] == str(feed.enterprise_id)

    def test_are_read_newest_first_and_masked(self, feed):
        feed.send(
            feed.event(time="2026-11-01T00:00:00Z", issue_date="2026-11-01", number="A"),
            feed.event(time="2026-11-02T00:00:00Z", issue_date="2026-11-02", number="B"),
        )

        newest, oldest = queries.recent_events(feed.enterprise_id, 10)

        assert (newest.number, oldest.number) == ("B", "A")
        assert newest.counterparty == "杭州***公司"
        assert newest.self_declared
        assert len(queries.recent_events(feed.enterprise_id, 1)) == 1
