"""Who sees which agreement and loan: parties, the offices above them, auditors, nobody else."""

import pytest

from headrace.contracts import queries
from headrace.contracts.rules.oversight import overseen_prefix
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from tests.contracts_domain.town import SET_UP


class TestOverseenPrefix:
    @pytest.mark.parametrize(
        ("office", "prefix"),
        [
            ("000000", ""),
            ("330000", "33"),
            ("330200", "3302"),
            ("330282", "330282"),
            ("", None),
            ("33028", None),
            ("33o282", None),
        ],
    )
    def test_is_read_from_the_code_of_the_office(self, office, prefix):
        assert overseen_prefix(office) == prefix


class TestAgreements:
    @pytest.fixture
    def agreement_id(self, town):
        return town.draw_up(town.terms())

    @pytest.mark.parametrize(
        ("role", "district", "sees"),
        [
            ("auditor", "440100", True),
            ("government", "330282", True),
            ("government", "330000", True),
            ("government", "330281", False),
            ("bank", "330282", False),
            ("guarantee", "330282", False),
        ],
    )
    def test_are_seen_by_the_offices_above_them_and_by_auditors(
        self, town, agreement_id, role, district, sees
    ):
        kind = "government" if role in ("auditor", "government") else "institution"
        reader = town.checker_of(town.register("Reader", kind, role, district=district))
        assert [each.id for each in queries.agreements_of(reader)] == [agreement_id] * sees
        if not sees:
            with pytest.raises(NotFound):
                queries.payment_reference(agreement_id, reader)

    def test_are_not_seen_by_the_centre_that_keeps_them(self, town, agreement_id):
        operator = town.people_of_centre()[0]
        assert queries.agreements_of(operator) == ()
        assert queries.agreements_of(SET_UP) == ()

    def test_are_found_by_offer_and_by_demand(self, town, agreement_id):
        firm = town.maker_of(town.firm)
        view = queries.agreement(agreement_id, firm)
        assert queries.agreement_of_offer(view.offer_id, firm) == view
        assert queries.agreement_of_demand(view.demand_id, firm) == view
        assert queries.payment_reference(agreement_id, firm) == view.payment_reference

        stranger = town.checker_of(town.custodian)
        assert queries.agreement_of_demand(view.demand_id, stranger) is None
        with pytest.raises(NotFound):
            queries.agreement_of_offer(view.offer_id, stranger)

    def test_every_list_takes_as_many_queries_for_three_as_for_one(
        self, town, agreement_id, django_assert_num_queries
    ):
        firm = town.maker_of(town.firm)
        for count in (1, 2, 3):
            with django_assert_num_queries(6):
                assert len(queries.agreements_of(firm)) == count
            town.draw_up(town.terms())


class TestLoans:
    def test_a_lender_sees_its_part_and_the_firm_the_whole(self, town):
        loan_id = town.running_loan()
        (part,) = queries.portfolio(town.checker_of(town.bank))
        (whole,) = queries.loans_of(town.maker_of(town.firm))
        assert (part.loan_id, whole.id) == (loan_id, loan_id)
        assert part.outstanding == whole.outstanding
        assert part.next_due_date == whole.next_due.due_date
        assert queries.portfolio(town.maker_of(town.firm)) == ()

    def test_a_loan_that_is_not_there_is_not_found(self, town):
        with pytest.raises(NotFound):
            queries.loan(new_id(), town.maker_of(town.firm))
        with pytest.raises(NotFound):
            queries.invariants(new_id())
