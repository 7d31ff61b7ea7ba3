from datetime import date
from hashlib import sha256
from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError

from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.subjects import Subject
from headrace.parties import models, queries, services
from headrace.parties.rules import funds
from headrace.rulebook import queries as rulebook

from .conftest import SET_UP, yuan
from .journal import facts_of, kinds_about

EVIDENCE = sha256(b"audited accounts").digest()
ALLOWED = {
    ("declared", "review"): "reviewed",
    ("declared", "admit"): "admitted",
    ("reviewed", "admit"): "admitted",
    ("declared", "refuse"): "refused",
    ("reviewed", "refuse"): "refused",
    ("admitted", "expire"): "expired",
}


@pytest.mark.parametrize(
    ("state", "event"),
    list(
        product(
            ["declared", "reviewed", "admitted", "refused", "expired"],
            ["review", "admit", "refuse", "expire"],
        )
    ),
)
def test_a_source_moves_only_as_the_table_says(state, event):
    if (state, event) in ALLOWED:
        assert funds.after(state, event) == ALLOWED[state, event]
    else:
        with pytest.raises(funds.SourceMoveRefused):
            funds.after(state, event)


def declare(town, bank, origin="deposits", cap="5000000", evidence=EVIDENCE):
    return town.do(
        services.declare_fund_source, bank, origin=origin, cap=yuan(cap), evidence_hash=evidence
    )


@pytest.fixture
def bank(town):
    return town.member("bank", kind="institution", industry="finance")


class TestDeclaration:
    def test_is_not_yet_money_to_lend(self, town, bank):
        source = declare(town, bank)

        assert queries.fund_source(source, bank).state == "declared"
        assert (
            queries.fund_source_admitted(bank.organisation_id, amount=yuan(1), at=town.at) is None
        )
        assert facts_of(bank.organisation_id, "parties.fund_source.declared") == [
            {
                "origin": "deposits",
                "cap_minor": 500_000_000,
                "currency": "CNY",
                "evidence_hash": EVIDENCE.hex(),
            }
        ]

    def test_is_for_those_who_lend_and_never_for_the_operator(self, town, bank):
        firm = town.member("enterprise")
        operator = queries.actor_of(queries.person_of_login("operator"), at=town.at)
        for who in (firm, operator):
            with pytest.raises(funds.LendsNothing):
                declare(town, who, origin="own_funds")
        assert declare(town, bank)

    def test_cites_the_rule_that_let_it_pass(self, town, bank):
        source = declare(town, bank)

        (decision,) = rulebook.decisions(Subject("fund_source", source))
        assert (decision.key, decision.verdict) == ("fund_source.origin", "allowed")
        assert decision.inputs["origin"] == "deposits"

    @pytest.mark.parametrize(
        "origin", ["settlement_float", "client_money", "online_lending", "borrowed_for_onlending"]
    )
    def test_of_other_peoples_money_is_refused_citing_the_rule(self, town, bank, origin):
        with pytest.raises(services.OriginRefused) as refusal:
            declare(town, bank, origin)

        assert refusal.value.facts["pack"] == "CN-CURRENT"
        assert "is no source of funds" in refusal.value.facts["rule_en"]
        assert refusal.value.facts["rule_zh"].startswith("客户资金")

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            ({"origin": "treasure"}, services.OriginUnknown),
            ({"cap": 0}, services.CapNotPositive),
            ({"evidence": b""}, services.EvidenceMissing),
        ],
    )
    def test_with_a_fault_is_refused_by_name(self, town, bank, fault, error):
        with pytest.raises(error):
            declare(town, bank, **fault)


class TestDecision:
    def test_admits_up_to_the_cap_until_the_last_day(self, town, bank):
        source = declare(town, bank)
        town.do(
            services.admit_fund_source,
            town.central,
            fund_source_id=source,
            expires_date=date(2027, 1, 1),
        )
        firm, later = bank.organisation_id, town.at.replace(year=2027, month=1, day=1)

        def covers(amount, at):
            return queries.fund_source_admitted(firm, amount=yuan(amount), at=at)

        assert covers("5000000", town.at) == source
        assert covers("5000000.01", town.at) is None
        assert covers("1", later) is None
        assert kinds_about(firm)[-1] == "parties.fund_source.admitted"

    def test_takes_the_smallest_source_that_covers_the_amount(self, town, bank):
        large, small = declare(town, bank, cap=900), declare(town, bank, cap=100)
        for each in (large, small):
            town.do(services.admit_fund_source, town.central, fund_source_id=each)

        def covers(amount):
            return queries.fund_source_admitted(
                bank.organisation_id, amount=yuan(amount), at=town.at
            )

        assert (covers(100), covers(101)) == (small, large)

    def test_refuses_with_a_reason_the_investor_reads(self, town, bank):
        source = declare(town, bank)

        town.do(services.refuse_fund_source, town.central, fund_source_id=source, reason="证据不足")

        shown = queries.fund_source(source, bank)
        assert (shown.state, shown.reason) == ("refused", "证据不足")
        with pytest.raises(services.SourceMoveRefused):
            town.do(services.admit_fund_source, town.central, fund_source_id=source)

    def test_is_for_the_office_of_the_district(self, town, bank):
        source = declare(town, bank)

        with pytest.raises(services.NotYourDistrict):
            town.do(services.admit_fund_source, town.office("440300"), fund_source_id=source)
        with pytest.raises(NotAdmitted):
            town.do(services.admit_fund_source, bank, fund_source_id=source)
        town.do(services.admit_fund_source, town.office("330200"), fund_source_id=source)

    def test_of_a_government_on_its_own_funds_is_for_another(self, town):
        source = declare(town, town.central, "public_funds")

        with pytest.raises(services.OwnCase):
            town.do(services.admit_fund_source, town.central, fund_source_id=source)

    def test_of_nothing_is_not_found(self, town):
        with pytest.raises(NotFound):
            town.do(services.admit_fund_source, town.central, fund_source_id=uuid4())


class TestVisibility:
    def test_an_investor_sees_its_own_an_office_its_district(self, town, bank):
        source = declare(town, bank)
        rival = town.member("bank", kind="institution", industry="finance")
        elsewhere = town.office("440300")

        assert [each.id for each in queries.fund_sources(town.central, state="declared")] == [
            source
        ]
        assert queries.fund_sources(rival) == queries.fund_sources(elsewhere) == ()
        for stranger in (rival, elsewhere, SET_UP):
            with pytest.raises(NotFound):
                queries.fund_source(source, stranger)

    @pytest.mark.parametrize("sources", [1, 5])
    def test_the_list_is_one_query(self, town, bank, django_assert_num_queries, sources):
        for _ in range(sources):
            declare(town, bank)
        central = town.central

        with django_assert_num_queries(1):
            assert len(queries.fund_sources(central)) == sources


@pytest.mark.parametrize(
    "change",
    [
        {"cap_minor": 0},
        {"state": "found"},
        {"state": "admitted"},
        {"decided_by_organisation": uuid4()},
    ],
)
def test_the_database_refuses_what_no_service_would_write(town, bank, change):
    source = declare(town, bank)

    with pytest.raises(IntegrityError):
        models.FundSource.objects.filter(pk=source).update(**change)
