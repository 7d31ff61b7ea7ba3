"""What partners may rely on: the published document, and the manners of every operation."""

import inspect
import json
import re
from pathlib import Path
from typing import Any

import pytest
from ninja.openapi.schema import OpenAPISchema

import headrace.api
from headrace.api.app import api
from headrace.api.problems import kinds

PUBLISHED = Path(headrace.api.__file__).parent / "openapi.json"
WITHOUT_KEY = {
    "/api/custody/messages": "known by its own id",
    "/api/custody/reconciliations/{on}": "notes each break once",
    "/api/requests/{request_id}/payload": "stores nothing",
}
"""Posts that take no key, and why sending them twice is harmless."""


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/"), default=str))


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (where, method, told)
        for where, methods in document["paths"].items()
        for method, told in methods.items()
    ]


def test_the_published_document_is_what_is_served(document):
    """`python -m headrace.config.openapi` writes it anew after a change that is meant."""
    assert json.loads(PUBLISHED.read_text()) == document


def test_every_post_that_changes_something_takes_a_key(document):
    keyless = {
        where
        for where, method, told in operations(document)
        if method == "post"
        and not any(each["name"] == "Idempotency-Key" for each in told["parameters"])
    }
    assert keyless == set(WITHOUT_KEY)


def test_every_operation_is_explained_and_needs_a_caller(document):
    for where, method, told in operations(document):
        assert told["description"].strip(), (where, method)
        assert {name for each in told["security"] for name in each} == {
            "PartnerToken",
            "PersonSession",
        }


def test_every_operation_has_a_name_of_its_own(document):
    names = [told["operationId"] for _, _, told in operations(document)]
    assert len(set(names)) == len(names)


def test_a_name_in_the_document_means_one_shape(monkeypatch):
    """The library keeps the last of two shapes with one name, so two must never meet."""
    met: dict[str, list[Any]] = {}

    def note(self: OpenAPISchema, definitions: dict[str, Any]) -> None:
        for name, shape in definitions.items():
            if shape not in met.setdefault(name, []):
                met[name].append(shape)
        self.schemas.update(definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", note)
    api.get_openapi_schema(path_prefix="/api/")
    assert {name for name, shapes in met.items() if len(shapes) > 1} == set()


def test_no_operation_returns_a_pair():
    """The library reads a tuple of two as a status and a body: a list of two rows would be lost."""
    found = [
        operation.view_func.__qualname__
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
        if "tuple" in str(inspect.signature(operation.view_func).return_annotation)
    ]
    assert found == []


def test_no_figure_is_a_json_number_with_a_fraction(document):
    assert '"type": "number"' not in json.dumps(document)


def test_every_kind_of_problem_has_one_address_and_says_something():
    # Other tests in this process have made kinds of their own.
    family = [each for each in kinds().values() if each.__module__.startswith("headrace.")]
    assert len(family) > 50
    for each in family:
        assert re.fullmatch(r"[a-z_]+/[a-z0-9-]+", each.code())
        assert each.__doc__, each
        assert 400 <= each.status < 600


def test_the_interactive_page_takes_nothing_from_elsewhere(client, committed):
    page = client.get("/api/docs")
    assert page.status_code == 200
    taken = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())
    assert taken
    assert all(each.startswith("/static/") for each in taken)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page.content.decode()) == []


def test_every_operation_tells_how_it_refuses(document):
    problem = {"$ref": "#/components/schemas/Problem"}
    for where, method, told in operations(document):
        refused = told["responses"]["default"]["content"]
        assert refused == {"application/problem+json": {"schema": problem}}, f"{method} {where}"


def test_every_address_that_takes_an_id_says_so(document):
    spelled_otherwise = {"kid", "on", "seen_hash", "series", "uscc"}
    loose = {
        f"{where} {each['name']}"
        for where, _, told in operations(document)
        for each in told.get("parameters", [])
        if each["in"] == "path"
        and each["name"] not in spelled_otherwise
        and each["schema"].get("format") != "uuid"
    }
    assert loose == set()


def test_every_text_that_a_caller_sends_has_a_longest_length(document):
    shapes = document["components"]["schemas"]
    endless = set()
    for where, _, told in operations(document):
        body = told.get("requestBody", {}).get("content", {}).get("application/json")
        if body and "$ref" in body["schema"]:
            endless |= {f"{where} {each}" for each in _endless(body["schema"], shapes)}
    assert endless == set()


def _endless(shape: dict[str, Any], shapes: dict[str, Any], name: str = "") -> set[str]:
    """Return the names of texts in a shape that end nowhere: no length, form, pattern or choice."""
    if "$ref" in shape:
        shape = shapes[shape["$ref"].rpartition("/")[2]]
    found: set[str] = set()
    for each, inner in shape.get("properties", {}).items():
        found |= _endless(inner, shapes, each)
    parts = [*shape.get("anyOf", []), *shape.get("allOf", [])]
    if isinstance(shape.get("items"), dict):
        parts.append(shape["items"])
    for inner in parts:
        found |= _endless(inner, shapes, name)
    bounded = shape.keys() & {"maxLength", "format", "pattern", "enum", "const"}
    if shape.get("type") == "string" and not bounded:
        found.add(name)
    return found
