"""A stranger finds nothing of others under any address that takes an id (document of the API)."""

import re
from typing import Any

import pytest

from headrace.api.app import api
from headrace.kit import delivery
from tests.api.caller import Caller, refusal
from tests.api.town import Town

PUBLIC = {
    "/api/organisations/{organisation_id}",
    "/api/organisations/{organisation_id}/roles",
    "/api/organisations/by-credit-code/{uscc}",
    "/api/signing-keys/{kid}",
    "/api/rules/series/{series}",
}
"""What everybody who is signed in may look up: the register, public keys, published figures."""


def addresses() -> list[tuple[str, str]]:
    """Every address that is read by an id, with the name of the id."""
    found = []
    for path, operations in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        names = re.findall(r"{(\w+)}", path)
        if "get" in operations and names and path not in PUBLIC:
            found.append((path, names[0]))
    return found


@pytest.fixture
def rows(town: Town) -> dict[str, tuple[Caller, str]]:
    """One row of every kind, with somebody who may see it."""
    lender, borrower = town.lender, town.borrower
    town.pay_in(lender, "1000000.00")
    consent = town.show_invoices(borrower, months=1)
    demand = town.graded()
    above = town.offer_for(demand, rate_yearly="0.36")
    refusal(lender.maker.send("/offers", above), 409, "market/rate-above-ceiling")
    offer = town.firm_offer(demand)
    agreement = town.chosen(offer)
    for party in (borrower, lender):
        town.sign(agreement, party)
    instruction = town.drawn(agreement)
    delivery.deliver_all()
    expert = town.experts[0]
    return {
        "consent_id": (borrower.maker, consent),
        "demand_id": (borrower.maker, demand),
        "seen_hash": (lender.maker, above["seen_hash"]),
        "offer_id": (borrower.maker, offer),
        "agreement_id": (lender.maker, agreement),
        "loan_id": (lender.maker, borrower.maker.get("/loans")[0]["id"]),
        "instruction_id": (lender.maker, instruction),
        "request_id": (expert.maker, expert.maker.get("/requests")[0]["id"]),
        "fund_source_id": (lender.maker, lender.maker.get("/fund-sources")[0]["id"]),
        "person_id": (lender.maker, lender.maker.get("/people/me")["person_id"]),
        "product_id": (lender.maker, lender.maker.made("/products", _draft(town))),
        "alert_id": (town.officer, town.officer.get("/supervision/alerts")[0]["id"]),
    }


def _draft(town: Town) -> dict[str, Any]:
    seen = town.lender.maker.get("/products/own")[0]
    return {
        **{name: seen[name] for name in ("model", "name_en", "name_zh", "plan_kind")},
        **{name: seen[name] for name in ("amount_min", "amount_max", "term_min", "term_max")},
        "rate_yearly": seen["rate_yearly"],
        "grade_floor": seen["grade_floor"],
    }


def test_a_stranger_finds_nothing_where_its_owner_finds_a_row(town: Town, rows):
    # Given strangers of every kind that could be curious
    strangers = {
        "firm": town.firm("梁山灯具有限公司").maker,
        "bank": town.bank("和塘村镇银行").maker,
        "provider": town.provider("rating").maker,
    }
    # When they ask for every row of the others, then it is as if it were not there
    seen, hidden = {}, {}
    for path, name in addresses():
        owner, value = rows[name]
        address = path.removeprefix("/api").replace("{" + name + "}", value)
        seen[path] = owner.ask(address).status_code
        for kind, stranger in strangers.items():
            hidden[path, kind] = stranger.ask(address).status_code
    assert {path for path, status in seen.items() if status != 200} == set()
    assert {where: status for where, status in hidden.items() if status != 404} == {}
    assert len(seen) >= 18


def test_a_stranger_moves_nothing_of_others(town: Town, rows):
    """Every verb by id is refused to a stranger, as not found or as not his to do."""
    stranger = town.firm("梁山灯具有限公司").checker
    moved = {}
    for path, operations in api.get_openapi_schema(path_prefix="/api/")["paths"].items():
        names = re.findall(r"{(\w+)}", path)
        if "post" in operations and names and names[0] in rows:
            value = rows[names[0]][1]
            address = path.removeprefix("/api").replace("{" + names[0] + "}", value)
            status = stranger.send(address, EVERYTHING).status_code
            if status not in (403, 404):
                moved[path] = status
    assert moved == {}


EVERYTHING = {
    "reason": "sector",
    "text": "because it can be tried",
    "note": "because it can be tried",
    "token": "a.b.c~",
    "signature": "a.b.c",
    "payee_name": "别人有限公司",
    "payee_account": "6217000033334444",
    "code": "gift",
    "amount": {"amount": "1.00", "currency": "CNY"},
    "claims": {},
    "method": "guess",
    "confidence": 1,
    "provider_id": "00000000-0000-7000-8000-000000000001",
}
"""A body that fits every verb."""
