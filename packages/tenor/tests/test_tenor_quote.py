"""A quote shows a plan, its all-in cost and a picture, from plain values."""

import io
import json
import runpy
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tenor.cost import CostForm
from tenor.money import FractionOfMinorUnit, Money
from tenor.quote import __main__ as command
from tenor.quote import page, picture, quote_from
from tenor.quote.__main__ import main
from tenor.schedule import Terms, bullet_plan
from tenor.schedule.reading import UnreadableTerms

INPUTS = {
    "principal": "12000.00",
    "disbursements": [{"date": "2025-01-01", "amount": "12000.00"}],
    "schedule_start_date": "2025-01-01",
    "annual_rate_percent": "12",
    "number_of_instalments": 12,
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
FEE = {"code": "arrangement", "payee": "bank", "amount": "120", "on": "2025-01-01"}


def test_names_every_cost_with_its_payee_and_every_rate_with_its_rule():
    text = page(quote_from({**INPUTS, "fees": [FEE], "lender": "Bank of the Town"}))
    assert "arrangement, to bank" in text
    assert "interest, to Bank of the Town" in text
    assert text.count("% a year") == len(CostForm)
    assert "1,066.19" in text


def test_a_fee_raises_every_rate():
    plain = quote_from(INPUTS).sheet
    dearer = quote_from({**INPUTS, "fees": [FEE]}).sheet
    assert all(dearer.rates[form] > plain.rates[form] for form in CostForm)


@pytest.mark.parametrize(
    ("fees", "error"),
    [
        ([{"code": "x"}], UnreadableTerms),
        (3, UnreadableTerms),
        ([{**FEE, "amount": "much"}], UnreadableTerms),
        ([{**FEE, "on": "some day"}], UnreadableTerms),
        ([{**FEE, "amount": "0.001"}], FractionOfMinorUnit),
    ],
)
def test_a_fee_that_cannot_be_read_is_refused(fees, error):
    with pytest.raises(error):
        quote_from({**INPUTS, "fees": fees})


class TestPicture:
    def test_is_drawn_within_its_frame(self):
        drawn = ElementTree.fromstring(picture(quote_from(INPUTS).plan))
        bars = [each.attrib for each in drawn if each.tag.endswith("rect")]
        assert len(bars) == 24
        assert all(int(bar["y"]) >= 0 and int(bar["y"]) + int(bar["height"]) <= 320 for bar in bars)
        # The bars of one instalment stand on each other.
        assert int(bars[1]["y"]) + int(bars[1]["height"]) == int(bars[0]["y"])

    def test_of_one_instalment_or_none_is_drawn_too(self):
        terms = Terms(principal=Money(Decimal(1)), rate_yearly=Decimal(0),
                      start_date=date(2025, 1, 1), instalments=1)  # fmt: skip
        assert picture(bullet_plan(terms=terms)).count("2025-02-01") == 1
        assert "rect" not in picture(())


class TestCommand:
    def test_prints_the_page_and_writes_the_picture(self, tmp_path, capsys):
        asked, drawn = tmp_path / "terms.json", tmp_path / "plan.svg"
        asked.write_text(json.dumps([{"id": "a", "inputs": INPUTS}]))
        assert main([str(asked), str(drawn)]) == 0
        assert "all costs" in capsys.readouterr().out
        assert drawn.read_text().startswith("<svg")

    def test_runs_as_a_module_on_standard_input(self, monkeypatch, capsys):
        monkeypatch.setattr(sys, "argv", ["quote", "-"])
        monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(INPUTS)))
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(Path(command.__file__)), run_name="__main__")
        assert ended.value.code == 0
        assert "drawn" in capsys.readouterr().out

    @pytest.mark.parametrize("content", ["", "[]", "7", "{}", '{"inputs": {"principal": "x"}}'])
    def test_refuses_what_is_no_question(self, content, tmp_path, capsys):
        asked = tmp_path / "terms.json"
        asked.write_text(content)
        assert main([str(asked)]) == 2
        assert capsys.readouterr().err

    def test_refuses_no_file(self, capsys):
        assert main([]) == 2
        assert "FILE" in capsys.readouterr().err
