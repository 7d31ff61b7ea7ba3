"""The addresses of papers: who gets them, and that they lead nowhere for a stranger."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from headrace.contracts import queries as contracts
from headrace.kit import clock
from headrace.parties import queries as parties
from tests.portals.lunxi import browser

pytestmark = pytest.mark.usefixtures("lunxi")


def of(login):
    """Return the newest drawn agreement that a person sees."""
    actor = parties.actor_of(parties.person_of_login(login), at=clock.now())
    return next(each for each in contracts.agreements_of(actor) if each.drawdown and each.loan_id)


def addresses(agreement):
    return [
        reverse("papers:agreement", args=[agreement.id]),
        reverse("papers:key_facts", args=[agreement.id]),
        reverse("papers:statement", args=[agreement.loan_id]),
    ]


@pytest.mark.parametrize("login", ["owner2", "supervisor", "auditor"])
def test_whoever_may_see_a_contract_gets_its_papers(login):
    for address in addresses(of("owner2")):
        answer = browser(login).get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
        assert of("owner2").payment_reference in answer["Content-Disposition"]
        assert PdfReader(io.BytesIO(answer.content)).pages


@pytest.mark.parametrize("login", ["owner7", "clerk.checker", "operator"])
def test_for_another_party_there_is_nothing(login):
    for address in addresses(of("owner2")):
        assert browser(login).get(address).status_code == 404


def test_a_stranger_is_led_to_the_log_in():
    for address in addresses(of("owner2")):
        answer = browser().get(address)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"?next={address}")


@pytest.mark.parametrize("name", ["agreement", "key_facts", "statement"])
def test_what_does_not_exist_is_not_found(name):
    assert browser("owner2").get(reverse(f"papers:{name}", args=[uuid4()])).status_code == 404


def test_the_pages_of_a_contract_lead_to_them():
    found = of("owner2")
    shown = browser("owner2").get(reverse("enterprise:agreement", args=[found.id]))
    for address in addresses(found):
        assert address in shown.content.decode()
    unsigned = browser("owner8").get("/owner/contract/", follow=True).content.decode()
    assert "/key-facts.pdf" in unsigned
    assert "statement.pdf" not in unsigned


def test_and_in_chinese_by_chinese_names():
    found = of("owner2")
    page = browser("owner2", "zh-hans").get(reverse("enterprise:agreement", args=[found.id]))
    assert "贷款要点（PDF）" in page.content.decode()
