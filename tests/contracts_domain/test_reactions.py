"""What is told twice, told of others, or told out of turn changes nothing."""

from datetime import date

import pytest

from headrace.contracts import queries, services
from headrace.kit import delivery
from headrace.kit.atomicity import NoTransaction
from headrace.kit.errors import NotAdmitted
from headrace.kit.ids import new_id
from headrace.kit.transactions import transaction
from tests.contracts_domain.town import SET_UP, yuan

KNOWN = {"by": SET_UP}


def drawdown_of(town, loan_id):
    firm = town.maker_of(town.firm)
    return queries.agreement(queries.loan(loan_id, firm).agreement_id, firm).drawdown


class TestBooked:
    def test_told_twice_the_loan_starts_once(self, town):
        loan_id = town.running_loan()
        plan = queries.plan_rows(loan_id, town.maker_of(town.firm))
        again = transaction(services.confirm_drawdown)(
            instruction_id=drawdown_of(town, loan_id).instruction_id,
            booked_date=date(2027, 5, 1),
            at=town.at,
            **KNOWN,
        )
        assert again == loan_id
        assert queries.plan_rows(loan_id, town.maker_of(town.firm)) == plan

    def test_a_payment_that_is_no_drawdown_is_passed_over(self, town):
        asked = {"instruction_id": new_id(), "at": town.at, **KNOWN}
        assert transaction(services.confirm_drawdown)(booked_date=date(2027, 5, 1), **asked) is None
        assert transaction(services.reject_drawdown)(reason="AC04", **asked) is False

    def test_a_refusal_after_the_booking_changes_nothing(self, town):
        loan_id = town.running_loan()
        known = drawdown_of(town, loan_id)
        told = transaction(services.reject_drawdown)(
            instruction_id=known.instruction_id, reason="late", at=town.at, **KNOWN
        )
        assert (told, drawdown_of(town, loan_id)) == (False, known)


class TestReceiptsOutOfTurn:
    def test_before_the_drawdown_they_stay_the_firms_own(self, town):
        agreement_id = town.effective()
        firm = town.maker_of(town.firm)
        town.receive(yuan("70"), queries.payment_reference(agreement_id, firm))
        loan_id = queries.agreement(agreement_id, firm).loan_id
        (receipt,) = queries.repayments_of(loan_id, firm)
        assert (receipt.surplus, receipt.shared) == (yuan("70"), ())
        assert queries.loan(loan_id, firm).outstanding == yuan("0")
        assert queries.invariants(loan_id).ok

    def test_nothing_waits_when_nothing_was_held_back(self, town):
        town.running_loan()
        taken = transaction(services.retry_waiting)(borrower_id=town.firm.id, at=town.at, **KNOWN)
        assert taken == 0


class TestSteps:
    def test_demand_an_open_transaction(self, town):
        with pytest.raises(NoTransaction):
            services.draw_up(terms=town.terms(), by=SET_UP, at=town.at)

    def test_the_close_of_a_day_is_nobodys_desk(self, town):
        for party in (town.firm, town.bank, town.ministry):
            with pytest.raises(NotAdmitted):
                services.close_day(
                    key=new_id(), by=town.checker_of(party), on=date(2026, 12, 1), at=town.at
                )

    def test_every_entry_was_taken_and_none_parked(self, town):
        from headrace.kit.models import ParkedEntry

        loan_id = town.running_loan()
        town.repay(loan_id, yuan("1"))
        delivery.deliver_all()
        assert list(ParkedEntry.objects.values_list("group_name", "error")) == []


class TestInvariants:
    @pytest.mark.parametrize(
        ("change", "broken"),
        [
            ("update contracts_instalment set principal_paid_minor = 1", "rows_agree_with_loan"),
            ("update contracts_loan set interest_paid_minor = 7", "rows_agree_with_loan"),
            ("delete from contracts_allocation", "allocations_agree_with_rows"),
            ("update contracts_lenderpayment set interest_minor = 1", "shares_conserved"),
            (
                "update contracts_instalment set principal_minor = principal_minor + 1"
                " where number = 1",
                "principal_conserved",
            ),
        ],
    )
    def test_name_what_a_hand_in_the_database_broke(self, town, superuser, change, broken):
        # Given a loan that keeps all its promises
        loan_id = town.running_loan()
        town.days_later(3)
        town.repay(loan_id, yuan("20000"))
        assert queries.invariants(loan_id).ok

        # When a superuser changes one figure, then the broken promise is named
        superuser.execute("set session_replication_role = replica")
        superuser.execute(change)
        found = queries.invariants(loan_id)
        assert not found.ok
        assert not getattr(found, broken)
