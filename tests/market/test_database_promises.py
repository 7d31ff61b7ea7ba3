"""The database refuses requests and offers that no verb of ours would write."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError

from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from headrace.market import models
from tests.market import rows
from tests.market.rows import AT

pytestmark = pytest.mark.django_db


def refused(promise, write, *given, **told):
    with pytest.raises(IntegrityError, match=promise), savepoint():
        write(*given, **told)


class TestDemand:
    @pytest.mark.parametrize("least", [0, -1, 400_000_01])
    def test_asks_for_a_least_within_its_amount(self, least):
        refused("market_demand_least_within", rows.demand, amount_least_minor=least)

    @pytest.mark.parametrize("least", [1, 400_000_00])
    def test_may_ask_for_all_or_for_a_part(self, least):
        assert rows.demand(amount_least_minor=least).amount_least_minor == least

    @pytest.mark.parametrize(
        "state", ["published", "matching", "offered", "contracted", "closed", "expired"]
    )
    @pytest.mark.parametrize("missing", ["published_at", "expires_at", "book_id", "pack_version"])
    def test_that_was_published_is_whole(self, state, missing):
        refused("market_demand_published_whole", rows.demand, state=state, **{missing: None})

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_that_was_not_need_not_be(self, state):
        bare = dict.fromkeys(("published_at", "expires_at", "book_id", "pack_version"))
        assert rows.demand(state=state, **bare).published_at is None

    def test_has_a_reference_of_its_own(self):
        first = rows.demand()
        refused("reference_number", rows.demand, reference_number=first.reference_number)


class TestPush:
    def test_is_shown_once_under_a_product(self):
        row = rows.demand()
        first = rows.push(row)
        refused("market_pushed_once", rows.push, row, product_id=first.product_id)
        assert rows.push(rows.demand(), product_id=first.product_id).state == "shown"


class TestLikeness:
    def test_is_flagged_once_a_pair_and_way(self):
        one, two = rows.demand(), rows.demand()
        rows.likeness(one, two)
        refused("market_flagged_once", rows.likeness, one, two, kind="other_firm")
        assert rows.likeness(two, one).other == one

    def test_is_never_with_itself(self):
        row = rows.demand()
        refused("market_not_like_itself", rows.likeness, row, row)


class TestOffer:
    @pytest.mark.parametrize("amount", [0, -1])
    def test_is_of_something(self, amount):
        refused("market_offer_amount", rows.made, rows.demand(), amount_minor=amount)

    @pytest.mark.parametrize(("cost", "stands"), [("0.12", True), ("0.1200000001", False)])
    def test_costs_at_most_its_ceiling(self, cost, stands):
        told = {"yearly_cost": Decimal(cost), "ceiling": Decimal("0.12")}
        if stands:
            assert rows.made(rows.demand(), **told).state == "made"
        else:
            refused("market_offer_within_ceiling", rows.made, rows.demand(), **told)

    @pytest.mark.parametrize("state", ["made", "firm", "chosen", "accepted", "lapsed"])
    def test_is_approved_by_another_than_its_maker(self, state):
        person = new_id()
        refused(
            "market_offer_four_eyes",
            rows.firm,
            rows.demand(),
            state=state,
            made_by=person,
            approved_by=person,
        )

    @pytest.mark.parametrize("state", ["firm", "chosen", "accepted"])
    @pytest.mark.parametrize("missing", ["approved_by", "approved_at", "fund_source_id", "hold_id"])
    def test_that_binds_its_lender_is_covered(self, state, missing):
        refused(
            "market_firm_is_covered",
            rows.firm,
            rows.demand(),
            **{"state": state, missing: None},
        )

    @pytest.mark.parametrize("half", ["accepted_by", "accepted_at"])
    def test_is_accepted_by_somebody_at_an_hour(self, half):
        value = new_id() if half == "accepted_by" else AT
        refused("market_accepted_by_and_at", rows.firm, rows.demand(), **{half: value})

    @pytest.mark.parametrize("second", ["made", "firm", "chosen"])
    @pytest.mark.parametrize("first", ["made", "firm", "chosen"])
    def test_is_the_only_open_one_under_its_product(self, first, second):
        row = rows.demand()
        open_one = rows.firm(row, state=first)
        refused(
            "market_one_open_offer",
            rows.firm,
            row,
            state=second,
            product_id=open_one.product_id,
        )

    @pytest.mark.parametrize("ended", ["declined", "lapsed", "withdrawn", "accepted"])
    def test_may_follow_one_that_is_not_open_any_more(self, ended):
        row = rows.demand()
        before = rows.firm(row, state=ended)
        assert rows.made(row, product_id=before.product_id).state == "made"

    def test_has_a_hold_of_its_own(self):
        first = rows.firm(rows.demand())
        refused("hold_id", rows.firm, rows.demand(), hold_id=first.hold_id)


class TestKept:
    @pytest.mark.parametrize(
        ("table", "change"),
        [("Snapshot", {"content": "{1}"}), ("Likeness", {"kind": "other_firm"})],
    )
    def test_as_they_were_are_files_and_likenesses(self, table, change):
        row = rows.demand()
        written = {
            "Snapshot": lambda: rows.snapshot(row),
            "Likeness": lambda: rows.likeness(row, rows.demand()),
        }[table]()
        kept = getattr(models, table).objects.filter(pk=written.pk)
        with pytest.raises(DatabaseError), savepoint():
            kept.update(**change)
        with pytest.raises(DatabaseError), savepoint():
            kept._raw_delete("default")

    def test_once_is_a_file_under_its_hash(self):
        first = rows.snapshot(rows.demand())
        refused("market_snapshot_pkey", rows.snapshot, rows.demand(), digest=first.digest)
