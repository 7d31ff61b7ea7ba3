"""Who reads which agreement and loan, and what the figures on the page are made of."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.contracts import queries
from headrace.contracts.models import DayClose
from headrace.contracts.queries import Escrow
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from tests.contracts_domain import rows
from tests.contracts_domain.rows import AT, DRAWN

pytestmark = pytest.mark.django_db
FIRM, BANK, SECOND_BANK, STRANGER = (new_id() for _ in range(4))


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount))


def actor(organisation, role="", district="330282"):
    roles = frozenset({role} if role else ())
    return Actor(new_id(), organisation, roles, frozenset({"viewer"}), district)


READERS = {
    "the borrower": (actor(FIRM, "enterprise"), True),
    "the borrower in another role": (actor(FIRM, "bank"), True),
    "the borrower once suspended": (actor(FIRM), True),
    "a lender": (actor(BANK, "bank"), True),
    "the second lender": (actor(SECOND_BANK, "bank"), True),
    "another firm": (actor(STRANGER, "enterprise"), False),
    "another bank": (actor(STRANGER, "bank"), False),
    "the custodian": (actor(STRANGER, "custodian"), False),
    "a provider": (actor(STRANGER, "rating"), False),
    "the operator": (actor(STRANGER, "operator"), False),
    "background work": (Actor.system("closing"), False),
    "the county": (actor(STRANGER, "government"), True),
    "the city": (actor(STRANGER, "government", "330200"), True),
    "the province": (actor(STRANGER, "government", "330000"), True),
    "the country": (actor(STRANGER, "government", "000000"), True),
    "another county": (actor(STRANGER, "government", "330281"), False),
    "another city": (actor(STRANGER, "government", "330100"), False),
    "an office without a district": (actor(STRANGER, "government", ""), False),
    "an office of a broken district": (actor(STRANGER, "government", "33"), False),
    "an auditor from anywhere": (actor(STRANGER, "auditor", "440100"), True),
}


def lent(**other):
    """An agreement of two lenders whose money was drawn, with its plan of three rows."""
    row = rows.agreement(borrower_id=FIRM, state="effective", effective_at=AT, **other)
    rows.lender(row, BANK, amount_minor=90_000_00)
    rows.lender(row, SECOND_BANK, amount_minor=30_000_00, position=1)
    loan = rows.loan(row)
    for number in (1, 2, 3):
        rows.instalment(loan, number)
    return row, loan


READS_OF_AGREEMENT = {
    "agreement": lambda row, by: queries.agreement(row.id, by),
    "agreement_of_offer": lambda row, by: queries.agreement_of_offer(row.offer_id, by),
    "payment_reference": lambda row, by: queries.payment_reference(row.id, by),
}
READS_OF_LOAN = {
    "loan": lambda loan, by: queries.loan(loan.id, by),
    "plan_rows": lambda loan, by: queries.plan_rows(loan.id, by),
    "repayments_of": lambda loan, by: queries.repayments_of(loan.id, by),
}


class TestWhoReads:
    @pytest.mark.parametrize("reader", READERS)
    def test_an_agreement_in_every_list_and_by_every_address(self, reader):
        by, sees = READERS[reader]
        row, _ = lent()
        assert [each.id for each in queries.agreements_of(by)] == [row.id] * sees
        assert (queries.agreement_of_demand(row.demand_id, by) is not None) is sees
        for read in READS_OF_AGREEMENT.values():
            if sees:
                assert read(row, by)
            else:
                with pytest.raises(NotFound):
                    read(row, by)

    @pytest.mark.parametrize("reader", READERS)
    def test_a_loan_in_every_list_and_by_every_address(self, reader):
        by, sees = READERS[reader]
        _, loan = lent()
        assert [each.id for each in queries.loans_of(by)] == [loan.id] * sees
        for read in READS_OF_LOAN.values():
            if sees:
                assert read(loan, by) is not None
            else:
                with pytest.raises(NotFound) as refused:
                    read(loan, by)
                assert refused.value.field == "loan_id"

    @pytest.mark.parametrize("reader", READERS)
    def test_the_plans_of_all_drawn_loans_at_once(self, reader, django_assert_num_queries):
        by, sees = READERS[reader]
        _, drawn = lent()
        _, other = lent()
        type(other).objects.filter(pk=other.pk).update(state="agreed", drawn_date=None)
        with django_assert_num_queries(2 if sees else 1):
            found = queries.plans_of(by)
        assert found == ({drawn.id: queries.plan_rows(drawn.id, by)} if sees else {})

    @pytest.mark.parametrize("reader", READERS)
    def test_a_portfolio_is_the_lenders_own_alone(self, reader):
        by, _ = READERS[reader]
        lent()
        own = by.organisation_id in (BANK, SECOND_BANK)
        assert len(queries.portfolio(by)) == own

    def test_one_lender_of_two_does_not_make_two_agreements(self):
        row, _ = lent()
        both = actor(BANK, "bank")
        assert [each.id for each in queries.agreements_of(both)] == [row.id]


class TestAgreementAsItIsRead:
    def test_waits_for_those_who_have_not_signed_in_the_order_of_the_text(self):
        row = rows.agreement(borrower_id=FIRM)
        rows.lender(row, SECOND_BANK, amount_minor=30_000_00, position=1)
        rows.lender(row, BANK, amount_minor=90_000_00, position=0)
        by = actor(FIRM)
        assert queries.agreement(row.id, by).waits_for == (FIRM, BANK, SECOND_BANK)
        rows.signature(row, organisation_id=BANK)
        view = queries.agreement(row.id, by)
        assert view.waits_for == (FIRM, SECOND_BANK)
        assert [each.organisation_id for each in view.signatures] == [BANK]

    def test_tells_what_was_collected_of_each_line_and_what_it_costs_a_year(self):
        # Given 1 200 yuan of fees on 120 000 over three months: one per cent, so 4 % a year
        row, _ = lent()
        line = rows.cost_line(row)
        for minor in (300_00, 200_00):
            line.collected.create(created_at=AT, amount_minor=minor)
        (told,) = queries.agreement(row.id, actor(FIRM)).costs
        assert (told.amount, told.collected) == (yuan(1_200), yuan(500))
        assert told.yearly_rate == Decimal("0.04")

    def test_shows_the_latest_request_for_the_money(self):
        row, _ = lent()
        by = actor(FIRM)
        assert queries.agreement(row.id, by).drawdown is None
        rows.drawdown(row, state="rejected", reason="AC01")
        latest = rows.drawdown(row)
        told = queries.agreement(row.id, by).drawdown
        assert (told.instruction_id, told.state, told.reason) == (
            latest.instruction_id,
            "prepared",
            "",
        )

    def test_lists_its_suppliers_one_a_line(self):
        row = rows.agreement(borrower_id=FIRM, payees="Anli\nBolin")
        assert queries.agreement(row.id, actor(FIRM)).payees == ("Anli", "Bolin")
        bare = rows.agreement(borrower_id=FIRM)
        assert queries.agreement(bare.id, actor(FIRM)).payees == ()

    def test_of_a_request_is_the_newest(self):
        first = rows.agreement(borrower_id=FIRM)
        later = rows.agreement(
            borrower_id=FIRM, demand_id=first.demand_id, created_at=AT + timedelta(hours=1)
        )
        assert queries.agreement_of_demand(first.demand_id, actor(FIRM)).id == later.id


class TestLoanAsItIsRead:
    def test_owes_nothing_before_the_money_is_drawn(self):
        _, loan = lent()
        type(loan).objects.filter(pk=loan.pk).update(drawn_date=None, state="agreed")
        view = queries.loan(loan.id, actor(FIRM))
        assert (view.principal, view.outstanding) == (yuan(120_000), yuan(0))
        assert queries.portfolio(actor(BANK, "bank"))[0].outstanding == yuan(0)

    def test_counts_what_is_late_and_only_that_as_missing(self):
        # Given a row paid, a row late with a part of it paid, and a row not yet due
        _, loan = lent()
        plan = list(loan.instalments.all())
        told = (
            {
                "state": "paid",
                "paid_at": AT,
                "principal_paid_minor": 40_000_00,
                "interest_paid_minor": 1_200_00,
            },
            {"state": "late", "interest_paid_minor": 1_000_00},
            {"state": "part", "interest_paid_minor": 200_00},
        )
        for each, facts in zip(plan, told, strict=True):
            type(each).objects.filter(pk=each.pk).update(**facts)

        # Then 40 200 are missing, one row is paid, and the late one is next
        view = queries.loan(loan.id, actor(FIRM))
        assert (view.missing, view.instalments, view.instalments_paid) == (yuan(40_200), 3, 1)
        assert (view.next_due.number, view.next_due.missing) == (2, yuan(40_200))
        last = queries.plan_rows(loan.id, actor(FIRM))[2]
        assert (last.paid_principal, last.paid_interest, last.missing) == (
            yuan(0),
            yuan(200),
            yuan(41_000),
        )

    def test_shows_each_lender_its_own_part(self):
        row, _ = lent()
        paid = rows.repayment(
            row, state="allocated", principal_minor=40_000_00, interest_minor=1_200_00
        )
        rows.lender_payment(paid, lender_id=BANK, principal_minor=30_000_00, interest_minor=900_00)
        rows.lender_payment(
            paid, lender_id=SECOND_BANK, principal_minor=10_000_00, interest_minor=300_00
        )
        for lender, told in (
            (BANK, (90_000, 60_000, 30_000, 900)),
            (SECOND_BANK, (30_000, 20_000, 10_000, 300)),
        ):
            (part,) = queries.portfolio(actor(lender, "bank"))
            assert (
                part.lent,
                part.outstanding,
                part.principal_received,
                part.interest_received,
            ) == tuple(yuan(each) for each in told)
            assert part.next_due_date == DRAWN + timedelta(days=30)

    def test_lists_its_receipts_the_newest_first_with_the_shares(self):
        row, loan = lent()
        waiting = rows.repayment(row)
        placed = rows.repayment(row, state="allocated", surplus_minor=41_200_00)
        rows.lender_payment(placed, lender_id=BANK, principal_minor=1, interest_minor=2)
        told = queries.repayments_of(loan.id, actor(FIRM))
        assert [each.id for each in told] == [placed.id, waiting.id]
        assert [each.state for each in told] == ["allocated", "waiting"]
        assert [
            (each.lender_id, each.principal.minor, each.interest.minor) for each in told[0].shared
        ] == [(BANK, 1, 2)]
        assert told[1].shared == ()

    @pytest.mark.parametrize("count", [1, 4])
    def test_takes_two_questions_for_a_list_however_long(self, count, django_assert_num_queries):
        for _ in range(count):
            lent()
        with django_assert_num_queries(2):
            assert len(queries.loans_of(actor(FIRM))) == count

    @pytest.mark.parametrize("count", [1, 4])
    def test_takes_three_questions_for_receipts_however_many(
        self, count, django_assert_num_queries
    ):
        row, loan = lent()
        for _ in range(count):
            rows.repayment(row)
        with django_assert_num_queries(3):
            assert len(queries.repayments_of(loan.id, actor(FIRM))) == count


class TestEscrow:
    @pytest.mark.parametrize("party", [FIRM, BANK, SECOND_BANK])
    def test_is_named_to_the_freeze_of_any_party_until_the_money_is_drawn(self, party):
        row, loan = lent()
        assert queries.escrows_of(party) == ()
        type(loan).objects.filter(pk=loan.pk).update(drawn_date=None)
        assert queries.escrows_of(party) == (Escrow(row.book_id, row.demand_id),)
        assert queries.escrows_of(STRANGER) == ()

    @pytest.mark.parametrize("state", ["drafted", "signing", "terminated", "completed"])
    def test_is_there_only_under_an_effective_agreement(self, state):
        rows.agreement(borrower_id=FIRM, state=state, effective_at=AT)
        assert queries.escrows_of(FIRM) == ()


class TestArrearsByDistrict:
    def late(self, days, *, district="330282", borrower=None, **other):
        row = rows.agreement(borrower_id=borrower or new_id(), district=district)
        return rows.loan(row, days_past_due=days, **other)

    @pytest.mark.parametrize(("days", "late"), [(0, 0), (29, 0), (30, 0), (31, 1), (365, 1)])
    def test_counts_a_firm_beyond_thirty_days(self, days, late):
        self.late(days, principal_paid_minor=20_000_00)
        (cell,) = queries.arrears_by_district(over_days=30)
        assert (cell.firms, cell.firms_late) == (1, late)
        assert cell.outstanding_late == yuan(100_000 * late)

    def test_counts_a_firm_with_two_loans_once_and_the_money_of_the_late_one(self):
        firm = new_id()
        self.late(31, borrower=firm)
        self.late(0, borrower=firm)
        (cell,) = queries.arrears_by_district(over_days=30)
        assert (cell.firms, cell.firms_late, cell.outstanding_late) == (1, 1, yuan(120_000))

    def test_leaves_out_loans_that_are_not_running(self):
        self.late(31, drawn_date=None)
        self.late(31, repaid_at=AT)
        assert queries.arrears_by_district(over_days=30) == ()

    def test_has_a_cell_for_each_district_model_and_currency_in_order(self):
        for district in ("330282", "330281"):
            self.late(0, district=district)
            self.late(0, district=district, currency="USD")
        cells = queries.arrears_by_district(over_days=30)
        assert [(each.district, each.outstanding_late.currency) for each in cells] == [
            ("330281", "CNY"),
            ("330281", "USD"),
            ("330282", "CNY"),
            ("330282", "USD"),
        ]


class TestClosedDays:
    def test_are_told_by_the_last(self):
        assert queries.last_closed_day() is None
        for day in (date(2026, 4, 6), date(2026, 4, 9), date(2026, 4, 7)):
            DayClose.objects.create(on=day, closed_at=AT, newly_late=0, still_late=0)
        assert queries.last_closed_day() == date(2026, 4, 9)


class TestInvariantsOfALoan:
    def test_hold_for_a_loan_as_the_verbs_leave_it(self):
        _, loan = lent()
        assert queries.invariants(loan.id).ok

    @pytest.mark.parametrize(
        ("broken", "promise"),
        [
            (lambda row, loan: loan.instalments.filter(number=3).delete(), "principal_conserved"),
            (
                lambda row, loan: loan.instalments.filter(number=1).update(interest_paid_minor=1),
                "rows_agree_with_loan",
            ),
            (
                lambda row, loan: loan.instalments.filter(number=1).update(interest_paid_minor=1),
                "allocations_agree_with_rows",
            ),
            (
                lambda row, loan: (
                    type(loan).objects.filter(pk=loan.pk).update(interest_paid_minor=1)
                ),
                "shares_conserved",
            ),
        ],
        ids=["a row lost", "a row paid alone", "no allocation", "no share"],
    )
    def test_name_the_promise_that_is_broken(self, broken, promise):
        row, loan = lent()
        broken(row, loan)
        found = queries.invariants(loan.id)
        assert not getattr(found, promise)
        assert not found.ok
