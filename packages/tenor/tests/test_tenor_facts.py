"""Printed figures of regulations and standards, asked and answered in plain values."""

import io
import json
import runpy
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from tenor.facts import KINDS, UnreadableFact, value_of
from tenor.facts import __main__ as command
from tenor.facts.__main__ import answer, main, questions

REFERENCE = {"convention": "act/act ISMA", "start": "2000-01-30", "end": "2000-06-30"}
HALF_YEAR = ("2000-01-30", "2000-07-30")
XIRR = {"flows": [["2025-01-01", -1000], ["2026-01-01", 2300], ["2027-01-01", -1320]]}
RENT = {"payment": 50000, "timing": "beginning of year", "count": 10, "rate": Decimal("0.05")}


def test_gives_the_printed_figure(any_fact):
    written = json.loads(answer(json.loads(json.dumps(any_fact), parse_float=Decimal)))
    value, expected = written["value"], any_fact["expected"]
    if isinstance(expected, list):
        assert value == expected
    else:
        assert value == pytest.approx(expected, abs=any_fact["tolerance"], rel=0)


@pytest.mark.parametrize(
    ("kind", "inputs", "expected"),
    [
        ("day_count", {**REFERENCE, "ref_start": HALF_YEAR[0], "ref_end": HALF_YEAR[1]}, "0.41758"),
        ("xirr", {**XIRR, "guess": Decimal("0.19")}, "0.20000"),
        ("xirr", XIRR, "0.10000"),
        ("lease_liability", RENT, "355391.08378"),
        ("lease_liability", {**RENT, "timing": "end of month", "count": 1}, "49797.12037"),
        ("apr_eu", {"drawdown": 100, "payments_years_amounts": [["0.5", 110]]}, "21.00000"),
    ],
)
def test_answers_what_else_the_rules_reach(kind, inputs, expected):
    assert round(value_of({"kind": kind, "inputs": inputs}), 5) == Decimal(expected)


def test_divides_by_weights_with_fractions():
    inputs = {"total": 5, "weights": ["0.7", "0.3"]}
    assert value_of({"kind": "allocate", "inputs": inputs}) == [4, 1]


@pytest.mark.parametrize(
    ("fact", "named"),
    [
        ({}, "kind"),
        ({"kind": 7, "inputs": {}}, "kind"),
        ({"kind": "horoscope", "inputs": {}}, "horoscope"),
        ({"kind": "xirr"}, "inputs"),
        ({"kind": "xirr", "inputs": []}, "inputs"),
        ({"kind": "xirr", "inputs": {"flows": "all"}}, "flows"),
        ({"kind": "xirr", "inputs": {"flows": [["2025-01-01"]]}}, "flows"),
        ({"kind": "xirr", "inputs": {"flows": [], "mood": 1}}, "mood"),
        ({"kind": "allocate", "inputs": {"total": "2.5", "weights": [1]}}, "total"),
        ({"kind": "allocate", "inputs": {"total": 2, "weights": [0.5]}}, "weights"),
        ({"kind": "allocate", "inputs": {"total": 2, "weights": ["NaN"]}}, "weights"),
        ({"kind": "apr_eu", "inputs": {"drawdown": 1}}, "payment_runs"),
        ({"kind": "apr_eu", "inputs": {"drawdown": 1, "payment_runs": [{}]}}, "first_year"),
        ({"kind": "lease_liability", "inputs": {**RENT, "timing": "now and then"}}, "timing"),
        ({"kind": "lease_liability", "inputs": {**RENT, "timing": "end of aeon"}}, "timing"),
        ({"kind": "lease_liability", "inputs": {**RENT, "count": 10**9}}, "count"),
        (
            {
                "kind": "day_count_eu_apr",
                "inputs": {"convention": "moons", "start": "2025-01-01", "end": "2025-01-02"},
            },
            "convention",
        ),
    ],
)
def test_refuses_by_the_name_of_the_field(fact, named):
    with pytest.raises(UnreadableFact, match=named):
        value_of(fact)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_names_what_is_missing(kind):
    with pytest.raises(UnreadableFact, match="missing"):
        value_of({"kind": kind, "inputs": {}})


@pytest.mark.parametrize(
    ("kind", "inputs", "error"),
    [
        ("allocate", {"total": 2, "weights": []}, "NoShares"),
        ("lease_liability", {**RENT, "rate": -1}, "RateOutOfRange"),
    ],
)
def test_a_refusal_of_the_rule_is_written_as_its_error(kind, inputs, error):
    written = answer({"id": "a", "kind": kind, "inputs": inputs})
    assert json.loads(written)["error"].startswith(error)


class TestCommand:
    CHANGE = {"modified": 3, "remaining": 1.5}
    QUESTION = json.dumps({"facts": [{"id": "a", "kind": "lease_adjustment", "inputs": CHANGE}]})

    def test_answers_standard_input(self, monkeypatch, capsys):
        monkeypatch.setattr(sys, "stdin", io.StringIO(self.QUESTION))
        assert main(["-"]) == 0
        assert json.loads(capsys.readouterr().out) == [{"id": "a", "value": 1.5}]

    def test_answers_a_file(self, tmp_path, capsys):
        file = tmp_path / "facts.json"
        file.write_text(self.QUESTION)
        assert main([str(file)]) == 0
        assert '"value": 1.5' in capsys.readouterr().out

    def test_runs_as_a_module(self, monkeypatch, capsys):
        monkeypatch.setattr(sys, "argv", ["facts", "-"])
        monkeypatch.setattr(sys, "stdin", io.StringIO('{"facts": []}'))
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(Path(command.__file__)), run_name="__main__")
        assert ended.value.code == 0
        assert json.loads(capsys.readouterr().out) == []

    def test_refuses_no_file_and_a_missing_one(self, tmp_path, capsys):
        assert main([]) == 2
        assert main([str(tmp_path / "none.json")]) == 2
        assert "none.json" in capsys.readouterr().err

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"facts": 1}', '{"facts": [1]}'])
    def test_refuses_content_of_another_shape(self, content):
        with pytest.raises(UnreadableFact):
            questions(content)
