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
from tenor.repayments import BadCase, UnreadableCase, ledger_of
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
