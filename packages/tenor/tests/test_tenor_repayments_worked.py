"""What payments pay agrees to the fen with worked lives of loans that we did not write."""

import io
import json
import os
import runpy
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import tenor.repay
from tenor.dates import DateError
from tenor.money import MoneyError
from tenor.repayments import BadCase, NoRecalculation, UnreadableCase, ledger_of
from tenor.repayments.reading import loan_from, tables_from
from tenor.schedule import BadTerms

BESIDE_THE_REPOSITORY = Path(__file__).parents[4] / "shared" / "vectors"
WORKED = Path(os.environ.get("HEADRACE_VECTORS", BESIDE_THE_REPOSITORY)) / "repayments_open.json"
TEXTS = ("number", "kind", "due_date", "date", "paid_date")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "worked" in metafunc.fixturenames:
        cases = json.loads(WORKED.read_text(encoding="utf-8")) if WORKED.exists() else []
        absent = pytest.mark.skip(reason=f"{WORKED.name} is not here: set HEADRACE_VECTORS")
        metafunc.parametrize(
            "worked",
            [pytest.param(case, id=case["id"]) for case in cases]
            or [pytest.param(None, id="absent", marks=absent)],
        )


def same(want: object, got: object, column: str) -> bool:
    return got == want if column in TEXTS else Decimal(got) == Decimal(want)


def test_gives_every_row_and_transaction_of_the_worked_life(worked):
    got = tables_from(worked)
    for table, wanted in worked["expected"].items():
        assert len(wanted or got[table]) == len(got[table]), table
        for number, (want, row) in enumerate(zip(wanted or (), got[table], strict=False), 1):
            differs = {name: row[name] for name in want if not same(want[name], row[name], name)}
            assert not differs, f"{table} {number}: {differs} of {want}"


def test_quotes_what_the_worked_pay_offs_paid(worked):
    for event in worked["events"]:
        if event["kind"] == "prepay":
            before = [each for each in worked["events"] if each["seq"] < event["seq"]]
            ledger = ledger_of(loan_from({**worked, "events": before}))
            quote = ledger.quote(loan_from(worked).events[-1].on)
            assert quote == Decimal(event["amount"])


BUCKETS = [
    f"{state}_{component}"
    for state in ("past_due", "due", "in_advance")
    for component in ("penalty", "fee", "interest", "principal")
]
CASE = {
    "id": "one",
    "inputs": {
        "principal": "1000.00",
        "disbursements": [{"date": "2024-01-01", "amount": "1000.00"}],
        "schedule_start_date": "2024-01-01",
        "annual_rate_percent": "12",
        "number_of_instalments": 2,
        "frequency": {"every": 1, "unit": "months"},
        "amortization": "equal_installments",
        "interest_method": "declining_balance",
        "interest_calculation_period": "daily",
        "partial_period_interest": False,
        "days_in_year": "360",
        "days_in_month": "30",
        "leap_year_rule": "calendar_year",
        "schedule_engine": "progressive",
        "instalment_multiple_of": None,
        "grace_on_principal": 0,
        "grace_on_interest": 0,
        "down_payment_percent": None,
        "last_due_offset": None,
        "month_end_rule": "last_day_of_month",
        "year_boundary": "dec_31",
        "interest_base": "net_of_down_payment",
        "interest_recalculation": None,
    },
    "allocation": {
        "strategy": "configurable",
        "direction": "horizontal",
        "order": BUCKETS,
        "future_instalment_rule": "next_installment",
    },
    "charges": [],
    "events": [{"seq": 1, "date": "2024-02-01", "kind": "repayment", "amount": "507.51"}],
}
CHARGE = {
    "seq": 1,
    "kind": "fee",
    "calculation": "flat",
    "amount": "5",
    "due_date": "2024-02-01",
    "each_instalment": False,
    "added_on": "2024-01-01",
}
RECALCULATION = {"rest": "daily", "preclose": "pre_close_date", "on_past_due": True}


