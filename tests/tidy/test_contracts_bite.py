"""The floors, rooms and doors hold in this house, and each contract sees its own violation."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from headrace.config.home import repository

PLANTED = {
    "Each floor imports only lower ones": ("headrace/kit/planted.py", "import headrace.api"),
    "The mathematics know nothing of the centre": ("tenor/planted.py", "import headrace.kit"),
    "In a package the rooms are entered from above": (
        "headrace/market/queries/planted.py",
        "import headrace.market.services",
    ),
    "The mathematics and the rules know no framework, no database, no network": (
        "headrace/credit/rules/planted.py",
        "import django.db",
    ),
    "No imports in circles": ("headrace/config/planted_a.py", "import headrace.config.planted_b"),
    "Only parties itself uses its models and rules": (
        "headrace/supervision/planted.py",
        "import headrace.parties.models",
    ),
}
OUTCOME = re.compile(r"^(?P<name>.+?) (?P<word>KEPT|BROKEN)( \(\d+ warnings?\))?$", re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of both packages, in which a room that became a folder can take one more file."""
    ignore = shutil.ignore_patterns("__pycache__", "locale", "static", "templates")
    shutil.copytree(repository() / "src/headrace", tmp_path / "headrace", ignore=ignore)
    shutil.copytree(repository() / "packages/tenor/src/tenor", tmp_path / "tenor", ignore=ignore)
    shutil.copy(repository() / ".importlinter", tmp_path)
    return tmp_path


def test_the_house_keeps_every_contract(copy):
    outcomes = lint(copy)
    assert outcomes == dict.fromkeys(contracts(), "KEPT")


def test_every_kind_of_violation_is_seen(copy):
    # Given one violation of each kind
    for path, statement in PLANTED.values():
        plant(copy, path, statement)
    plant(copy, "headrace/config/planted_b.py", "import headrace.config.planted_a")

    # When the house is inspected
    outcomes = lint(copy)

    # Then exactly the contracts that it breaks are broken
    assert {name for name, word in outcomes.items() if word == "BROKEN"} >= PLANTED.keys()
    assert outcomes["Only custody itself uses its models and rules"] == "KEPT"


def test_a_new_package_must_be_given_a_floor(copy):
    plant(copy, "headrace/attic/__init__.py", "")
    assert lint(copy)["Each floor imports only lower ones"] == "BROKEN"


def plant(copy: Path, path: str, statement: str) -> None:
    target = copy / path
    room = target.parent
    if not room.exists() and room.with_suffix(".py").exists():
        room.mkdir()
        room.with_suffix(".py").rename(room / "__init__.py")
    room.mkdir(exist_ok=True)
    (room / "__init__.py").touch()
    target.write_text(statement + "\n")


def contracts() -> list[str]:
    file = configparser.ConfigParser()
    file.read(repository() / ".importlinter")
    return [file[each]["name"] for each in file.sections() if each.count(":") == 2]


def lint(folder: Path) -> dict[str, str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    said = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    ).stdout
    found = {each["name"]: each["word"] for each in OUTCOME.finditer(said)}
    assert found, said
    return found
