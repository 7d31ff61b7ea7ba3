from datetime import date
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.evidence.rules.requests import kind_of, role_for
from headrace.products.queries import financing_models
from headrace.rulebook import queries, rules

ON = date(2026, 11, 23)


def required(amount: str, *, innovation: bool = False, model: str = "bank_loan") -> dict[str, bool]:
    asked = queries.service_requests_required(
        amount=Money(Decimal(amount)), model=model, innovation=innovation, on=ON
    )
    return {each.kind: each.required for each in asked}


@pytest.mark.usefixtures("packs")
class TestShippedTable:
    def test_a_small_request_needs_identity_evaluation_and_history_a_rating_is_welcome(self):
        assert required("100000") == {
            "authentication": True,
            "evaluation": True,
            "rating": False,
            "credit_history": True,
        }

    def test_from_200_000_yuan_a_rating_is_needed(self):
        assert required("199999.99")["rating"] is False
        assert required("200000")["rating"] is True

    def test_an_innovation_is_appraised(self):
        assert required("100000", innovation=True)["ip_appraisal"] is True
        assert "ip_appraisal" not in required("100000")

    def test_a_bank_loan_of_3_million_needs_a_guarantee_and_other_models_do_not(self):
        assert required("3000000")["guarantee"] is True
        assert required("3000000", model="lease")["guarantee"] is False

    def test_every_request_has_days_to_answer_it(self):
        asked = queries.service_requests_required(
            amount=Money(Decimal(5_000_000)), model="bank_loan", innovation=True, on=ON
        )

        assert [each.kind for each in asked] == [
            "authentication", "evaluation", "rating", "credit_history", "ip_appraisal",
            "guarantee", "insurer",
        ]  # fmt: skip
        assert all(each.due_days >= 2 for each in asked)

    def test_each_kind_has_a_role_that_a_provider_can_be_admitted_to(self):
        kinds = {each["kind"] for each in queries.look_up("requests.required", on=ON).value}
        roles = {each["kind"] for each in queries.scopes_of("role.kind", on=ON)}

        assert {role_for(kind_of(each)) for each in kinds} <= roles

    def test_each_model_it_names_is_a_way_of_financing(self):
        rows = queries.look_up("requests.required", on=ON).value
        named = {code for row in rows for code in row.get("models", [])}

        assert named
        assert named <= {each.code for each in financing_models()}


class TestTable:
    def test_the_first_row_of_a_kind_that_fits_decides(self):
        table = [
            {"kind": "rating", "due_days": 1, "required": True, "from_minor": 100},
            {"kind": "rating", "due_days": 9, "required": False},
        ]

        def ask(minor):
            return rules.requests_required(table, amount_minor=minor, model="m", innovation=False)

        assert ask(100) == (rules.RequiredRequest("rating", 1, True),)
        assert ask(99) == (rules.RequiredRequest("rating", 9, False),)

    def test_a_row_may_be_for_what_is_no_innovation(self):
        table = [{"kind": "x", "due_days": 1, "required": True, "innovation": False}]

        def kinds(innovation):
            asked = rules.requests_required(table, amount_minor=1, model="m", innovation=innovation)
            return [each.kind for each in asked]

        assert (kinds(False), kinds(True)) == (["x"], [])
