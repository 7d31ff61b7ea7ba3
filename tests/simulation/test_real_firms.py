"""The real firms of a folder of data; without HEADRACE_DATA these are skipped by name."""

import os
from collections import Counter
from pathlib import Path

import pytest
from stdnum.cn import uscc

from headrace.simulation import dataset, plan
from headrace.simulation.real_firms import real_firms

FOLDER = os.environ.get("HEADRACE_DATA")
needs_data = pytest.mark.skipif(not FOLDER, reason="HEADRACE_DATA names no folder")


@pytest.fixture(scope="module")
def firms():
    return real_firms(plan.load(), Path(FOLDER))


@needs_data
class TestFirms:
    def test_are_425_of_which_302_have_no_credit_record(self, firms):
        assert Counter(each.in_credit_register for each in firms) == {False: 302, True: 123}
        assert sum(each.invoices for each in firms) == 1_099_441

    def test_have_codes_that_check_and_names_of_their_own(self, firms):
        assert all(uscc.is_valid(each.uscc) for each in firms)
        for name in ("uscc", "name_zh", "name_en", "number"):
            assert len({getattr(each, name) for each in firms}) == len(firms)

    def test_are_the_same_at_every_reading(self, firms):
        assert real_firms(plan.load(), Path(FOLDER)) == firms

    def test_show_their_providers_nothing_of_the_outcome(self, firms):
        assert len({each.course for each in firms}) == 1


@needs_data
class TestInvoices:
    def test_have_each_a_name_of_its_own_though_numbers_repeat(self):
        ((_, lines),) = dataset.invoices(Path(FOLDER), ["E7"])

        assert len({each.name for each in lines}) == len(lines)

    def test_keep_voided_ones_and_credit_notes_as_they_are(self):
        ((_, lines),) = dataset.invoices(Path(FOLDER), ["E1"])

        assert any(each.voided for each in lines)
        assert any(each.fen < 0 for each in lines)
        assert [each.day for each in lines] == sorted(each.day for each in lines)


class TestMissing:
    def test_data_are_named_with_their_file(self, tmp_path):
        with pytest.raises(dataset.DataMissing, match=r"firms\.parquet"):
            dataset.firms(tmp_path)


class TestRealTown:
    def test_begins_on_the_day_after_the_last_invoice_and_opens_with_the_banks(
        self, monkeypatch, tmp_path
    ):
        monkeypatch.setenv(plan.DATA_FOLDER, str(tmp_path))
        plan.load.cache_clear()
        try:
            assert plan.first_day() == plan.REAL_FIRST_DAY
            assert plan.load().opens_at.isoformat() == "2020-03-02T09:00:00+08:00"
        finally:
            monkeypatch.undo()
            plan.load.cache_clear()
        assert plan.first_day() == plan.FIRST_DAY
