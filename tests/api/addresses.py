"""Every address of the API as its document tells it, with bodies made from the shapes there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from headrace.api.app import api
from headrace.kit.ids import new_id

Fill = Callable[[dict[str, Any]], Any]
"""Makes the value of a plain shape: a text, a number or a truth."""


@dataclass(frozen=True)
class Address:
    """One operation: a method upon a path."""

    method: str
    path: str
    told: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def needs_key(self) -> bool:
        return any(each["name"] == "Idempotency-Key" for each in self.told.get("parameters", []))

    @property
    def takes_json(self) -> bool:
        return "application/json" in self.told.get("requestBody", {}).get("content", {})

    def named(self, where: str) -> list[str]:
        """Return the names of the parameters in the path or in the query."""
        return [each["name"] for each in self.told.get("parameters", []) if each["in"] == where]

    def at(self, word: str = "") -> str:
        """Return the path with ids that nobody has, and `word` for every other name in it."""
        shapes = {each["name"]: each["schema"] for each in self.told.get("parameters", [])}

        def placed(found: re.Match[str]) -> str:
            if shapes[found[1]].get("format") == "uuid":
                return str(new_id())
            return word or _PLAIN.get(found[1], "x")

        return re.sub(r"{(\w+)}", placed, self.path)

    def body(self, fill: Fill) -> Any:
        """Return a body of the right shape whose plain values are made by `fill`."""
        return _value(self.told["requestBody"]["content"]["application/json"]["schema"], fill)


def addresses(*, takes_json: bool = False) -> Iterator[Address]:
    """Yield every operation of the document, or those alone that take a JSON body."""
    for path, methods in document()["paths"].items():
        for method, told in methods.items():
            found = Address(method, path, told)
            if found.takes_json or not takes_json:
                yield found


@cache
def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/"))


def plausible(shape: dict[str, Any]) -> Any:
    """Return a value that such a shape lets pass."""
    if shape.get("format") in _BY_FORMAT:
        return _BY_FORMAT[shape["format"]]
    kind = shape.get("type", "any")
    if kind == "string" and "maxLength" not in shape:
        return "1"  # a decimal, most likely
    return _BY_TYPE.get(kind, "x")


def _value(shape: dict[str, Any], fill: Fill) -> Any:
    if "$ref" in shape:
        return _value(document()["components"]["schemas"][shape["$ref"].rpartition("/")[2]], fill)
    for either in ("anyOf", "allOf"):
        if either in shape:
            return _value(shape[either][0], fill)
    if shape.get("type") == "array":
        return [_value(shape.get("items", {}), fill)]
    if shape.get("type") == "object" and "properties" in shape:
        return {name: _value(each, fill) for name, each in shape["properties"].items()}
    if shape.get("type") == "object":
        return {"x": fill({"type": "string"})}
    return shape["const"] if "const" in shape else fill(shape)


_PLAIN = {"on": "2026-11-23", "seen_hash": "ab" * 32}
_BY_FORMAT = {
    "uuid": "00000000-0000-7000-8000-0000000000ff",
    "date": "2026-12-01",
    "date-time": "2026-12-01T09:00:00+08:00",
}
_BY_TYPE = {"string": "x", "integer": 6, "number": 1, "boolean": True}
