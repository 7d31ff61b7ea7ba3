"""The plan of the town: what stands in `town.toml`, as values."""

import os
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FIRST_DAY = date(2026, 4, 1)
"""On which the demo town opens, so that half a year of it has happened when a visitor comes."""

DATA_FOLDER = "HEADRACE_TOWN_DATA"
"""Names, in the environment of every process of a town of real firms, the folder of the data."""

REAL_FIRST_DAY = date(2020, 3, 1)
"""The real invoices end on the day before. It is a Sunday: money arrives on the Monday."""

_REAL_OPENING = date(2020, 3, 2)

_FILE = Path(__file__).with_name("town.toml")


@dataclass(frozen=True, slots=True)
class District:
    """A part of the town with its (invented) code."""

    code: str
    name_en: str
    name_zh: str


@dataclass(frozen=True, slots=True)
class Trade:
    """What a kind of firm sells; `ticket` in yuan, `monthly` documents a head and month."""

    name_en: str
    name_zh: str
    industry: str
    ticket: int
    monthly: Decimal
    season: int


@dataclass(frozen=True, slots=True)
class Course:
    """How a firm fares; shares and yearly growth as fractions, `overdue` in yuan."""

    name: str
    weight: int
    growth: Decimal
    noise: Decimal
    credit_notes: Decimal
    voided: Decimal
    main_buyer: Decimal
    months: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Office:
    """A government office; `login` is the beginning of its people's log-in names."""

    login: str
    name_en: str
    name_zh: str
    kind: str
    role: str
    district: str


@dataclass(frozen=True, slots=True)
class Institution:
    """A custodian, bank or provider; `pays_in` is the yuan a bank brings into custody."""

    login: str
    name_en: str
    name_zh: str
    role: str
    licence: str
    pays_in: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan."""

    name_en: str
    name_zh: str
    seed: int
    opens_at: datetime
    district_all: str
    districts: tuple[District, ...]
    trades: tuple[Trade, ...]
    courses: tuple[Course, ...]
    stems: tuple[tuple[str, str], ...]
    buyers: tuple[tuple[str, str], ...]
    offices: tuple[Office, ...]
    institutions: tuple[Institution, ...]


def data_folder() -> Path | None:
    """Return the folder whose real firms live in this town; None where firms are invented."""
    given = os.environ.get(DATA_FOLDER)
    return Path(given) if given else None


def first_day() -> date:
    """Return the day on which this town opens."""
    return REAL_FIRST_DAY if data_folder() else FIRST_DAY


@cache
def load() -> Plan:
    """Read the plan; figures with a point are decimals, never floats."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    return Plan(
        name_en=data["name_en"],
        name_zh=data["name_zh"],
        seed=data["seed"],
        opens_at=_opens_at(data["opens_at"]),
        district_all=data["district_all"],
        districts=tuple(District(**each) for each in data["district"]),
        trades=tuple(Trade(**each) for each in data["trade"]),
        courses=tuple(Course(**each) for each in data["course"]),
        stems=_pairs(data["stems"]),
        buyers=_pairs(data["buyers"]),
        offices=tuple(Office(**each) for each in data["office"]),
        institutions=tuple(Institution(**each) for each in data["institution"]),
    )


def _opens_at(invented: datetime) -> datetime:
    """A town of real firms has no half year behind it: visitors come on its first bank day."""
    if data_folder() is None:
        return invented
    return datetime.combine(_REAL_OPENING, invented.timetz())


def _pairs(names: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(names["en"], names["zh"], strict=True))
