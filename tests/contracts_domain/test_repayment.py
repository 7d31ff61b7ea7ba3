"""Repayments: applied to the cent, shared to the cent, counted late to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tenor.money import Money

from headrace.contracts import queries, services
from headrace.custody import queries as custody
from headrace.custody import services as custody_services
from headrace.kit import delivery, log
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.register import queries as register
from tests.contracts_domain.town import LENT, SET_UP, yuan
from tests.custody.effort import examples

FIRST_DUE = date(2026, 12, 23)


@pytest.fixture
def loan_id(town):
    return town.running_loan()


def loan_of(town, loan_id):
    return queries.loan(loan_id, town.maker_of(town.firm))


def plan_of(town, loan_id):
    return queries.plan_rows(loan_id, town.maker_of(town.firm))


def available(town, party):
    return custody.balance(town.book, party.id, "available")


class TestOnTime:
    def test_an_instalment_paid_on_its_day_reaches_the_bank(self, town, loan_id):
        # Given a loan whose first instalment of 86,434.57 falls due
        town.on(FIRST_DUE)

        # When the firm pays it with the contract's reference
        town.repay(loan_id, yuan("86434.57"))

        # Then the row is paid, the bank has the money, and the exposure has fallen by the principal
        first = plan_of(town, loan_id)[0]
        assert (first.state, first.missing) == ("paid", Money.zero())
        assert first.paid_at == town.at
        assert available(town, town.bank) == yuan("86434.57")
        assert available(town, town.firm) == Money.zero()
        view = loan_of(town, loan_id)
        assert (view.instalments_paid, view.next_due.number) == (1, 2)
        assert register.exposure(borrower_id=town.firm.id) == LENT - first.principal
        assert queries.invariants(loan_id).ok

    def test_part_of_it_pays_interest_first(self, town, loan_id):
        town.on(FIRST_DUE)
        town.repay(loan_id, yuan("32800"))
        first = plan_of(town, loan_id)[0]
        assert (first.state, first.paid_interest) == ("part", yuan("5666.67"))
        assert first.paid_principal == yuan("27133.33")
        assert first.missing == yuan("53634.57")

    def test_everything_at_once_ends_the_loan_and_completes_the_agreement(self, town, loan_id):
        whole = sum((row.missing for row in plan_of(town, loan_id)), Money.zero())
        town.days_later(3)
        town.repay(loan_id, whole)
        view = loan_of(town, loan_id)
        assert (view.state, view.outstanding, view.repaid_at) == ("repaid", Money.zero(), town.at)
        agreement = queries.agreement(view.agreement_id, town.maker_of(town.firm))
        assert (agreement.state, agreement.ended_at) == ("completed", town.at)
        assert register.exposure(borrower_id=town.firm.id) == Money.zero()


class TestTwiceAndTooMuch:
    def test_a_receipt_delivered_twice_is_taken_once(self, town, loan_id):
        for _ in range(2):
            town.repay(loan_id, yuan("10000"), ref="bank-line-1")
        assert loan_of(town, loan_id).interest_paid + loan_of(town, loan_id).principal_paid == yuan(
            "10000"
        )
        assert len(queries.repayments_of(loan_id, town.maker_of(town.firm))) == 1

    def test_the_same_fact_told_twice_by_the_journal_is_taken_once(self, town, loan_id):
        facts = services.ReceiptFacts(
            new_id(), yuan("100"), loan_of(town, loan_id).payment_reference, FIRST_DUE
        )
        town.fund(town.firm, yuan("200"))
        take = transaction(services.take_receipt)
        answers = {take(receipt=facts, by=SET_UP, at=town.at) for _ in range(2)}
        assert len(answers) == 1
        assert available(town, town.firm) == yuan("100")

    def test_too_much_stays_the_firms_own_and_is_told(self, town, loan_id):
        whole = sum((row.missing for row in plan_of(town, loan_id)), Money.zero())
        town.repay(loan_id, whole + yuan("12.34"))
        (receipt,) = queries.repayments_of(loan_id, town.maker_of(town.firm))
        assert receipt.surplus == yuan("12.34")
        assert available(town, town.firm) == yuan("12.34")
        assert queries.invariants(loan_id).ok

    def test_money_after_the_last_repayment_stays_visible(self, town, loan_id):
        town.repay(loan_id, sum((row.missing for row in plan_of(town, loan_id)), Money.zero()))
        town.repay(loan_id, yuan("50"))
        newest = queries.repayments_of(loan_id, town.maker_of(town.firm))[0]
        assert (newest.amount, newest.surplus, newest.shared) == (yuan("50"), yuan("50"), ())
        assert available(town, town.firm) == yuan("50")
        assert queries.invariants(loan_id).ok

    def test_a_reference_of_nobodys_contract_is_left_alone(self, town):
        facts = services.ReceiptFacts(new_id(), yuan("100"), "HRAAAAAAAAAA", FIRST_DUE)
        take = transaction(services.take_receipt)
        assert take(receipt=facts, by=SET_UP, at=town.at) is None


class TestLate:
    def test_counts_from_the_day_after_the_due_date_and_is_cleared_when_paid(self, town, loan_id):
        # Given the due date has passed without a payment
        town.on(FIRST_DUE)
        assert town.close(FIRST_DUE) == {"newly_late": 0, "still_late": 0}
        following = town.days_later(1)
        assert town.close(following) == {"newly_late": 1, "still_late": 1}
        view = loan_of(town, loan_id)
        assert (view.state, view.days_past_due) == ("in_arrears", 1)
        assert view.missing == yuan("86434.57")

        # When a part comes in, it is still late, to the day
        town.days_later(9)
        town.repay(loan_id, yuan("80000"))
        view = loan_of(town, loan_id)
        assert (view.state, view.days_past_due) == ("in_arrears", 10)
        assert view.missing == yuan("6434.57")

        # And when the rest comes in, it is in order again
        town.repay(loan_id, yuan("6434.57"))
        view = loan_of(town, loan_id)
        assert (view.state, view.days_past_due, view.missing) == ("drawn", 0, Money.zero())
        assert town.close(town.days_later(1)) == {"newly_late": 0, "still_late": 0}

    def test_a_day_is_closed_once(self, town, loan_id):
        town.on(FIRST_DUE + timedelta(days=1))
        answers = [town.close(FIRST_DUE + timedelta(days=1)) for _ in range(3)]
        assert answers == [{"newly_late": 1, "still_late": 1}] * 3

    def test_a_missed_close_is_made_up_by_the_next(self, town, loan_id):
        town.on(FIRST_DUE + timedelta(days=40))
        assert town.close(FIRST_DUE + timedelta(days=40)) == {"newly_late": 2, "still_late": 1}
        assert loan_of(town, loan_id).days_past_due == 40
        with pytest.raises(services.DayAlreadyPast):
            town.close(FIRST_DUE + timedelta(days=39))

    def test_thirty_days_are_told_once(self, town, loan_id):
        for days in (30, 31, 32):
            town.on(FIRST_DUE + timedelta(days=days))
            town.close(FIRST_DUE + timedelta(days=days))
        stored = log.read("journal", log.partition_of(town.firm.id), log.Cursor())
        told = [each for each in stored if each.kind == "contracts.loan.seriously_late"]
        assert [each.payload["facts"]["days_past_due"] for each in told] == [31]

    def test_a_firm_counts_once_however_many_of_its_loans_are_late(self, town, loan_id):
        town.on(FIRST_DUE + timedelta(days=31))
        town.close(FIRST_DUE + timedelta(days=31))
        (cell,) = queries.arrears_by_district(over_days=30)
        assert (cell.district, cell.model, cell.firms, cell.firms_late) == (
            "330282",
            "bank_loan",
            1,
            1,
        )
        assert cell.outstanding_late == LENT


class TestFrozen:
    def test_a_freeze_holds_a_receipt_back_and_lifting_lets_it_go(self, town, loan_id):
        place = {
            "book_id": town.book,
            "party_id": town.firm.id,
            "order": Subject("freeze_order", new_id()),
            "by": SET_UP,
        }
        transaction(custody_services.freeze_account)(**place, at=town.at)
        town.repay(loan_id, yuan("10000"))
        (receipt,) = queries.repayments_of(loan_id, town.maker_of(town.firm))
        assert (receipt.state, available(town, town.bank)) == ("waiting", Money.zero())

        transaction(custody_services.unfreeze_account)(**place, at=town.at)
        delivery.deliver_all()
        (receipt,) = queries.repayments_of(loan_id, town.maker_of(town.firm))
        assert (receipt.state, available(town, town.bank)) == ("allocated", yuan("10000"))
        assert queries.invariants(loan_id).ok


class TestSpentMeanwhile:
    def test_a_receipt_whose_money_was_spent_waits_for_the_next(self, town, loan_id):
        # Given a receipt that a freeze held back, and money that went elsewhere meanwhile
        facts = services.ReceiptFacts(
            new_id(), yuan("1000"), loan_of(town, loan_id).payment_reference, FIRST_DUE
        )
        take = transaction(services.take_receipt)
        take(receipt=facts, by=SET_UP, at=town.at)
        (waiting,) = queries.repayments_of(loan_id, town.maker_of(town.firm))
        assert waiting.state == "waiting"

        # When the next receipt brings less than both need, the older one goes first and waits on
        town.repay(loan_id, yuan("400"))
        assert available(town, town.bank) == Money.zero()

        # And when there is enough, both are applied, the older first
        town.repay(loan_id, yuan("600"))
        states = [each.state for each in queries.repayments_of(loan_id, town.maker_of(town.firm))]
        assert states == ["waiting", "waiting", "allocated"]
        assert available(town, town.bank) == yuan("1000")
        assert queries.invariants(loan_id).ok


class TestSyndicate:
    def test_three_banks_share_every_payment_to_the_cent(self, town):
        # Given three banks with a third each, one of them a cent more
        second = town.register("Shiqiao Bank", "institution", "bank")
        third = town.register("Beiwu Bank", "institution", "bank")
        banks = (town.bank, second, third)
        parts = (yuan("333333.34"), yuan("333333.33"), yuan("333333.33"))
        loan_id = town.running_loan(*banks, parts=parts)

        # When the firm pays in odd parts until the end
        left = sum((row.missing for row in plan_of(town, loan_id)), Money.zero())
        while left:
            part = min(left, yuan("77777.77"))
            town.days_later(1)
            town.repay(loan_id, part)
            left -= part

        # Then each bank has exactly what it lent, and a fair part of the interest
        rows = [queries.portfolio(town.checker_of(bank))[0] for bank in banks]
        assert tuple(row.principal_received for row in rows) == parts
        assert {row.outstanding for row in rows} == {Money.zero()}
        interest = [row.interest_received.minor for row in rows]
        assert max(interest) - min(interest) <= 2
        assert sum(interest) == loan_of(town, loan_id).interest_paid.minor
        assert queries.invariants(loan_id).ok


class TestPrivacy:
    def test_another_partys_loan_is_simply_not_found(self, town, loan_id):
        stranger = town.checker_of(town.register("Beiwu Bank", "institution", "bank"))
        for read in (queries.loan, queries.plan_rows, queries.repayments_of):
            with pytest.raises(NotFound):
                read(loan_id, stranger)
        assert queries.portfolio(stranger) == ()
        assert queries.loans_of(stranger) == ()


@settings(
    max_examples=examples(3, proving=60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    plan_kind=st.sampled_from(["equal_instalment", "equal_principal", "bullet"]),
    payments=st.lists(
        st.tuples(st.integers(1, 60), st.integers(1, 60_000_000)), min_size=1, max_size=6
    ),
)
def test_whatever_is_paid_and_whenever_nothing_is_lost(town, plan_kind, payments):
    # Given a running loan
    loan_id = town.running_loan(plan_kind=plan_kind, term_months=3)
    before = available(town, town.bank)

    # When any payments come in on any days, and the rest at last
    for days, minor in payments:
        day = town.days_later(days)
        town.repay(loan_id, Money.from_minor(minor))
        town.close(day)
        view = loan_of(town, loan_id)
        assert view.outstanding + view.principal_paid == LENT
        assert queries.invariants(loan_id).ok
    rest = sum((row.missing for row in plan_of(town, loan_id)), Money.zero())
    if rest:
        town.repay(loan_id, rest)

    # Then the loan is repaid, and the bank has all principal and interest, no cent more
    view = loan_of(town, loan_id)
    assert (view.state, view.outstanding, view.days_past_due) == ("repaid", Money.zero(), 0)
    assert available(town, town.bank) - before == view.principal_paid + view.interest_paid
    assert queries.invariants(loan_id).ok
