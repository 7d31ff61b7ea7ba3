"""
Scorecards by name: those shipped as data files, and those fitted here and kept in our home.

An old version stays readable for replays. A fitted one never leaves the centre that fitted it.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings

from headrace.credit.rules import scorecard
from headrace.kit.canonical import digest

EXPERT = "sme-expert@1"
_FITTED = "sme-fitted"


def current() -> scorecard.Scorecard:
    """Return the scorecard in force for decisions: the latest fitted here, else the expert's."""
    versions = _fitted_versions()
    return by_name(f"{_FITTED}@{max(versions)}" if versions else EXPERT)


@cache
def by_name(name: str) -> scorecard.Scorecard:
    """
    Return a scorecard by its stored name, such as `sme-expert@1`.

    :raises FileNotFoundError: no such version was ever shipped or fitted here
    """
    return scorecard.read(_parsed(name))


@cache
def fingerprint(name: str) -> bytes:
    """Return the hash of a scorecard's data file: a changed file is another scorecard."""
    return digest(_text(name).encode())


def expert() -> Mapping[str, Any]:
    """Return the shipped scorecard as data, for a fit to begin from."""
    return _parsed(EXPERT)


def next_version() -> str:
    """Return the version that the next fitted scorecard takes."""
    return str(max(_fitted_versions(), default=0) + 1)


def keep(card: Mapping[str, Any]) -> str:
    """Keep a fitted scorecard in the centre's home; return its name. From now on it decides."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _file(_FITTED, card["version"], "json")
    file.write_text(json.dumps(card, ensure_ascii=False, indent=1), encoding="utf-8")
    return f"{_FITTED}@{card['version']}"


def _fitted_versions() -> list[int]:
    return [int(each.stem.rpartition("_")[2]) for each in _folder().glob("sme_fitted_*.json")]


def _parsed(name: str) -> Mapping[str, Any]:
    parse = json.loads if name.startswith(_FITTED) else tomllib.loads
    return parse(_text(name))


def _text(name: str) -> str:
    code, _, version = name.partition("@")
    if code == _FITTED:
        return (_folder() / _file(code, version, "json")).read_text("utf-8")
    shipped = resources.files("headrace.credit") / "scorecards"
    return (shipped / _file(code, version, "toml")).read_text("utf-8")


def _file(code: str, version: str, ending: str) -> str:
    return f"{code.replace('-', '_')}_{version}.{ending}"


def _folder() -> Path:
    return Path(settings.HEADRACE_HOME) / "scorecards"
