"""Worked figures from outside the repository; without them their tests are skipped by name."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

BESIDE_THE_REPOSITORY = Path(__file__).parents[4] / "shared" / "vectors"


def _worked(name: str) -> list[dict[str, Any]]:
    path = Path(os.environ.get("HEADRACE_VECTORS", BESIDE_THE_REPOSITORY)) / name
    if not path.exists():
        return []
    content = json.loads(path.read_text(encoding="utf-8"))
    return content if isinstance(content, list) else content["facts"]


def _parameters(name: str, wanted: Callable[[dict[str, Any]], bool]) -> list[Any]:
    cases = [case for case in _worked(name) if wanted(case)]
    absent = pytest.mark.skip(reason=f"{name} is not here: set HEADRACE_VECTORS to its folder")
    return [pytest.param(case, id=case["id"]) for case in cases] or [
        pytest.param(None, id=f"{name} absent", marks=absent)
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Hand the cases of a file to the tests that ask for `schedule_case` or `<kind|any>_fact`."""
    for fixture in metafunc.fixturenames:
        if fixture == "schedule_case":
            metafunc.parametrize(fixture, _parameters("schedules_open.json", lambda _: True))
        elif fixture.endswith("_fact"):
            kind = fixture.removesuffix("_fact")
            facts = _parameters(
                "finance_facts_open.json", lambda fact, k=kind: k in ("any", fact["kind"])
            )
            metafunc.parametrize(fixture, facts)
