"""Plans agree to the fen with worked figures that we did not write."""

import io
import json
import runpy
import sys
from decimal import Decimal

import pytest
from tenor.dates import DateOutOfRange, UnknownDayCount
from tenor.money import UnknownCurrency
from tenor.schedule import TranchesDiffer
from tenor.schedule import __main__ as command
from tenor.schedule.reading import UnreadableTerms, due_dates_from, plan_from, rows_from

AMOUNTS = ("principal", "interest", "total", "balance")


def test_gives_every_row_of_the_worked_schedule(schedule_case):
    rows = {row["number"]: row for row in rows_from(schedule_case["inputs"])}
    expected = schedule_case["expected"]
    if schedule_case["kind"] == "full":
        assert len(rows) == len(expected)
    for want in expected:
        got = rows[want["number"]]
        for column, value in want.items():
            exact = Decimal(value) if column in AMOUNTS else value
            assert (Decimal(got[column]) if column in AMOUNTS else got[column]) == exact, column


INPUTS = {
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
}


def totals(**changes: object) -> list[str]:
    return [str(row.total.amount) for row in plan_from({**INPUTS, **changes})]


class TestPlanFrom:
    def test_reads_the_engine_the_method_and_the_amortization(self):
        assert totals() == ["507.51", "507.51"]
        assert totals(amortization="equal_principal") == ["510.00", "505.00"]
        assert totals(interest_method="flat") == ["510.00", "510.00"]
        assert totals(schedule_engine="cumulative") == ["507.51", "507.51"]
        assert totals(grace_on_principal=1) == ["10.00", "1010.00"]
        assert totals(schedule_engine="cumulative", grace_on_interest=1)[0] == "497.51"

    def test_reads_another_currency(self):
        rows = plan_from({**INPUTS, "currency": "JPY"})
        assert [str(row.total) for row in rows] == ["508 JPY", "507 JPY"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"schedule_engine": "another"},
            {"schedule_engine": "cumulative", "amortization": "another"},
            {"interest_method": "another"},
            {"grace_on_interest": 1},
            {"principal": "a thousand"},
            {"frequency": None},
            {"frequency": {"every": 1, "unit": "years"}},
            {"days_in_year": "leap"},
            {"schedule_start_date": "tomorrow"},
        ],
    )
    def test_refuses_what_it_does_not_know(self, changes):
        with pytest.raises(UnreadableTerms):
            plan_from({**INPUTS, **changes})

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"principal": "999.00"}, TranchesDiffer),
            ({"currency": "XXX"}, UnknownCurrency),
            ({"days_in_year": "366"}, UnknownDayCount),
        ],
    )
    def test_passes_on_what_the_terms_refuse(self, changes, refusal):
        with pytest.raises(refusal):
            plan_from({**INPUTS, **changes})

    def test_refuses_a_missing_field(self):
        with pytest.raises(UnreadableTerms, match="principal"):
            plan_from({name: value for name, value in INPUTS.items() if name != "principal"})


class TestDueDatesFrom:
    @pytest.mark.parametrize(
        ("rule", "days"),
        [
            ("same_day", ["2022-01-31", "2022-02-28", "2022-03-31"]),
            ("end_of_month", ["2022-01-31", "2022-02-28", "2022-03-31"]),
            ("first_of_next_month", ["2022-02-01", "2022-03-01", "2022-04-01"]),
        ],
    )
    def test_places_the_due_day_from_the_first_one(self, rule, days):
        inputs = {
            "first_due_seed": "2022-01-31",
            "number_of_instalments": 3,
            "due_day_rule": rule,
        }
        assert [each.isoformat() for each in due_dates_from(inputs)] == days

    def test_refuses_a_missing_field(self):
        with pytest.raises(UnreadableTerms):
            due_dates_from({"number_of_instalments": 3})
        with pytest.raises(UnreadableTerms):
            due_dates_from({**INPUTS, "month_end_rule": "another"})

    def test_does_not_leave_the_calendar(self):
        with pytest.raises(DateOutOfRange):
            due_dates_from({**INPUTS, "number_of_instalments": 100_000})
        seed = {"first_due_seed": "9999-12-01", "due_day_rule": "same_day"}
        with pytest.raises(DateOutOfRange):
            due_dates_from({**seed, "number_of_instalments": 2})


class TestCommand:
    def ask(self, monkeypatch, capsys, content, *arguments):
        monkeypatch.setattr(sys, "argv", ["schedule", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(content))
        with pytest.raises(SystemExit) as left:
            runpy.run_path(command.__file__, run_name="__main__")
        return left.value.code, capsys.readouterr()

    def test_answers_questions_with_rows_or_a_named_error(self, monkeypatch, capsys, tmp_path):
        questions = [
            {"id": "one", "inputs": INPUTS},
            {"id": "two", "inputs": {**INPUTS, "annual_rate_percent": "-1"}},
            {"id": "three"},
            {},
        ]
        file = tmp_path / "questions.json"
        file.write_text(json.dumps(questions), encoding="utf-8")
        code, said = self.ask(monkeypatch, capsys, json.dumps(questions))
        first, second, third, fourth = json.loads(said.out)
        assert code == 0
        assert [row["total"] for row in first["rows"]] == ["507.51", "507.51"]
        assert second["error"].startswith("NegativeRate: ")
        assert "inputs" in third["error"]
        assert fourth["id"] is None
        for name in (str(file), "-"):
            assert self.ask(monkeypatch, capsys, json.dumps(questions), name) == (0, said)

    @pytest.mark.parametrize("content", ["", "{}", "[1]", "[{]"])
    def test_says_what_it_cannot_read(self, monkeypatch, capsys, content):
        code, said = self.ask(monkeypatch, capsys, content)
        assert (code, said.out) == (2, "")
        assert "JSON" in said.err

    def test_says_that_a_file_is_not_there(self, monkeypatch, capsys):
        code, said = self.ask(monkeypatch, capsys, "", "absent.json")
        assert code == 2
        assert "absent.json" in said.err