def test_reads_a_case_and_writes_its_tables():
    tables = tables_from(CASE)
    assert [row["paid_date"] for row in tables["rows"]] == ["2024-02-01", None]
    assert [each["balance"] for each in tables["transactions"]] == ["1000.00", "502.49"]


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("inputs", None, "inputs"),
        ("inputs", {}, "schedule_engine"),
        ("inputs", {**CASE["inputs"], "annual_rate_percent": "-1"}, "rate"),
        ("inputs", {**CASE["inputs"], "principal": 1000.5}, "1000.5"),
        ("inputs", {**CASE["inputs"], "principal": "1e16"}, "minor units"),
        ("inputs", {**CASE["inputs"], "disbursements": []}, "disbursements"),
        ("inputs", {**CASE["inputs"], "currency_decimals": 0}, "currency_decimals"),
        ("inputs", {**CASE["inputs"], "rounding": "half_up"}, "rounding"),
        ("inputs", {**CASE["inputs"], "interest_base": "gross_disbursed"}, "interest_base"),
        (
            "inputs",
            {**CASE["inputs"], "tranche_on_due_date": "before_instalment"},
            "tranche_on_due_date",
        ),
        ("inputs", {**CASE["inputs"], "frequency": {"every": 1, "unit": "moons"}}, "moons"),
        ("inputs", {**CASE["inputs"], "interest_recalculation": {}}, "rest"),
        (
            "inputs",
            {**CASE["inputs"], "interest_method": "flat", "interest_recalculation": RECALCULATION},
            "interest_recalculation",
        ),
        ("allocation", {}, "strategy"),
        ("allocation", {"strategy": "by_mood"}, "by_mood"),
        ("allocation", {**CASE["allocation"], "order": BUCKETS[1:]}, "twelve"),
        ("allocation", {**CASE["allocation"], "order": [*BUCKETS[1:], BUCKETS[1]]}, "twelve"),
        ("allocation", {**CASE["allocation"], "direction": "up"}, "up"),
        ("charges", [{**CHARGE, "kind": "interest"}], "interest"),
        ("charges", [{**CHARGE, "amount": "-5"}], "-5"),
        ("charges", [{**CHARGE, "amount": "Infinity"}], "Infinity"),
        ("charges", [{**CHARGE, "due_date": None}], "fromisoformat"),
        ("charges", [{**CHARGE, "calculation": "percent_of_interest"}], "percentage"),
        ("events", [{"seq": 1, "date": "2023-12-31", "kind": "end_of_day"}], "drawdown"),
        ("events", [{**CASE["events"][0], "amount": "0"}], "of 0"),
        ("events", [{**CASE["events"][0], "amount": None}], "no amount"),
        ("events", [{**CASE["events"][0], "amount": "NaN"}], "NaN"),
        ("events", [{**CASE["events"][0], "amount": "0.001"}], "minor unit"),
        ("events", [{**CASE["events"][0], "kind": "gift"}], "gift"),
        (
            "events",
            [CASE["events"][0], {"seq": 2, "date": "2024-01-15", "kind": "end_of_day"}],
            "by their days",
        ),
    ],
)
def test_refuses_by_name_what_it_cannot_honour(field, value, named):
    refusals = (BadCase, BadTerms, DateError, MoneyError)
    with pytest.raises(refusals, match=named):
        tables_from({**CASE, field: value})


def test_refuses_a_case_without_a_field():
    with pytest.raises(UnreadableCase, match="allocation"):
        tables_from({"inputs": CASE["inputs"]})


class TestCommand:
    def test_answers_with_the_tables_or_a_named_error(self, monkeypatch, capsys):
        questions = [CASE, {**CASE, "id": "two", "allocation": {}}]
        monkeypatch.setattr(sys, "argv", ["repay"])
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(questions)))
        with pytest.raises(SystemExit) as left:
            runpy.run_path(tenor.repay.__file__, run_name="__main__")
        first, second = json.loads(capsys.readouterr().out)
        assert left.value.code == 0
        assert first == {"id": "one", **tables_from(CASE)}
        assert second["error"].startswith("UnreadableCase: ")


def told(**changes: object) -> dict:
    return tables_from({**CASE, **changes})


def inputs(**changes: object) -> dict:
    return {**CASE["inputs"], **changes}


TWICE = inputs(
    principal="1500.00",
    disbursements=[
        {"date": "2024-01-01", "amount": "1000.00"},
        {"date": "2024-02-10", "amount": "500.00"},
    ],
    down_payment_percent="10",
)


