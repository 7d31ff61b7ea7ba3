"""The tables of evidence refuse by themselves what no service would write."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import claims, consent, finding, totals
from headrace.evidence.rules.consent import ConsentMove, ConsentState
from headrace.evidence.rules.totals import DayKey, PartnerKey, Taken
from headrace.kit.ids import id_at
from headrace.kit.stream import ensure_months
from headrace.kit.transactions import savepoint
from tests.kit.tongues import in_chinese, in_english, is_told_in_both

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FIRM = UUID(int=70)
ONLY_GROW = ("evidence_event_key", "evidence_business_event")
EVENT = {
    "enterprise_id": FIRM,
    "id": id_at(AT, b"e" * 10),
    "consent_id": UUID(int=1),
    "source_id": FIRM,
    "external_id": "F-1",
    "kind": "invoice",
    "happened_at": AT,
    "received_at": AT,
    "direction": "sale",
    "amount_minor": 113_000,
    "currency": "CNY",
    "counterparty": b"c" * 32,
    "counterparty_label": "杭州***公司",
    "issue_date": date(2026, 11, 20),
    "number": "26442019",
    "voided": False,
}
KEY = {
    "enterprise_id": FIRM,
    "key_hash": b"k" * 32,
    "event_id": EVENT["id"],
    "payload_hash": b"p" * 32,
}


def insert(table: str, row: dict[str, object]) -> None:
    places = ", ".join(["%s"] * len(row))
    with savepoint(), connection.cursor() as cursor:
        cursor.execute(f"insert into {table} ({', '.join(row)}) values ({places})", [*row.values()])


@pytest.mark.django_db
class TestEvents:
    @pytest.fixture(autouse=True)
    def month(self, db):
        ensure_months("evidence_business_event", {AT.date()})

    def test_in_order_are_kept(self):
        insert("evidence_business_event", EVENT)
        insert("evidence_event_key", KEY)

    @pytest.mark.parametrize("table", ONLY_GROW)
    @pytest.mark.parametrize(
        "change", ["update {} set enterprise_id = null", "delete from {}", "truncate {}"]
    )
    def test_are_never_changed_or_removed(self, table, change):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            savepoint(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format(table))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"direction": "gift"},
            {"direction": ""},
            {"amount_minor": 10**15 + 1},
            {"amount_minor": -(10**15) - 1},
            {"counterparty": b"c" * 31},
            {"counterparty": b""},
            *({name: None} for name in EVENT),
        ],
        ids=lambda each: f"{next(iter(each))}={str(next(iter(each.values())))[:12]}",
    )
    def test_with_one_thing_wrong_are_not_kept(self, wrong):
        with pytest.raises(IntegrityError):
            insert("evidence_business_event", EVENT | wrong)

    @pytest.mark.parametrize("minor", [10**15, 0, -(10**15)])
    def test_are_kept_up_to_the_largest_amount(self, minor):
        insert("evidence_business_event", EVENT | {"amount_minor": minor})

    def test_are_kept_once_under_their_id_and_their_key(self):
        for table, row in (("evidence_business_event", EVENT), ("evidence_event_key", KEY)):
            insert(table, row)
            with pytest.raises(IntegrityError, match="duplicate key"):
                insert(table, row)

    @pytest.mark.parametrize("name", ["key_hash", "payload_hash"])
    @pytest.mark.parametrize("hashed", [b"", b"x" * 31, b"x" * 33])
    def test_are_known_by_whole_hashes(self, name, hashed):
        with pytest.raises(IntegrityError, match=name):
            insert("evidence_event_key", KEY | {name: hashed})


def taken(minor: int, *, voided: bool = False, label: str = "甲***", partner: bytes = b"p", day=20):
    return Taken(FIRM, "invoice", "sale", "CNY", date(2026, 11, day), minor, voided, partner, label)


AMOUNTS = st.lists(st.tuples(st.integers(-1_000, 1_000), st.booleans()), max_size=12)


class TestTotals:
    def test_count_the_living_and_only_number_the_voided(self):
        events = [taken(100), taken(-30), taken(999, voided=True)]
        ((key, sums),) = totals.day_sums(events).items()

        assert key == DayKey(FIRM, "invoice", "sale", "CNY", date(2026, 11, 20))
        assert (sums.count, sums.sum_minor, sums.sum_squares) == (2, 70, 10_900)
        assert (sums.voided, sums.credit_notes) == (1, 1)

    @given(AMOUNTS, st.randoms())
    def test_do_not_depend_on_the_order_or_on_the_envelopes(self, said, random):
        events = [taken(minor, voided=voided) for minor, voided in said]
        shuffled = random.sample(events, len(events))

        assert totals.day_sums(events) == totals.day_sums(shuffled)
        assert totals.partner_sums(events) == totals.partner_sums(shuffled)

    @given(AMOUNTS)
    def test_of_days_and_of_partners_add_up_to_the_same(self, said):
        events = [
            taken(minor, voided=voided, partner=bytes([minor % 3]), day=1 + minor % 28)
            for minor, voided in said
        ]
        by_day = totals.day_sums(events).values()
        by_partner = totals.partner_sums(events).values()

        assert sum(each.sum_minor for each in by_day) == sum(each.sum_minor for each in by_partner)
        assert sum(each.count for each in by_day) == sum(each.count for each in by_partner)

    def test_of_a_partner_are_kept_by_month_under_one_label(self):
        events = [taken(1, label="乙***"), taken(2, label="甲***"), taken(4, label="丙***", day=1)]
        ((key, sums),) = totals.partner_sums(events).items()

        assert key == PartnerKey(FIRM, "invoice", "sale", "CNY", date(2026, 11, 1), b"p")
        assert (sums.label, sums.count, sums.sum_minor) == (min("乙***", "甲***", "丙***"), 3, 7)

    def test_of_nothing_are_none(self):
        assert totals.day_sums([]) == {}
        assert totals.partner_sums([taken(1, voided=True)]) == {}


GRANT = {
    "data_kinds": ["invoice"],
    "from_date": date(2026, 1, 1),
    "to_date": date(2026, 12, 31),
    "expires_at": AT + timedelta(days=1),
    "at": AT,
}


class TestAGrant:
    @pytest.mark.parametrize(
        "said",
        [
            {"data_kinds": sorted(consent.DATA_KINDS)},
            {"to_date": date(2026, 1, 1)},
            {"expires_at": AT + timedelta(microseconds=1)},
            {"expires_at": AT + consent.LONGEST_LIFE},
        ],
    )
    def test_at_its_edges_is_allowed(self, said):
        consent.check_grantable(**(GRANT | said))

    @pytest.mark.parametrize(
        ("said", "error", "field"),
        [
            ({"data_kinds": ()}, consent.DataKindsUnknown, "data_kinds"),
            ({"data_kinds": ["Invoice"]}, consent.DataKindsUnknown, "data_kinds"),
            ({"to_date": date(2025, 12, 31)}, consent.RangeReversed, "to_date"),
            ({"expires_at": AT}, consent.LifeOutOfBounds, "expires_at"),
            (
                {"expires_at": AT + consent.LONGEST_LIFE + timedelta(microseconds=1)},
                consent.LifeOutOfBounds,
                "expires_at",
            ),
        ],
    )
    def test_beyond_them_is_refused_by_field_in_both_languages(self, said, error, field):
        with pytest.raises(error) as refusal:
            consent.check_grantable(**(GRANT | said))

        assert (refusal.value.status, refusal.value.field) == (422, field)
        assert is_told_in_both(refusal.value)

    @pytest.mark.parametrize("dead", [ConsentState.REVOKED, ConsentState.EXPIRED])
    @pytest.mark.parametrize("move", ConsentMove)
    def test_that_is_dead_stays_dead(self, dead, move):
        with pytest.raises(consent.ConsentMoveRefused) as refusal:
            consent.after(dead, move)
        assert dead in in_english(refusal.value).message
        assert dead in in_chinese(refusal.value).message


class TestAClaim:
    @pytest.mark.parametrize("rate", ["0", "1", "0.0", "0.00000001", "1.00000000", "0.99999999"])
    def test_of_a_rate_lies_between_nothing_and_all(self, rate):
        assert claims.check("guarantee", {"cover_minor": 1, "fee_rate": rate})

    @pytest.mark.parametrize(
        "rate",
        ["", "1.1", "-0.1", "00.1", ".1", "1.", "0.000000001", "１", "0.1\n", "1e-2", 0, True],
    )
    def test_of_a_rate_in_another_spelling_is_refused(self, rate):
        with pytest.raises(claims.ClaimMalformed) as refusal:
            claims.check("guarantee", {"cover_minor": 1, "fee_rate": rate})

        assert refusal.value.field == "claims.fee_rate"
        assert is_told_in_both(refusal.value)

    @pytest.mark.parametrize("kind", sorted(claims.SCHEMAS))
    def test_that_nobody_asked_for_is_cut_to_sixty_signs_in_the_refusal(self, kind):
        with pytest.raises(claims.ClaimMalformed) as refusal:
            claims.check(kind, {"A" * 5_000: 1})
        assert refusal.value.facts["name"] == "A" * 60

    @pytest.mark.parametrize("kind", ["", "Rating", "rating "])
    def test_of_an_unknown_kind_lists_the_known_ones(self, kind):
        with pytest.raises(claims.FindingKindUnknown) as refusal:
            claims.check(kind, {})

        assert refusal.value.facts["known"].split(", ") == list(claims.SCHEMAS)
        assert finding.type_of("rating") == "headrace/finding/rating/1"
