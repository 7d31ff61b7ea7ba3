"""The page of freezes from values: the search, the form of an order, the orders given."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.kit.ids import new_id
from headrace.portals.supervisor import (
    freeze,
)
from headrace.portals.supervisor.freeze_search import Search, lines, more_found, none_found
from headrace.portals.supervisor.party import Party
from headrace.supervision.queries import (
    Found,
    FreezeOrderView,
)

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def yuan(amount):
    return Money(Decimal(amount))


PARTY = Party(new_id(), "Jiukezao Foods", "91990100X", "990102", yuan(0), yuan(0), frozen=False)


class TestFreezePage:
    def order(self, **other):
        told = FreezeOrderView(
            id=new_id(),
            organisation_id=PARTY.id,
            district="990102",
            reason="Invoices look forged",
            ordered_at=AT,
            in_force=True,
            lifted_at=None,
            lift_reason="",
            case_id=None,
        )
        return replace(told, **other)

    def page(self, orders=(), subject=None, *, acts=True, typed=None, errors=None):
        return freeze.page(
            orders,
            {PARTY.id: PARTY.name},
            subject or freeze.Subject(),
            acts=acts,
            typed=typed or {},
            errors=errors or {},
        )

    @pytest.mark.parametrize(
        ("live", "lifted", "title"),
        [
            (0, 0, "No freeze is in force"),
            (0, 3, "No freeze is in force"),
            (1, 2, "1 freeze is in force"),
            (2, 0, "2 freezes are in force"),
        ],
    )
    def test_leads_with_how_many_are_in_force(self, live, lifted, title):
        gone = {"in_force": False, "lifted_at": AT, "lift_reason": "All genuine"}
        orders = [self.order() for _ in range(live)]
        orders += [self.order(**gone) for _ in range(lifted)]
        page = self.page(orders)
        assert page.head.finding == title
        assert page.orders_note == f"{live + lifted} in all"
        assert [each.act is not None for each in page.orders] == [True] * live + [False] * lifted

    def test_shows_why_it_was_ordered_and_why_lifted(self):
        gone = self.order(in_force=False, lifted_at=AT, lift_reason="All genuine")
        (row,) = self.page([gone]).orders
        assert row.reason == "Invoices look forged → All genuine"
        assert row.mark.kind == "done"

    def test_a_search_stands_until_a_party_is_opened(self):
        assert self.page().search is not None
        opened = self.page(subject=freeze.Subject(party=PARTY))
        assert opened.search is None
        assert opened.head.finding == "Freeze the accounts of Jiukezao Foods?"
        assert opened.hidden == (("organisation", str(PARTY.id)),)

    @pytest.mark.parametrize(
        ("free", "label", "question"),
        [
            (0, "Freeze the accounts", "Freeze the accounts?"),
            ("980000", "Freeze ¥980,000.00", "Freeze ¥980,000.00?"),
        ],
    )
    def test_the_button_repeats_the_amount_of_the_question(self, free, label, question):
        page = self.page(subject=freeze.Subject(party=replace(PARTY, free=yuan(free))))
        assert (page.submit, page.dialogue.act.label) == (label, label)
        assert page.dialogue.question == question

    def test_lifting_asks_for_its_own_reason_and_no_amount(self):
        page = self.page(subject=freeze.Subject(lifting=self.order()))
        assert page.head.finding == "Lift the freeze of Jiukezao Foods?"
        assert (page.submit, page.dialogue, page.facts) == ("Lift the freeze", None, ())
        assert page.fields[0].label == "Why it is lifted"

    @pytest.mark.parametrize("about", ["party", "lifting"])
    def test_a_reader_without_duty_sees_facts_and_no_form(self, about):
        subject = freeze.Subject(**{about: PARTY if about == "party" else self.order()})
        page = self.page([self.order()], subject, acts=False)
        assert (page.fields, page.post_to, page.submit, page.search) == ((), "", "", None)
        assert [each.act for each in page.orders] == [None]

    def test_keeps_what_was_typed_and_its_key(self):
        typed = {"reason": "bad", "key": "k"}
        page = self.page(
            subject=freeze.Subject(party=PARTY), typed=typed, errors={"reason": "Too short."}
        )
        assert (page.fields[0].value, page.fields[0].error, page.key) == ("bad", "Too short.", "k")
        assert page.wrong == page.fields

    def test_a_frozen_party_is_marked_so(self):
        for frozen, kind in ((True, "refused"), (False, "done")):
            page = self.page(subject=freeze.Subject(party=replace(PARTY, frozen=frozen)))
            assert page.facts[-1].mark.kind == kind


class TestSearch:
    def test_says_nothing_before_it_was_asked(self):
        assert (none_found(Search()), more_found(Search()), lines(Search())) == ("", "", ())

    def test_says_that_nothing_fits(self):
        assert none_found(Search("x")).startswith("No organisation of your districts")
        with translation.override("zh-hans"):
            assert none_found(Search("x")).startswith("您的辖区内")

    def test_says_how_many_more_fit(self):
        assert more_found(Search("x", Found((), 12))) == "0 of 12 that fit; type more of the name."
