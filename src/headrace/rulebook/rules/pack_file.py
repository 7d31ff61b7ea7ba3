"""The form of a shipped pack: TOML, one file a pack, checked while it is read."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from headrace.kit.errors import N_, Refused
from headrace.rulebook.rules.answers import scope_key


class PackFileChanged(Refused):
    """A shipped file has other contents under the same version."""

    message = N_("The file of {pack} changed, but its version is still {version}.")
    remedy = N_("Raise the version in the file, or restore the file that was shipped.")

    def __init__(self, *, pack: str, version: int) -> None:
        super().__init__(pack=pack, version=version)


class PackConflicts(Refused):
    """A shipped rule would hold on days for which this deployment approved its own."""

    message = N_("{pack} brings {key} for days on which an approved change is in force.")
    remedy = N_("Leave the shipped rule out, or end the approved change first.")

    def __init__(self, *, pack: str, key: str) -> None:
        super().__init__(pack=pack, key=key)


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What a rule says: one parameter for one scope, from `valid_from` until before `valid_to`."""

    pack: str
    rule_key: str
    scope: Mapping[str, str]
    value: Any
    valid_from: date
    valid_to: date | None
    source: str
    status: str
    severity: str
    text_en: str
    text_zh: str

    def address(self) -> tuple[str, str, date]:
        """Return what tells this rule from the others of its pack."""
        return self.rule_key, scope_key(self.scope), self.valid_from


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A published figure of a series, in force from `on` until the next one."""

    series: str
    on: date
    value: Decimal
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class PackFile:
    """A shipped pack as read."""

    name: str
    version: int
    jurisdiction: str
    regime: bool
    title_en: str
    title_zh: str
    valid_from: date
    valid_to: date | None
    rules: tuple[RuleDraft, ...]
    points: tuple[PointDraft, ...]


def read_pack(text: str) -> PackFile:
    """
    Return the pack that a TOML text describes.

    A rule with `scopes` stands for one rule a scope; `valid_to` is the first day without it.
    :raises KeyError: a field is missing; a shipped file must be whole
    """
    data = tomllib.loads(text)
    return PackFile(
        name=data["name"],
        version=data["version"],
        jurisdiction=data["jurisdiction"],
        regime=data.get("regime", False),
        title_en=data["title_en"],
        title_zh=data["title_zh"],
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        rules=tuple(_rules(data)),
        points=tuple(_points(data)),
    )


def _rules(data: Mapping[str, Any]) -> Iterator[RuleDraft]:
    for each in data["rule"]:
        for scope in each.get("scopes", [{}]):
            yield RuleDraft(
                pack=data["name"],
                rule_key=each["key"],
                scope=scope,
                value=each["value"],
                valid_from=each["valid_from"],
                valid_to=each.get("valid_to"),
                source=each["source"],
                status=each["status"],
                severity=each["severity"],
                text_en=each["text_en"],
                text_zh=each["text_zh"],
            )


def _points(data: Mapping[str, Any]) -> Iterator[PointDraft]:
    for series in data.get("series", []):
        for each in series["points"]:
            yield PointDraft(
                series=series["name"],
                on=each["on"],
                value=Decimal(each["value"]),
                source=series["source"],
                status=each["status"],
            )
