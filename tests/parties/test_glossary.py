"""The glossary: sorted, in both tongues, and without internal words where owners read."""

import re
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
LAW = {
    "custody": "存管",
    "hold": "预占",
    "freeze": "冻结",
    "claim paid": "代偿",
    "counter-guarantee": "反担保",
    "write-off": "核销",
    "drawdown": "提款",
    "admittance": "准入",
    "arrears": "逾期",
    "finding": "核查结论",
    "demand": "融资申请",
}
NEVER_SHOWN = {
    "demand", "push", "mandate", "pd", "lgd", "tenor", "encumbrance", "instruction", "party",
    "waterfall", "snapshot", "hash", "payload", "dpd",
}  # fmt: skip


def rows() -> list[list[str]]:
    lines = [each for each in GLOSSARY.read_text().splitlines() if each.startswith("| ")]
    return [[cell.strip() for cell in each.strip("|").split("|")] for each in lines[2:]]


def test_every_term_has_its_five_cells():
    assert all(len(each) == 5 and all(each) for each in rows())


def test_terms_are_sorted_and_stand_once():
    terms = [each[0].casefold() for each in rows()]

    assert terms == sorted(set(terms))


def test_chinese_is_chinese():
    assert all(re.search(r"[\u4e00-\u9fff]", each[1]) for each in rows())


@pytest.mark.parametrize(("term", "chinese"), LAW.items())
def test_terms_of_law_are_those_of_the_law(term, chinese):
    assert {each[0]: each[1] for each in rows()}[term] == chinese


def test_owners_read_no_internal_word():
    said = {each[0]: set(re.findall(r"[a-z]+", each[2].casefold())) for each in rows()}

    assert {term: words & NEVER_SHOWN for term, words in said.items() if words & NEVER_SHOWN} == {}
