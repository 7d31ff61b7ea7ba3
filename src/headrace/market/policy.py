"""The market's own figures (weights, days, likeness), read from their data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Policy:
    """How pairs are weighed, how long things wait, when two texts are the same project."""

    weights: Mapping[str, Mapping[str, int]]
    decide_days: int
    demand_open_days: int
    choose_days: int
    term_longest: int
    same_firm_ppm: int
    other_firm_ppm: int
    look_back_days: int


@cache
def policy() -> Policy:
    """Return the figures in force; the public page on matching is made from the same file."""
    text = (resources.files("headrace.market") / "matching.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Policy(
        weights=data["weights"],
        decide_days=data["days"]["decide"],
        demand_open_days=data["days"]["demand_open"],
        choose_days=data["days"]["choose"],
        term_longest=data["draft"]["term_longest"],
        **data["likeness"],
    )
