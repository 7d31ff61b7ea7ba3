"""Every read of the market by every kind of reader: seen, or simply not there."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.market import queries
from headrace.market.queries import visible
from headrace.market.queries.snapshots import snapshot
from headrace.products.queries import Fee, fees_as_data
from tests.market import rows
from tests.market.rows import AT

pytestmark = pytest.mark.django_db
FIRM, SHOWN, OFFERING, STRANGER = (new_id() for _ in range(4))


def actor(role="", district="360730", organisation=STRANGER):
    roles = frozenset({role} if role else ())
    return Actor(new_id(), organisation, roles, frozenset({"viewer"}), district)


# Reader: sees the request while it is a draft, once lenders are shown it, the first-key offer,
# the firm offer.
READERS = {
    "its firm": (actor("enterprise", organisation=FIRM), "draft shown firm"),
    "its firm once suspended": (actor(organisation=FIRM), "draft shown firm"),
    "a lender that was shown it": (actor("bank", organisation=SHOWN), "draft shown"),
    "that lender once suspended": (actor(organisation=SHOWN), ""),
    "the lender of the offers": (actor("bank", organisation=OFFERING), "shown made firm"),
    "that lender as a provider": (actor("rating", organisation=OFFERING), ""),
    "another bank": (actor("bank"), ""),
    "another firm": (actor("enterprise"), ""),
    "a provider": (actor("evaluation"), ""),
    "the custodian": (actor("custodian"), ""),
    "the operator": (actor("operator"), ""),
    "background work": (Actor.system("matching"), ""),
    "the county": (actor("government"), "shown made firm"),
    "the city": (actor("government", "360700"), "shown made firm"),
    "the province": (actor("government", "360000"), "shown made firm"),
    "the country": (actor("government", "000000"), "shown made firm"),
    "another county": (actor("government", "360731"), ""),
    "another province": (actor("government", "330000"), ""),
    "an auditor of the county": (actor("auditor"), "shown made firm"),
}


def offered():
    """A request that one bank was shown, with an offer of another at each of two keys."""
    row = rows.demand(enterprise_id=FIRM)
    rows.push(row, lender_id=SHOWN)
    return row, rows.made(row, lender_id=OFFERING), rows.firm(row, lender_id=OFFERING)


@pytest.mark.parametrize("reader", READERS)
class TestReader:
    def test_sees_a_draft_only_as_its_firm_or_because_it_was_shown(self, reader):
        by, sees = READERS[reader]
        row = rows.demand(enterprise_id=FIRM, state="draft")
        rows.push(row, lender_id=SHOWN)
        found = list(visible.demands_visible_to(by))
        assert found == ([row] if "draft" in sees else [])

    def test_sees_a_request_in_the_list_and_by_its_address_or_in_neither(self, reader):
        by, sees = READERS[reader]
        row, _, _ = offered()
        assert list(visible.demands_visible_to(by)) == ([row] if "shown" in sees else [])
        if "shown" in sees:
            assert visible.visible_demand(row.pk, by) == row
            return
        for read in (
            visible.visible_demand,
            queries.demand,
            queries.offers_for,
            queries.declines_of,
        ):
            with pytest.raises(NotFound) as refused:
                read(row.pk, by)
            assert refused.value.field == "demand_id"

    def test_sees_an_offer_from_the_key_on_that_concerns_him(self, reader):
        by, sees = READERS[reader]
        _, made, firm = offered()
        seen = set(visible.offers_visible_to(by))
        assert seen == {
            each for each, key in ((made, "made"), (firm, "firm")) if key in sees.split()
        }
        for each in {made, firm} - seen:
            with pytest.raises(NotFound) as refused:
                queries.offer(each.pk, by)
            assert refused.value.field == "offer_id"

    def test_reads_a_frozen_file_only_with_its_request(self, reader):
        by, sees = READERS[reader]
        row = rows.demand(enterprise_id=FIRM)
        rows.push(row, lender_id=SHOWN)
        rows.made(row, lender_id=OFFERING)
        kept = rows.snapshot(row)
        if "shown" in sees:
            told = snapshot(bytes(kept.digest).hex(), by)
            assert (told.demand_id, told.intact) == (row.pk, False)
        else:
            with pytest.raises(NotFound):
                snapshot(bytes(kept.digest).hex(), by)


class TestFirm:
    @pytest.mark.parametrize(
        "state", ["firm", "chosen", "accepted", "declined", "lapsed", "withdrawn"]
    )
    def test_sees_an_offer_in_whatever_way_it_ended_once_two_stood_behind_it(self, state):
        row = rows.demand(enterprise_id=FIRM)
        offer = rows.firm(row, state=state)
        assert list(visible.offers_visible_to(READERS["its firm"][0])) == [offer]

    @pytest.mark.parametrize("state", ["made", "lapsed", "withdrawn"])
    def test_never_sees_one_that_ended_with_its_first_key(self, state):
        row = rows.demand(enterprise_id=FIRM)
        rows.made(row, state=state)
        assert list(visible.offers_visible_to(READERS["its firm"][0])) == []

    def test_is_told_why_every_lender_declined_and_a_lender_its_own_words_alone(self):
        row = rows.demand(enterprise_id=FIRM)
        for lender, code in ((SHOWN, "too_risky"), (OFFERING, "sector")):
            rows.push(row, lender_id=lender, decline_code=code, decline_text="Why.")
        rows.push(row)

        def told(by):
            return [each.code for each in queries.declines_of(row.pk, by)]

        assert told(READERS["its firm"][0]) == ["too_risky", "sector"]
        assert told(READERS["the county"][0]) == ["too_risky", "sector"]
        assert told(READERS["a lender that was shown it"][0]) == ["too_risky"]


class TestFrozenFile:
    @pytest.mark.parametrize("seen", ["", "zz", "00", "00" * 32, "0"])
    def test_under_a_hash_that_is_none_is_not_found(self, seen):
        with pytest.raises(NotFound) as refused:
            snapshot(seen, READERS["the country"][0])
        assert refused.value.field == "seen_hash"


class TestAcceptedOffer:
    KEYS = {"state": "accepted", "accepted_by": new_id(), "accepted_at": AT}

    def test_is_what_an_agreement_is_drawn_up_from(self):
        # Given a fee of each kind of day on an offer over twelve months
        appraiser = new_id()
        fees = (
            Fee(code="handling", amount=Money(Decimal(600))),
            Fee(code="service", amount=Money(Decimal("10.50")), due="each"),
            Fee(code="appraisal", amount=Money(Decimal(300)), due="end", payee_id=appraiser),
        )
        row = rows.demand(payees=["Castings & Co"], details={"serial": "L-1"})
        offer = rows.firm(row, fees=fees_as_data(fees), lender_id=OFFERING, **self.KEYS)

        # Then each line is the most that may be collected under its code in all
        told = queries.accepted_offer(offer.pk)
        lines = [(each.code, each.amount, each.payee_id, each.due) for each in told.costs]
        assert lines == [
            ("handling", Money(Decimal(600)), OFFERING, "drawdown"),
            ("service", Money(Decimal(126)), OFFERING, "each"),
            ("appraisal", Money(Decimal(300)), appraiser, "end"),
        ]
        assert (told.payees, told.details) == (("Castings & Co",), {"serial": "L-1"})
        assert (told.book_id, told.hold_id) == (row.book_id, offer.hold_id)

    @pytest.mark.parametrize("state", ["made", "firm", "chosen", "declined", "lapsed"])
    def test_is_not_there_in_any_other_state(self, state):
        offer = rows.firm(rows.demand(), state=state)
        with pytest.raises(NotFound):
            queries.accepted_offer(offer.pk)

    @pytest.mark.parametrize(("state", "waits"), [("contracted", True), ("offered", False)])
    def test_leaves_its_request_waiting_for_money_while_it_is_contracted(self, state, waits):
        assert queries.awaits_money(rows.demand(state=state).pk) is waits
        assert not queries.awaits_money(new_id())


class TestNobody:
    def test_has_a_queue_or_matches_that_are_anothers(self):
        row = rows.demand(enterprise_id=FIRM)
        rows.push(row, lender_id=SHOWN, created_at=AT + timedelta(days=1))
        for by, _ in READERS.values():
            if by.organisation_id != FIRM:
                assert queries.matches_for(by, row.pk) == ()
            if by.organisation_id != SHOWN:
                assert queries.queue(by, AT) == ()
                assert queries.pushes_for(by) == ()
