"""Whatever a caller sends to whatever address: an answer, or a refusal by name; never a fault."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from headrace.kit.ids import new_id
from tests.api.addresses import Address, addresses, plausible
from tests.api.caller import Caller, refusal
from tests.api.world import World

FAULT = 500
HOSTILE_WORDS = ["%00", "%FF", "x" * 3000, "' or 1=1 --", "..%2f..", "{}", "-1", "９"]


def call(caller: Caller, address: Address, path: str, body: Any = None) -> HttpResponse:
    """Send to an address what its method needs besides the body."""
    send = getattr(caller.browser, address.method)
    headers = caller.headers | {"Idempotency-Key": str(new_id())}
    if address.method == "get":
        return send(path, headers=headers)
    return send(path, {} if body is None else body, "application/json", headers=headers)


def misbehaved(answer: HttpResponse) -> str:
    """Say what is wrong with an answer; an empty text if nothing is."""
    if answer.status_code >= FAULT:
        return f"a fault: {answer.content[:200].decode()}"
    if answer.status_code < 400:
        return ""
    if answer.headers["Content-Type"] != "application/problem+json":
        return f"no problem document but {answer.headers['Content-Type']}"
    problem = answer.json()
    told = [problem["translations"][each]["detail"] for each in ("en", "zh-hans")]
    return "" if all(told) and told[0] != told[1] else f"one language only: {problem['type']}"


@pytest.fixture
def callers(world: World) -> dict[str, Caller]:
    """A firm that has no rows, and an officer who may decide much."""
    return {"firm": world.firm().maker, "officer": world.officer}


def test_nobody_gets_anything_without_signing_in(committed):
    nobody = Caller.nobody()
    for address in addresses():
        body = address.body(plausible) if address.takes_json else None
        refusal(call(nobody, address, address.at(), body), 401, "api/sign-in-needed")


@pytest.mark.parametrize("who", ["firm", "officer"])
def test_a_body_of_the_right_form_about_what_nobody_has_is_answered_in_order(callers, who):
    # A password that was really set, or a registration, is an answer too: anything but a fault.
    found = {}
    for address in addresses():
        body = address.body(plausible) if address.takes_json else None
        found[str(address)] = misbehaved(call(callers[who], address, address.at(), body))
    assert {address: fault for address, fault in found.items() if fault} == {}


@pytest.mark.parametrize(
    "value",
    ["a\x00b", "", "٣", 10**30, -1, True, None, [], {"a": {"b": []}}, "9999-99-99"],
    ids=["nul", "empty", "arabic", "huge", "below", "true", "null", "list", "nested", "day"],
)
def test_a_body_with_one_value_everywhere_is_never_a_fault(callers, value):
    found = {}
    for address in addresses(takes_json=True):
        body = json.dumps(address.body(lambda _shape: value))
        found[str(address)] = misbehaved(call(callers["officer"], address, address.at(), body))
    assert {address: fault for address, fault in found.items() if fault} == {}


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "0", "[[]]"])
def test_a_body_of_another_shape_is_refused_with_its_field(callers, body):
    taken = {}
    for address in addresses(takes_json=True):
        answer = call(callers["firm"], address, address.at(), body)
        if misbehaved(answer) or (answer.status_code < 400 and address.path != "/api/events"):
            taken[str(address)] = answer.content[:200]
    assert taken == {}


@pytest.mark.parametrize("word", HOSTILE_WORDS)
def test_a_strange_word_in_path_or_query_is_never_a_fault(callers, word):
    found = {}
    for address in addresses():
        if address.method != "get":
            continue
        asked = "&".join(f"{name}={word}" for name in address.named("query"))
        for path in {address.at(word), f"{address.at()}?{asked}"}:
            found[path] = misbehaved(call(callers["officer"], address, path))
    assert {path: fault for path, fault in found.items() if fault} == {}


@pytest.mark.parametrize("key", ["", "1", "not-a-key", "\u0663"])
def test_a_key_that_is_none_is_refused_before_anything_is_done(callers, key):
    for address in addresses():
        if address.needs_key:
            body = address.body(plausible) if address.takes_json else None
            answer = callers["firm"].send(
                address.at().removeprefix("/api"), body, **{"Idempotency-Key": key}
            )
            assert misbehaved(answer) == "", address
            assert answer.status_code == 422, address


def test_every_address_names_the_methods_it_answers(callers):
    by_path: dict[str, set[str]] = {}
    for address in addresses():
        by_path.setdefault(address.path, set()).add(address.method.upper())
    for address in addresses():
        answer = callers["firm"].browser.patch(address.at())
        problem = refusal(answer, 405, "api/method-unknown")
        assert set(problem["allowed"].split(", ")) == by_path[address.path]


def test_an_id_is_an_id_however_it_is_spelled(world: World):
    # Given a demand, asked for by its id in capitals and without hyphens
    firm = world.firm()
    demand = world.drafted(firm)

    # When it is asked for by the one spelling of the document, then it is there; by others, not
    assert firm.maker.get(f"/demands/{demand}")["id"] == demand
    for spelled in (demand.upper(), UUID(demand).hex, f"{{{demand}}}"):
        refusal(firm.maker.ask(f"/demands/{spelled}"), 404, "kit/not-found")
