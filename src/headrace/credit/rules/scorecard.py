"""A points scorecard as data: what is asked of a firm, what each answer is worth, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = int | str | None


class ScorecardBroken(ValueError):
    """A scorecard's data contradict themselves: a fault of the file, found when it is read."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Level:
    """An answer and its points: a number from `least` upwards, or exactly `choice`."""

    points: int
    least: int | None = None
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class Characteristic:
    """
    One question of the scorecard.

    :param rung: the step of the evidence ladder that answers it: register, invoices or findings
    :param missing: points while the answer is not known; below the average, so never neutral
    :param optional: an answer may rightly not exist, so its absence is no reason
    """

    name: str
    rung: str
    code: str
    levels: tuple[Level, ...]
    missing: int
    optional: bool
    lowers: Sentence
    unknown: Sentence

    @property
    def best(self) -> int:
        """Return the most points that any answer gives."""
        return max(each.points for each in self.levels)

    def points(self, value: Value) -> int:
        """Return the points of an answer; an answer that no level covers counts as unknown."""
        if value is None:
            return self.missing
        if isinstance(value, str):
            hits = [each.points for each in self.levels if each.choice == value]
            return hits[0] if hits else self.missing
        reached = [each for each in self.levels if each.least is not None and each.least <= value]
        return reached[-1].points if reached else self.levels[0].points


@dataclass(frozen=True, slots=True)
class Grade:
    """A step of the master scale: from `least` points, with its yearly default rate and factor."""

    name: str
    least: int
    pd_ppm: int
    limit_factor_ppm: int


@dataclass(frozen=True, slots=True)
class Cap:
    """A fact that no points can outweigh: the grade is then `grade` at best."""

    fact: str
    value: str
    grade: str
    code: str
    says: Sentence


@dataclass(frozen=True, slots=True)
class Band:
    """How wide the doubt is, in points each way, and what narrows it."""

    start: int
    floor: int
    invoices: int
    invoices_full_months: int
    findings: int


@dataclass(frozen=True, slots=True)
class LimitRule:
    """Share of yearly sales, cut at the most ever lent, in whole steps of minor units."""

    sales_share_ppm: int
    most_minor: int
    step_minor: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A whole scorecard of one version; `label` says how it came to be."""

    code: str
    version: str
    label: Sentence
    base: int
    points_at_odds: int
    odds: int
    points_to_double: int
    characteristics: tuple[Characteristic, ...]
    grades: tuple[Grade, ...]
    caps: tuple[Cap, ...]
    band: Band
    limit: LimitRule
    finding_facts: Mapping[str, Mapping[str, str]]
    all_well: Sentence

    @property
    def name(self) -> str:
        """Return code and version as they are stored beside every score."""
        return f"{self.code}@{self.version}"

    def grade_of(self, points: int) -> Grade:
        """Return the grade of a sum of points; the last grade has no lower end."""
        return next((each for each in self.grades if points >= each.least), self.grades[-1])

    def rank(self, grade: str) -> int:
        """Return a grade's place on the scale, 0 is the best; :raises ScorecardBroken: unknown."""
        for place, each in enumerate(self.grades):
            if each.name == grade:
                return place
        raise ScorecardBroken(f"{grade} is no grade of {self.name}")


def read(data: Mapping[str, Any]) -> Scorecard:
    """
    Return the scorecard that parsed TOML describes.

    :raises ScorecardBroken: levels or grades out of order, or a code used twice
    """
    scale = data["scale"]
    card = Scorecard(
        code=data["code"],
        version=data["version"],
        label=_sentence(data, "label"),
        base=scale["base"],
        points_at_odds=scale["points_at_odds"],
        odds=scale["odds"],
        points_to_double=scale["points_to_double"],
        characteristics=tuple(_characteristic(each) for each in data["characteristic"]),
        grades=tuple(Grade(**each) for each in data["grade"]),
        caps=tuple(_cap(each) for each in data["cap"]),
        band=Band(**data["band"]),
        limit=LimitRule(**data["limit"]),
        finding_facts=data["finding"],
        all_well=_sentence(data, "all_well"),
    )
    _check(card)
    return card


def _sentence(data: Mapping[str, Any], name: str) -> Sentence:
    return Sentence(data[f"{name}_en"], data[f"{name}_zh"])


def _characteristic(data: Mapping[str, Any]) -> Characteristic:
    return Characteristic(
        name=data["name"],
        rung=data["rung"],
        code=data["code"],
        levels=tuple(_level(each) for each in data["levels"]),
        missing=data["missing"],
        optional=data.get("optional", False),
        lowers=_sentence(data, "lowers"),
        unknown=_sentence(data, "unknown"),
    )


def _level(data: Sequence[Any]) -> Level:
    answer, points = data
    if isinstance(answer, str):
        return Level(points=points, choice=answer)
    return Level(points=points, least=answer)


def _cap(data: Mapping[str, Any]) -> Cap:
    return Cap(data["fact"], data["value"], data["grade"], data["code"], _sentence(data, "says"))


def _check(card: Scorecard) -> None:
    codes = [each.code for each in card.characteristics] + [each.code for each in card.caps]
    if len(codes) != len(set(codes)):
        raise ScorecardBroken(f"{card.name} uses a reason code twice")
    least = [each.least for each in card.grades]
    risk = [each.pd_ppm for each in card.grades]
    if least != sorted(least, reverse=True) or risk != sorted(risk):
        raise ScorecardBroken(f"the grades of {card.name} are not in order")
    for each in card.characteristics:
        bounds = [level.least for level in each.levels if level.least is not None]
        if bounds != sorted(bounds):
            raise ScorecardBroken(f"the levels of {each.name} are not in order")
