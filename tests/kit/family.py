"""Every refusal of the house, found by walking the packages, and one built of each."""

import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import SimpleNamespace, UnionType
from typing import Any
from uuid import UUID

from tenor.money import Money

import headrace
from headrace.kit.errors import CentreError

# Programs and settings, which do something when they are read; no refusal is defined in them.
_PROGRAMS = ("migrations", "__main__", "process", "wsgi", "settings")
_SAMPLES: dict[type, Any] = {
    str: "sample",
    int: 7,
    bool: True,
    bytes: b"\0" * 32,
    date: date(2026, 11, 23),
    datetime: datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
    Decimal: Decimal("0.12"),
    UUID: UUID(int=7),
    Money: Money(Decimal("12.50")),
}
_NAMED: dict[str, Any] = {
    # The parts of a thing are listed in the sentence, so its kind must be one that there is.
    "PartsMalformed.kind": "receivable",
    "PurposeUnknown.known": [{"code": "wages", "en": "Wages", "zh": "发放工资"}],
    "Breach.rule": dict.fromkeys(
        (
            *("rule_id", "rule_key", "pack", "source", "lender_type", "text_en", "text_zh"),
            *("explanation_en", "explanation_zh"),
        ),
        "sample",
    ),
}


@cache
def family() -> tuple[type[CentreError], ...]:
    """Return every class of refusal, by its code."""
    for found in pkgutil.walk_packages(headrace.__path__, "headrace."):
        if found.name.rpartition(".")[2] not in _PROGRAMS and ".migrations" not in found.name:
            importlib.import_module(found.name)
    ours = {each for each in _below(CentreError) if each.__module__.startswith("headrace.")}
    return tuple(sorted(ours, key=lambda each: (each.code(), each.__name__)))


def speaking() -> list[type[CentreError]]:
    """Return those that are raised: the others are families without a sentence of their own."""
    return [each for each in family() if each.message]


def built() -> list[CentreError]:
    """Return one of each class whose constructor says what it needs."""
    return [build(each) for each in speaking() if not {"facts", "rule"} & set(_needs(each))]


def build(refusal: type[CentreError]) -> CentreError:
    """Return a refusal made of sample values of the types that its constructor names."""
    hints = typing.get_type_hints(refusal.__init__)
    positional, named = [], {}
    for name, each in _needs(refusal).items():
        value = _NAMED.get(f"{refusal.__name__}.{name}", _sample(hints[name]))
        if each.kind is inspect.Parameter.KEYWORD_ONLY:
            named[name] = value
        else:
            positional.append(value)
    return refusal(*positional, **named)


def _below(cls: type[CentreError]) -> Iterator[type[CentreError]]:
    for each in cls.__subclasses__():
        yield each
        yield from _below(each)


def _needs(refusal: type[CentreError]) -> Mapping[str, inspect.Parameter]:
    parameters = dict(inspect.signature(refusal.__init__).parameters)
    del parameters["self"]
    return parameters


def _sample(kind: Any) -> Any:
    inner = typing.get_args(kind)
    if typing.get_origin(kind) in (typing.Union, UnionType):
        return _sample(inner[0])
    if inner:
        return _collection(typing.get_origin(kind), inner)
    if kind in _SAMPLES:
        return _SAMPLES[kind]
    if issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(
            **{
                each.name: _NAMED.get(f"{kind.__name__}.{each.name}") or _sample(hints[each.name])
                for each in dataclasses.fields(kind)
            }
        )
    # A protocol: anything that has what it names.
    named = [each for each in vars(kind) if not each.startswith("_")]
    return SimpleNamespace(**dict.fromkeys(named, "sample"))


def _collection(origin: Any, inner: tuple[Any, ...]) -> Any:
    if issubclass(origin, Mapping):
        return {_sample(inner[0]): _sample(inner[1])}
    return tuple(_sample(each) for each in inner if each is not Ellipsis)
