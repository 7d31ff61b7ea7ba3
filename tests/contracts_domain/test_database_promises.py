"""The database refuses what no verb of ours would write, and keeps what was signed and paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection

from headrace.contracts import models
from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from tests.contracts_domain import rows
from tests.contracts_domain.rows import AT, DRAWN

pytestmark = pytest.mark.django_db


def refused(promise, write, *given, **told):
    with pytest.raises(IntegrityError, match=promise), savepoint():
        write(*given, **told)


class TestAgreement:
    @pytest.mark.parametrize("principal", [0, -1])
    def test_lends_something(self, principal):
        refused("contracts_lends_something", rows.agreement, principal_minor=principal)

    @pytest.mark.parametrize("state", ["effective", "completed"])
    def test_that_took_effect_has_its_hour(self, state):
        refused("contracts_effective_has_its_hour", rows.agreement, state=state)
        assert rows.agreement(state=state, effective_at=AT).effective_at == AT

    @pytest.mark.parametrize("state", ["drafted", "signing", "terminated"])
    def test_that_did_not_needs_none(self, state):
        assert rows.agreement(state=state).effective_at is None

    @pytest.mark.parametrize("field", ["offer_id", "payment_reference"])
    def test_is_the_only_one_of_its_offer_and_of_its_reference(self, field):
        first = rows.agreement()
        refused(field, rows.agreement, **{field: getattr(first, field)})

    def test_may_be_one_of_several_under_one_request(self):
        first = rows.agreement()
        assert rows.agreement(demand_id=first.demand_id).demand_id == first.demand_id


class TestKeptForLife:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("offer_id", new_id()),
            ("demand_id", new_id()),
            ("borrower_id", new_id()),
            ("principal_minor", 1),
            ("currency", "USD"),
            ("rate_yearly", Decimal("0.01")),
            ("term_months", 4),
            ("plan_kind", "bullet"),
            ("yearly_cost", Decimal("0.01")),
            ("ceiling", None),
            ("payees", "Another Firm"),
            ("details", {"serial": "L-1"}),
            ("pack", "CN-2020"),
            ("pack_version", "1"),
            ("text_en", "Other words."),
            ("text_zh", "别的条款。"),
            ("document_hash", b"x" * 32),
            ("hash_algorithm", "sm3"),
            ("payment_reference", "HR0000000000"),
        ],
    )
    def test_are_the_terms_the_text_and_the_pack_of_an_agreement(self, field, value):
        row = rows.agreement()
        with pytest.raises(DatabaseError, match="for life"), savepoint():
            models.Agreement.objects.filter(pk=row.pk).update(**{field: value})

    @pytest.mark.parametrize(
        ("field", "value"), [("state", "signing"), ("ended_at", AT), ("effective_at", AT)]
    )
    def test_is_not_where_an_agreement_stands(self, field, value):
        row = rows.agreement()
        assert models.Agreement.objects.filter(pk=row.pk).update(**{field: value}) == 1

    def test_is_the_agreement_itself(self):
        row = rows.agreement()
        with pytest.raises(DatabaseError), savepoint(), connection.cursor() as cursor:
            cursor.execute("delete from contracts_agreement where id = %s", [row.pk])


def kept_rows():
    """One row of every table to which rows are only ever added."""
    row = rows.agreement()
    line = rows.cost_line(row)
    paid = rows.repayment(row)
    yield rows.signature(row)
    yield rows.lender(row)
    yield line
    yield models.CollectedFee.objects.create(created_at=AT, line=line, amount_minor=1)
    yield models.Allocation.objects.create(
        created_at=AT,
        repayment=paid,
        instalment=rows.instalment(rows.loan(row)),
        principal_minor=1,
        interest_minor=1,
    )
    yield rows.lender_payment(paid)


class TestOnlyAddedTo:
    TABLES = ("Signature", "Lender", "CostLine", "CollectedFee", "Allocation", "LenderPayment")

    @pytest.mark.parametrize("table", TABLES)
    def test_refuses_a_change(self, table):
        row = next(each for each in kept_rows() if type(each).__name__ == table)
        with pytest.raises(DatabaseError), savepoint():
            type(row).objects.filter(pk=row.pk).update(created_at=AT + timedelta(days=1))

    @pytest.mark.parametrize("table", TABLES)
    def test_refuses_a_deletion(self, table):
        row = next(each for each in kept_rows() if type(each).__name__ == table)
        with pytest.raises(DatabaseError), savepoint():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")


class TestLender:
    def test_lends_once_under_an_agreement(self):
        row = rows.agreement()
        first = rows.lender(row)
        refused("contracts_lends_once", rows.lender, row, first.lender_id, position=1)
        assert rows.lender(rows.agreement(), first.lender_id).lender_id == first.lender_id

    @pytest.mark.parametrize("amount", [0, -1])
    def test_lends_something(self, amount):
        refused("contracts_part_is_positive", rows.lender, rows.agreement(), amount_minor=amount)


class TestSheetAndSignatures:
    def test_a_sheet_has_one_line_a_code(self):
        row = rows.agreement()
        rows.cost_line(row)
        refused("contracts_one_line_a_code", rows.cost_line, row, amount_minor=1)
        assert rows.cost_line(row, code="appraisal").code == "appraisal"

    def test_a_party_signs_once(self):
        row = rows.agreement()
        rows.signature(row)
        refused("contracts_signs_once", rows.signature, row, person_id=new_id())
        assert rows.signature(row, organisation_id=new_id()).agreement == row


class TestDrawdown:
    @pytest.mark.parametrize("first", ["prepared", "booked"])
    @pytest.mark.parametrize("second", ["prepared", "booked"])
    def test_is_the_only_one_under_way_or_done(self, first, second):
        row = rows.agreement()
        rows.drawdown(row, state=first)
        refused("contracts_one_drawdown", rows.drawdown, row, state=second)

    def test_may_be_asked_for_again_after_any_number_of_rejections(self):
        row = rows.agreement()
        for _ in range(3):
            rows.drawdown(row, state="rejected")
        assert rows.drawdown(row).state == "prepared"

    def test_has_an_instruction_of_its_own(self):
        first = rows.drawdown(rows.agreement())
        refused(
            "instruction_id",
            rows.drawdown,
            rows.agreement(),
            instruction_id=first.instruction_id,
        )


class TestLoan:
    def test_is_the_only_one_under_its_agreement(self):
        row = rows.agreement()
        rows.loan(row)
        refused("agreement_id", rows.loan, row)

    @pytest.mark.parametrize("paid", [-1, 120_000_01])
    def test_repays_neither_less_than_nothing_nor_more_than_all(self, paid):
        refused(
            "contracts_repays_at_most_principal",
            rows.loan,
            rows.agreement(),
            principal_paid_minor=paid,
        )

    @pytest.mark.parametrize("paid", [0, 120_000_00])
    def test_repays_nothing_or_all(self, paid):
        assert rows.loan(rows.agreement(), principal_paid_minor=paid).principal_paid_minor == paid


class TestInstalment:
    def test_has_a_number_of_its_own(self):
        row = rows.loan(rows.agreement())
        rows.instalment(row, 1)
        refused("contracts_one_row_a_number", rows.instalment, row, 1)
        assert rows.instalment(row, 2).number == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            {"principal_paid_minor": -1},
            {"principal_paid_minor": 40_000_01},
            {"interest_paid_minor": -1},
            {"interest_paid_minor": 1_200_01},
        ],
    )
    def test_takes_no_more_than_it_asks(self, wrong):
        row = rows.loan(rows.agreement())
        refused("contracts_pays_within_the_row", rows.instalment, row, **wrong)

    def test_takes_all_that_it_asks(self):
        row = rows.instalment(
            rows.loan(rows.agreement()),
            principal_paid_minor=40_000_00,
            interest_paid_minor=1_200_00,
            state="paid",
            paid_at=AT,
        )
        assert row.state == "paid"

    @pytest.mark.parametrize(
        ("state", "paid_at"), [("paid", None), ("due", AT), ("part", AT), ("late", AT)]
    )
    def test_is_paid_with_its_hour_and_has_none_before(self, state, paid_at):
        row = rows.loan(rows.agreement())
        refused("contracts_paid_has_its_hour", rows.instalment, row, state=state, paid_at=paid_at)

    def test_is_late_once_at_a_time_and_again_after_it_was_cleared(self):
        row = rows.instalment(rows.loan(rows.agreement()))
        told = {"created_at": AT, "instalment": row, "since_date": DRAWN}
        stretch = models.Arrears.objects.create(**told)
        refused("contracts_late_once_at_a_time", models.Arrears.objects.create, **told)
        models.Arrears.objects.filter(pk=stretch.pk).update(cleared_date=DRAWN)
        assert models.Arrears.objects.create(**told).cleared_date is None


class TestRepayment:
    def test_is_one_a_transfer(self):
        first = rows.repayment(rows.agreement())
        refused("transfer_id", rows.repayment, rows.agreement(), transfer_id=first.transfer_id)

    @pytest.mark.parametrize(
        ("principal", "interest", "surplus", "stands"),
        [
            (40_000_00, 1_200_00, 0, True),
            (0, 0, 41_200_00, True),
            (40_000_00, 1_199_99, 1, True),
            (40_000_00, 1_200_00, 1, False),
            (40_000_00, 1_199_99, 0, False),
            (0, 0, 0, False),
        ],
    )
    def test_that_was_allocated_has_a_place_for_every_fen(
        self, principal, interest, surplus, stands
    ):
        told = {
            "state": "allocated",
            "principal_minor": principal,
            "interest_minor": interest,
            "surplus_minor": surplus,
        }
        if stands:
            assert rows.repayment(rows.agreement(), **told).state == "allocated"
        else:
            refused("contracts_every_cent_has_its_place", rows.repayment, rows.agreement(), **told)

    def test_gives_each_lender_one_share(self):
        row = rows.repayment(rows.agreement())
        first = rows.lender_payment(row)
        refused(
            "contracts_one_share_a_lender",
            rows.lender_payment,
            row,
            lender_id=first.lender_id,
        )


def test_a_day_is_closed_once():
    told = {"on": DRAWN, "closed_at": AT, "newly_late": 0, "still_late": 0}
    models.DayClose.objects.create(**told)
    refused("contracts_dayclose_pkey", models.DayClose.objects.create, **told)
