"""The page of requirements names each once; it and the page of a product tell what is there."""

import ast
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from tenor import loan

from headrace.config.home import repository
from headrace.contracts.rules import agreement
from headrace.market.rules import demand, offer

DOCUMENT = "docs/rules.md"
PRODUCT = "docs/products/bank-loan.md"
REFUSED = (
    agreement.AgreementMoveRefused,
    demand.DemandStateRefused,
    loan.TransitionRefused,
    offer.OfferStateRefused,
)
NUMBERED = {
    "M-ACT": 11, "M-ARR": 9, "M-FLOW": 7, "M-ADD": 6, "M-BANK": 5, "M-SCF": 10, "M-ECOM": 6,
    "M-P2P": 11, "M-LEASE": 8, "M-REV": 4, "M-GOV": 9, "M-NET": 3, "M-INT": 3, "M-TPS": 4,
    "M-CLAIM": 5, "U": 23,
}  # fmt: skip
LETTERED = {
    "M-FLOW-1": "b", "M-FLOW-4": "b", "Q-BANK-": "ab", "Q-SCF-": "ab", "Q-ECOM-": "ab",
    "Q-P2P-": "ab", "Q-LEASE-": "abc",
}  # fmt: skip
EVERY_ID = {
    *(f"{family}-{number}" for family, last in NUMBERED.items() for number in range(1, last + 1)),
    *(f"{stem}{letter}" for stem, letters in LETTERED.items() for letter in letters),
}
STATES = ("done", "in part", "planned")
QUOTED = re.compile(r"`([^`]+)`")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement as the page tells it; `missing` is what an `in part` lacks."""

    id: str
    asks: str
    state: str
    missing: str
    code: str
    tests: str


def rows_of(text: str) -> list[Row]:
    """Return the rows of all tables of five columns, their headings left out."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]
    return [
        Row(each[0], each[1], *_state(each[2]), each[3], each[4])
        for each in cells
        if len(each) == 5 and each[0] != "id"
    ]


def _state(cell: str) -> tuple[str, str]:
    state, _, missing = cell.partition(":")
    return state.strip(), missing.strip()


def below(folder: str, path: str) -> Path:
    """Return the file that the page means: from `packages/` on, or below its usual folder."""
    return repository() / path if path.startswith("packages/") else repository() / folder / path


def has_test(node: str) -> bool:
    """Say whether `file::Class::function`, `file::Class` or `file::function` holds a test."""
    path, *names = node.split("::")
    file = below("tests", path)
    return file.is_file() and bool(names) and tuple(names) in known_tests(file)


@cache
def known_tests(file: Path) -> frozenset[tuple[str, ...]]:
    """Return the names of a file's tests, and of the classes that have some."""
    found: set[tuple[str, ...]] = set()
    for node in ast.parse(file.read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            found.add((node.name,))
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found |= {(node.name, *each) for each in _methods(node)}
    return frozenset(found | {each[:1] for each in found})


def _methods(node: ast.ClassDef) -> set[tuple[str, ...]]:
    return {
        (each.name,)
        for each in node.body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }


def faults(row: Row) -> list[str]:
    """Return what is wrong with a row, in words."""
    code, tests = QUOTED.findall(row.code), QUOTED.findall(row.tests)
    found = [f"{each} is no path" for each in code if not below("src/headrace", each).exists()]
    found += [f"{each} is no test" for each in tests if not has_test(each)]
    if row.state not in STATES:
        found.append(f"{row.state} is no state")
    if (row.state == "in part") != bool(row.missing):
        found.append("what is missing belongs to `in part`, and only there")
    if row.state == "planned" and (row.code, row.tests) != (NOTHING, NOTHING):
        found.append("what is planned names nothing")
    if row.state != "planned" and not (code and tests):
        found.append("code and test are named")
    return found


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return rows_of((repository() / DOCUMENT).read_text(encoding="utf-8"))


def test_every_requirement_stands_exactly_once(rows):
    counted = Counter(each.id for each in rows)
    assert counted == Counter(EVERY_ID)


def test_no_row_names_what_is_not_there(rows):
    assert {each.id: found for each in rows if (found := faults(each))} == {}


def test_every_row_says_what_is_asked(rows):
    assert [each.id for each in rows if not each.asks] == []


@pytest.mark.parametrize(
    ("heading", "life"),
    [("Demand", demand), ("Offer", offer), ("Agreement", agreement), ("Loan", loan)],
)
def test_the_bank_loans_states_are_those_of_the_code(heading, life):
    text = (repository() / PRODUCT).read_text(encoding="utf-8")
    told = text.partition(f"### {heading}\n")[2].partition("\n\n")[0]
    drawn = [
        "| state | event → next |",
        "|---|---|",
        *(moves_of(life, each) for each in life.State),
    ]
    assert told.splitlines() == drawn


def moves_of(life: ModuleType, state: StrEnum) -> str:
    """Return the row of a state, as the page should have it: copy it from a failure."""
    moves = []
    for event in life.Event:
        with suppress(*REFUSED):
            moves.append(f"{event.value} → {life.after(state, event).value}")
    return f"| {state.value} | {', '.join(moves) or NOTHING} |"


class TestTheInspectorItself:
    """What the checks above look for, they find."""

    GOOD = Row("U-9", "asks", "done", "", "`kit/log.py`", "`kit/test_ids.py::TestNewId`")

    def change(self, **cells: str) -> list[str]:
        known = {name: getattr(self.GOOD, name) for name in Row.__slots__}
        return faults(Row(**{**known, **cells}))

    def test_a_good_row_has_no_fault(self):
        assert faults(self.GOOD) == []

    @pytest.mark.parametrize(
        "cells",
        [
            {"code": "`kit/no_such_file.py`"},
            {"code": NOTHING},
            {"tests": "`kit/no_such_file.py::TestNewId`"},
            {"tests": "`kit/test_ids.py::TestNoSuchClass`"},
            {"tests": "`kit/test_ids.py::TestNewId::test_no_such_function`"},
            {"tests": "`kit/test_ids.py`"},
            {"state": "soon"},
            {"state": "in part"},
            {"missing": "something"},
            {"state": "planned"},
        ],
    )
    def test_each_fault_is_seen(self, cells):
        assert self.change(**cells)

    def test_rows_are_read_and_headings_are_not(self):
        text = "| id | asks | state | code | tests |\n|---|---|---|---|---|\n"
        (row,) = rows_of(text + "| U-9 | a | in part: b | `c` | `d` |\n| done | two cells |\n")
        assert row == Row("U-9", "a", "in part", "b", "`c`", "`d`")
