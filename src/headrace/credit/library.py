"""The shipped scorecards, read from their data files; an old version stays readable for replays."""

import tomllib
from functools import cache
from importlib import resources

from headrace.credit.rules import scorecard
from headrace.kit.canonical import digest

CURRENT = "sme-expert@1"


def current() -> scorecard.Scorecard:
    """Return the scorecard in force for new decisions."""
    return by_name(CURRENT)


@cache
def by_name(name: str) -> scorecard.Scorecard:
    """
    Return a scorecard by its stored name, such as `sme-expert@1`.

    :raises FileNotFoundError: no such version was ever shipped
    """
    return scorecard.read(tomllib.loads(_text(name)))


@cache
def fingerprint(name: str) -> bytes:
    """Return the hash of a scorecard's data file: a changed file is another scorecard."""
    return digest(_text(name).encode())


def _text(name: str) -> str:
    code, _, version = name.partition("@")
    file = f"{code.replace('-', '_')}_{version}.toml"
    return (resources.files("headrace.credit") / "scorecards" / file).read_text("utf-8")
