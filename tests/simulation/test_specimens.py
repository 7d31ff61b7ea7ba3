"""The town's firms and invoices are the same for the same seed, and well formed."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from stdnum.cn import uscc

from headrace.simulation import firms, invoices, plan

TOWN = plan.load()
UNTIL = date(2026, 11, 22)


class TestFirm:
    @pytest.mark.parametrize("number", range(60))
    def test_has_a_valid_credit_code(self, number):
        assert uscc.is_valid(firms.firm(TOWN, number).uscc)

    def test_is_the_same_for_the_same_number(self):
        assert firms.firm(TOWN, 3) == firms.firm(TOWN, 3)

    def test_has_a_name_and_a_code_of_its_own(self):
        town = [firms.firm(TOWN, number) for number in range(200)]

        assert len({each.name_zh for each in town}) == 200
        assert len({each.uscc for each in town}) == 200

    def test_shows_every_course_in_a_small_town(self):
        small = {firms.firm(TOWN, number).course.name for number in range(5)}

        assert small == {each.name for each in TOWN.courses}


class TestInvoices:
    def test_are_the_same_for_the_same_firm(self):
        firm = firms.firm(TOWN, 1)

        assert invoices.invoices(TOWN, firm, until=UNTIL) == invoices.invoices(
            TOWN, firm, until=UNTIL
        )

    def test_end_before_the_day_given(self):
        found = invoices.invoices(TOWN, firms.firm(TOWN, 0), until=UNTIL)

        assert max(each.day for each in found) < UNTIL

    def test_bear_numbers_of_their_own(self):
        found = invoices.invoices(TOWN, firms.firm(TOWN, 0), until=UNTIL)

        assert len({each.number for each in found}) == len(found)

    def test_become_events_with_the_amount_in_words_of_a_decimal(self):
        one = invoices.Invoice("1", "sale", UNTIL, -12305, "长桥泵业", False)

        made = invoices.event(one, source="/x", consent_id=UUID(int=1), firm_id=UUID(int=2))

        assert Decimal(made["data"]["amount"]) == Decimal("-123.05")

    def test_fit_into_envelopes_of_500(self):
        sizes = [len(each) for each in invoices.envelopes([{}] * 1201)]

        assert sizes == [500, 500, 201]
