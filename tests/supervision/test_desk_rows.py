"""Rows of the supervisor's desk: what the database refuses, and who reads what in which order."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from headrace.supervision import models, queries
from headrace.supervision.queries import visibility
from headrace.supervision.services import OnlyAnOfficer

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PARTY, OFFICER, COLLEAGUE = new_id(), new_id(), new_id()


def alert(**other):
    told = {
        "created_at": AT,
        "entry_id": new_id(),
        "code": "late",
        "severity": "notice",
        "kind": "contracts.instalment.late",
        "subject_kind": "loan",
        "subject_id": new_id(),
        "about": PARTY,
        "district": "330282",
        "state": "new",
    }
    return models.Alert.objects.create(**{**told, **other})


def case(**other):
    told = {
        "created_at": AT,
        "subject_kind": "organisation",
        "subject_id": PARTY,
        "district": "330282",
        "reason": "invoices look forged",
        "state": "opened",
        "opened_by": OFFICER,
    }
    return models.SupervisionCase.objects.create(**{**told, **other})


def order(**other):
    told = {
        "created_at": AT,
        "organisation_id": PARTY,
        "district": "330282",
        "reason": "invoices look forged",
        "ordered_by": OFFICER,
    }
    return models.FreezeOrder.objects.create(**{**told, **other})


def offer_cost(**other):
    told = {
        "offer_id": new_id(),
        "lender_id": new_id(),
        "district": "330282",
        "model": "bank_loan",
        "yearly_cost": Decimal("0.08"),
        "ceiling": Decimal("0.12"),
        "made_at": AT,
    }
    return models.OfferCost.objects.create(**{**told, **other})


def refused(promise, write, **told):
    with pytest.raises(IntegrityError, match=promise), savepoint():
        write(**told)


def actor(role="", district="330282", organisation=None):
    roles = frozenset({role} if role else ())
    return Actor(new_id(), organisation or new_id(), roles, frozenset({"maker"}), district)


READERS = {
    "the county": (actor("government"), True),
    "the city": (actor("government", "330200"), True),
    "the province": (actor("government", "330000"), True),
    "the country": (actor("government", "000000"), True),
    "another county": (actor("government", "330281"), False),
    "another province": (actor("government", "340000"), False),
    "an office without a district": (actor("government", ""), False),
    "an auditor from anywhere": (actor("auditor", "440100"), True),
    "a bank of the county": (actor("bank"), False),
    "the party itself": (actor("enterprise", organisation=PARTY), False),
    "the operator": (actor("operator"), False),
    "background work": (Actor.system("watch"), False),
}


class TestAlert:
    def test_is_one_an_entry_and_code(self):
        first = alert()
        refused("supervision_one_alert_an_entry", alert, entry_id=first.entry_id)
        assert alert(entry_id=first.entry_id, code="seriously_late").code == "seriously_late"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"closed_at": AT},
            {"closed_by": OFFICER},
            {"closed_at": AT, "closed_by": OFFICER, "state": "acting"},
            {"state": "closed", "closed_at": AT},
            {"state": "closed", "closed_by": OFFICER},
        ],
    )
    def test_is_closed_by_somebody_at_an_hour_or_not_at_all(self, wrong):
        refused("supervision_closed_at_and_by_together", alert, **wrong)

    def test_that_is_closed_says_by_whom_and_when(self):
        assert alert(state="closed", closed_at=AT, closed_by=OFFICER).closed_by == OFFICER

    @pytest.mark.parametrize("reader", READERS)
    def test_is_read_in_the_districts_of_an_office(self, reader):
        by, sees = READERS[reader]
        row = alert()
        assert [each.id for each in queries.alerts(by)] == [row.id] * sees
        if sees:
            assert queries.alert(row.id, by).about == PARTY
        else:
            with pytest.raises(NotFound) as unseen:
                queries.alert(row.id, by)
            assert unseen.value.field == "alert_id"

    def test_for_the_centre_is_read_at_the_level_of_the_whole_country_alone(self):
        row = alert(district="000000")
        assert queries.alerts(READERS["the county"][0]) == ()
        assert queries.alerts(READERS["the province"][0]) == ()
        assert [each.id for each in queries.alerts(READERS["the country"][0])] == [row.id]


class TestOrderOfTheDesk:
    def test_is_what_must_be_decided_first_then_the_gravest_then_the_newest(self):
        # Given alerts with and without a day, of each severity, of two hours
        soon, later = date(2026, 11, 24), date(2026, 11, 28)
        rows = {
            "soon": alert(severity="watch", decide_by_date=soon),
            "later, grave": alert(severity="grave", decide_by_date=later),
            "later, watch": alert(severity="watch", decide_by_date=later),
            "news, grave": alert(severity="grave"),
            "news, watch": alert(severity="watch"),
            "news, notice, new": alert(created_at=AT + timedelta(hours=1)),
            "news, notice, old": alert(),
        }
        shown = [each.id for each in queries.alerts(READERS["the county"][0])]
        assert shown == [each.id for each in rows.values()]

    def test_leaves_out_what_is_closed_unless_asked(self):
        alert(state="closed", closed_at=AT, closed_by=OFFICER)
        by = READERS["the county"][0]
        assert queries.alerts(by) == ()
        assert len(queries.alerts(by, open_only=False)) == 1

    def test_holds_a_hundred_at_most(self, django_assert_num_queries):
        for _ in range(101):
            alert()
        with django_assert_num_queries(1):
            assert len(queries.alerts(READERS["the county"][0])) == 100

    def test_shows_the_title_of_the_code(self):
        alert(code="break")
        (shown,) = queries.alerts(READERS["the county"][0])
        assert shown.title == "The books and the custodian's statement differ"


class TestCase:
    @pytest.mark.parametrize("reader", READERS)
    def test_is_read_in_the_districts_of_an_office(self, reader):
        by, sees = READERS[reader]
        row = case()
        assert [each.id for each in queries.cases(by)] == [row.id] * sees
        if not sees:
            with pytest.raises(NotFound) as unseen:
                visibility.case_for(row.id, by)
            assert unseen.value.field == "case_id"

    def test_names_its_alert_and_its_orders(self):
        trigger = alert()
        row = case(trigger=trigger)
        freeze = order(case=row)
        (shown,) = queries.cases(READERS["the county"][0])
        assert (shown.alert_id, shown.freeze_orders) == (trigger.id, (freeze.id,))
        assert shown.organisation_id == PARTY

    @pytest.mark.parametrize("count", [1, 4])
    def test_takes_two_questions_for_a_list_however_long(self, count, django_assert_num_queries):
        for _ in range(count):
            order(case=case(), organisation_id=new_id())
        with django_assert_num_queries(2):
            assert len(queries.cases(READERS["the county"][0])) == count


class TestFreezeOrder:
    def test_is_the_only_one_in_force_against_a_party(self):
        order()
        refused("supervision_one_live_freeze", order, ordered_by=COLLEAGUE)

    def test_may_follow_one_that_was_lifted(self):
        order(lifted_at=AT, lifted_by=COLLEAGUE)
        assert order().lifted_at is None

    @pytest.mark.parametrize(
        "wrong",
        [
            {"lifted_at": AT, "lifted_by": OFFICER},
            {"lifted_by": COLLEAGUE},
        ],
    )
    def test_is_lifted_by_another_officer_at_an_hour(self, wrong):
        refused("supervision_lifted_by_another", order, **wrong)

    @pytest.mark.parametrize("reader", READERS)
    def test_is_read_in_the_districts_of_an_office_and_by_the_party_it_stops(self, reader):
        by, sees = READERS[reader]
        sees = sees or reader == "the party itself"
        row = order()
        assert [each.id for each in queries.freeze_orders(by)] == [row.id] * sees
        if not sees:
            with pytest.raises(NotFound) as unseen:
                visibility.freeze_order_for(row.id, by)
            assert unseen.value.field == "order_id"

    def test_that_was_lifted_is_read_when_asked_for(self):
        order(lifted_at=AT, lifted_by=COLLEAGUE, lift_reason="all were genuine")
        by = READERS["the county"][0]
        assert queries.freeze_orders(by) == ()
        (past,) = queries.freeze_orders(by, in_force_only=False)
        assert (past.in_force, past.lift_reason) == (False, "all were genuine")

    def test_stands_once_for_an_officer_who_is_also_the_party(self):
        row = order()
        both = actor("government", organisation=PARTY)
        assert [each.id for each in queries.freeze_orders(both)] == [row.id]


class TestOfferCost:
    def test_is_kept_once_an_offer(self):
        first = offer_cost()
        refused("supervision_offercost_pkey", offer_cost, offer_id=first.offer_id)


class TestAuditFeed:
    @pytest.mark.parametrize(
        "place",
        ["x", "!!!", "e30", "bnVsbA==", "W10=", "eyIwIjogMX0=", "eyIwIjogWzEsIDIsICJ4Il19"],
        ids=["a letter", "no base64", "cut off", "null", "a list", "a number", "no id"],
    )
    def test_takes_no_place_that_it_did_not_give_out(self, place):
        with pytest.raises(queries.audit.BadPlace):
            queries.audit_feed(READERS["the country"][0], place)

    @pytest.mark.parametrize("reader", READERS)
    def test_is_for_offices_and_auditors(self, reader):
        by, sees = READERS[reader]
        may = sees or reader in {"another county", "another province"}
        if may:
            assert queries.audit_feed(by).entries == ()
        else:
            with pytest.raises(OnlyAnOfficer):
                queries.audit_feed(by)
