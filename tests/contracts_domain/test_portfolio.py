"""A lender's portfolio takes as many questions for forty loans as for one."""

from datetime import timedelta

import pytest
from tenor.money import Money

from headrace.contracts import queries
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from tests.contracts_domain import rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [0, 1, 40])
def test_takes_three_questions_for_any_number_of_loans(count, django_assert_max_num_queries):
    # Given a bank that lent so often, alone, with three rows of a plan each
    bank = new_id()
    for _ in range(count):
        row = rows.agreement(state="effective", effective_at=rows.AT)
        rows.lender(row, bank)
        loan = rows.loan(row)
        for number in (1, 2, 3):
            rows.instalment(loan, number)

    # When it reads its portfolio, then three questions answer it
    reader = Actor(new_id(), bank, frozenset({"bank"}), frozenset({"viewer"}), "330282")
    with django_assert_max_num_queries(3):
        parts = queries.portfolio(reader)
    assert len(parts) == count
    for part in parts:
        assert part.lent == part.outstanding == Money.from_minor(120_000_00)
        assert part.next_due_date == rows.DRAWN + timedelta(days=30)