class TestLives:
    def test_an_overpayment_is_kept_for_the_next_tranche_and_its_down_payment(self):
        paid = {"seq": 1, "date": "2024-01-05", "kind": "repayment", "amount": "1200.00"}
        auto = {
            "seq": 2,
            "date": "2024-02-10",
            "kind": "down_payment",
            "amount": "50.00",
            "auto": True,
        }
        tables = told(inputs=TWICE, events=[paid, auto])
        first, second = (each for each in tables["transactions"] if each["kind"] != "repayment")
        assert (first["balance"], second["balance"]) == ("1000.00", "316.63")
        assert len(tables["transactions"]) == 3
        later = {row["due_date"]: row["paid"] for row in tables["rows"]}
        assert later["2024-02-10"] == "50.00"

    def test_charges_after_maturity_share_a_row_that_moves(self):
        late = [
            {**CHARGE, "due_date": "2024-04-01"},
            {**CHARGE, "seq": 2, "due_date": "2024-05-01"},
            {**CHARGE, "seq": 3, "due_date": "2024-04-15"},
        ]
        row = told(charges=late, events=[])["rows"][-1]
        assert (row["kind"], row["due_date"]) == ("charge_only", "2024-05-01")
        assert row["fees"] == "15.00"

    def test_percentages_are_worked_out_anew_after_a_tranche_on_what_is_not_paid(self):
        each = {
            **CHARGE,
            "due_date": None,
            "each_instalment": True,
            "calculation": "percent_of_principal",
            "amount": "1",
        }
        paid = {"seq": 2, "date": "2024-02-01", "kind": "repayment", "amount": "460.00"}
        tables = told(inputs=TWICE, charges=[each], events=[paid])
        instalments = [row for row in tables["rows"] if row["kind"] == "instalment"]
        assert [row["fees"] for row in instalments] == ["4.48", "9.02"]

    def test_the_end_of_a_day_changes_nothing_where_interest_stands_still(self):
        ended = [{"seq": 1, "date": "2024-03-15", "kind": "end_of_day", "amount": None}]
        assert told(events=ended) == told(events=[])

    def test_a_pay_off_of_nothing_is_no_transaction(self):
        whole = {"seq": 1, "date": "2024-01-01", "kind": "prepay", "amount": None}
        tables = told(events=[whole, {**whole, "seq": 2}])
        assert [each["kind"] for each in tables["transactions"]] == ["disbursement", "repayment"]

    def test_recalculation_needs_a_horizontal_order_and_no_grace(self):
        follows = inputs(interest_recalculation=RECALCULATION)
        vertical = {**CASE["allocation"], "direction": "vertical"}
        for changes in (
            {"inputs": follows, "allocation": vertical},
            {"inputs": {**follows, "grace_on_principal": 1}},
        ):
            with pytest.raises(NoRecalculation):
                told(**changes)

    @pytest.mark.parametrize("rest", ["daily", "same_as_repayment"])
    def test_a_rest_date_bears_interest_to_the_due_date_of_the_period(self, rest):
        rule = {"rest": rest, "preclose": "rest_date", "on_past_due": True}
        whole = {"seq": 1, "date": "2024-01-10", "kind": "prepay", "amount": None}
        tables = told(inputs=inputs(interest_recalculation=rule), events=[whole])
        assert tables["transactions"][-1]["amount"] == "1010.00"

    def test_a_day_brought_up_twice_is_charged_once(self):
        rule = {**RECALCULATION, "on_past_due": True}
        day = {"seq": 1, "date": "2024-02-15", "kind": "end_of_day", "amount": None}
        once = told(inputs=inputs(interest_recalculation=rule), events=[day])
        assert once == told(
            inputs=inputs(interest_recalculation=rule), events=[day, {**day, "seq": 2}]
        )

    def test_a_rest_at_the_due_date_charges_the_whole_period_once(self):
        rule = {"rest": "same_as_repayment", "preclose": "rest_date", "on_past_due": True}
        late = inputs(interest_recalculation=rule, number_of_instalments=3)
        days = [
            {"seq": seq, "date": day, "kind": "end_of_day", "amount": None}
            for seq, day in enumerate(["2024-02-10", "2024-02-20"], start=1)
        ]
        once, twice = told(inputs=late, events=days[:1]), told(inputs=late, events=days)
        # The 330.02 of the first row that are late bear interest in the second row with the rest.
        assert [row["interest"] for row in once["rows"]] == ["10.00", "10.00", "3.40"]
        assert once == twice

    def test_shares_that_would_round_to_more_than_there_is_are_rounded_down(self):
        even = {**CASE["allocation"], "future_instalment_rule": "reamortization"}
        paid = {"seq": 1, "date": "2024-01-05", "kind": "repayment", "amount": "0.03"}
        tables = told(inputs=inputs(number_of_instalments=5), allocation=even, events=[paid])
        assert [row["paid"] for row in tables["rows"]] == [*["0.00"] * 4, "0.03"]

    def test_interest_that_later_paid_rows_earn_is_moved_to_the_last_open_one(self):
        follows = inputs(
            interest_recalculation={**RECALCULATION, "on_past_due": False},
            number_of_instalments=3,
        )
        early = [each for each in BUCKETS if each.startswith("in_advance")]
        order = [*early, *(each for each in BUCKETS if each not in early)]
        paid = {"seq": 1, "date": "2024-02-20", "kind": "repayment", "amount": "700.00"}
        tables = told(
            inputs=follows, allocation={**CASE["allocation"], "order": order}, events=[paid]
        )
        # The first row asks its month of 10.00, and 19 days on the 5.67 it repays less than
        # planned, because the rows paid in advance repaid so much more.
        assert [row["interest"] for row in tables["rows"]] == ["10.04", "4.39", "0.00"]
        assert sum(Decimal(row["principal"]) for row in tables["rows"]) == 1000

    def test_a_row_without_principal_and_interest_takes_its_fee_alone(self):
        small = inputs(
            principal="99.88",
            disbursements=[{"date": "2024-01-01", "amount": "99.88"}],
            annual_rate_percent="1",
            number_of_instalments=3,
            instalment_multiple_of=50,
            interest_recalculation=RECALCULATION,
        )
        charge = {**CHARGE, "seq": 3, "due_date": "2024-03-15", "added_on": "2024-03-02"}
        events = [
            {"seq": 1, "date": "2024-02-01", "kind": "repayment", "amount": "50.00"},
            {"seq": 2, "date": "2024-03-01", "kind": "repayment", "amount": "50.00"},
            {"seq": 4, "date": "2024-03-10", "kind": "repayment", "amount": "5.00"},
        ]
        last = told(inputs=small, charges=[charge], events=events)
        assert last["rows"][-1]["total"] == "5.00"
        assert last["rows"][-1]["outstanding"] == "0.00"
        assert last["transactions"][-1]["fees"] == "5.00"
