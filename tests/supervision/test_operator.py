"""M-ACT-5: the operator runs the centre; it lends and holds nothing, and each attempt is told."""

import ast
import importlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import headrace
from headrace.contracts import queries as contracts
from headrace.contracts import services as contract_verbs
from headrace.custody import queries as custody_reads
from headrace.custody import services as custody
from headrace.kit import delivery
from headrace.kit.errors import CentreError
from headrace.kit.ids import new_id
from headrace.market import services as market
from headrace.parties import services as parties
from headrace.products import services as products
from headrace.supervision import queries
from headrace.supervision.rules.alerts import MONEY_VERBS
from tests.contracts_domain.town import LENT, yuan


def attempts(town, agreement_id, instruction_id):
    """Every verb that moves money or promises any, with what would do if a party asked it."""
    return {
        **of_lending(),
        **of_the_market(town, contracts.agreement(agreement_id, town.maker_of(town.firm))),
        **of_custody(town, instruction_id),
        **of_contracts({"agreement_id": agreement_id}),
    }


def of_lending():
    source = {"origin": "own_funds", "cap": LENT, "evidence_hash": bytes(32)}
    product = {
        "model": "bank_loan",
        "name_en": "Operator's loan",
        "name_zh": "运营方贷款",
        "amount_min": yuan(1),
        "amount_max": LENT,
        "term_min": 1,
        "term_max": 12,
        "rate_yearly": Decimal("0.05"),
        "plan_kind": "bullet",
        "grade_floor": "D",
    }
    return {
        "parties.apply_for_role": (parties.apply_for_role, {"kind": "bank", "licence": "L"}),
        "parties.declare_fund_source": (parties.declare_fund_source, source),
        "products.draft_product": (products.draft_product, product),
    }


def of_the_market(town, agreement):
    offer, demand = {"offer_id": agreement.offer_id}, {"demand_id": agreement.demand_id}
    wish = {
        "amount": LENT,
        "term_months": 12,
        "purpose_code": "materials",
        "purpose_text": "Lamp glass",
        "innovation": False,
        "repayment_source": "Sales",
    }
    terms = {
        "product_id": new_id(),
        "amount": LENT,
        "rate_yearly": Decimal("0.05"),
        "term_months": 12,
        "plan_kind": "bullet",
        "expires_at": town.at + timedelta(days=3),
        "seen_hash": "00",
    }
    return {
        "market.draft_demand": (market.draft_demand, wish),
        "market.publish_demand": (market.publish_demand, demand),
        "market.make_offer": (market.make_offer, {**demand, **terms}),
        "market.approve_offer": (market.approve_offer, offer),
        "market.withdraw_offer": (market.withdraw_offer, offer),
        "market.accept_offer": (market.accept_offer, offer),
        "market.decline_offer": (market.decline_offer, offer),
    }


def of_custody(town, instruction_id):
    payment, book = {"instruction_id": instruction_id}, {"book_id": town.book}
    place = {
        "custodian_id": town.custodian.id,
        "region": "330000",
        "currency": "CNY",
        "account_number": "1",
        "account_name": "The operator's own",
    }
    receipt = {"entry_ref": "x", "party_id": town.firm.id, "note": "ours"}
    closing = {"break_id": new_id(), "note": "ours"}
    return {
        "custody.open_book": (custody.open_book, place),
        "custody.approve_instruction": (custody.approve_instruction, payment),
        "custody.begin_sending": (custody.send_instruction, payment),
        "custody.take_in": (custody.receive_message, {**book, "xml": b"<x/>"}),
        "custody.reconcile": (custody.reconcile, {**book, "on": town.at.date()}),
        "custody.identify_receipt": (custody.identify_receipt, {**book, **receipt}),
        "custody.close_break": (custody.close_break, closing),
    }


def of_contracts(agreement):
    payee = {"payee_name": "The centre", "payee_account": "1"}
    fee = {"code": "guarantee", "amount": yuan(1)}
    return {
        "contracts.sign_agreement": (
            contract_verbs.sign_agreement,
            {**agreement, "signature": "a.b.c"},
        ),
        "contracts.give_up_agreement": (
            contract_verbs.give_up_agreement,
            {**agreement, "reason": "ours"},
        ),
        "contracts.request_drawdown": (contract_verbs.request_drawdown, {**agreement, **payee}),
        "contracts.collect_fee": (contract_verbs.collect_fee, {**agreement, **fee}),
    }


_WITHOUT_KEY = {"custody.begin_sending", "custody.take_in", "custody.reconcile"}


class TestTheOperator:
    def test_can_do_nothing_with_money_and_every_attempt_is_told(self, town):
        # Given a payment that waits for its keys, and a person of the operator with both duties
        town.fund_source(town.bank, LENT)
        agreement_id = town.effective()
        instruction_id = town.request_drawdown(agreement_id)
        operator = replace(town.people_of_centre()[0], roles=frozenset({"operator"}))
        assert operator.duties == {"maker", "checker"}
        before = custody_reads.balances_of(town.bank.id), custody_reads.balances_of(town.firm.id)

        # When the operator tries every verb that moves money, each one is refused
        tried = attempts(town, agreement_id, instruction_id)
        for name, (verb, arguments) in tried.items():
            once = {} if name in _WITHOUT_KEY else {"key": new_id()}
            with pytest.raises(CentreError):
                verb(by=operator, at=town.at, **once, **arguments)

        # Then nothing moved, and the supervisor of the country has an alert for each of them
        delivery.deliver_all()
        after = custody_reads.balances_of(town.bank.id), custody_reads.balances_of(town.firm.id)
        assert after == before
        assert custody_reads.balances_of(operator.organisation_id) == ()
        told = [
            each.facts["verb"]
            for each in queries.alerts(town.maker_of(town.ministry))
            if each.code == "operator_tried"
        ]
        assert sorted(told) == sorted(tried)

    def test_has_no_verb_of_money_that_the_table_of_alerts_forgot(self, town):
        tried = attempts(town, town.draw_up(town.terms()), new_id())
        assert set(tried) == MONEY_VERBS


def test_every_verb_of_the_table_exists():
    for name in MONEY_VERBS:
        package, verb = name.split(".")
        importlib.import_module(f"headrace.{package}.services")
        folder = Path(headrace.__file__).parent / package
        files = [*folder.glob("services.py"), *folder.glob("services/*.py")]
        defined = {
            node.name
            for file in files
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }
        assert verb in defined
