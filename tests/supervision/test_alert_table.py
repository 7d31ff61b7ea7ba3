"""The table of alerts, written out a second time as the supervisor reads it."""

from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import headrace
from headrace.supervision.rules import alerts
from headrace.supervision.rules.alerts import AlertRule, State

# Problem or kind: code, severity, level, days to decide, and the sentence in both languages.
BY_KIND = {
    "contracts.instalment.late": (
        ("late", "notice", "district", None),
        "An instalment is late",
        "有一期还款逾期",
    ),
    "contracts.loan.seriously_late": (
        ("seriously_late", "watch", "district", 5),
        "A loan is late by more than 30 days",
        "有借款逾期超过 30 天",
    ),
    "contracts.drawdown.returned_late": (
        ("returned_late", "grave", "district", 1),
        "A loan that is being repaid was sent back by the bank",
        "已开始还款的贷款被银行退汇",
    ),
    "custody.break.found": (
        ("break", "grave", "centre", 1),
        "The books and the custodian's statement differ",
        "账目与存管银行对账单不一致",
    ),
    "parties.duplicate.suspected": (
        ("duplicate", "watch", "district", 5),
        "A firm looks like one that is registered already",
        "有企业疑似重复注册",
    ),
    "custody.instruction.returned": (
        ("returned", "watch", "district", 2),
        "The custodian returned a payment",
        "存管银行退回一笔付款",
    ),
}
FINDING = (
    ("forged_finding", "grave", "district", 2),
    "A forged or foreign finding was refused",
    "一份伪造或冒用的核查结论已被拒绝",
)
PLEDGED = (
    ("pledged_twice", "grave", "district", 2),
    "The same thing was pledged twice, and refused",
    "同一标的重复质押，已拦截",
)
ALTERED = (
    ("altered", "grave", "centre", 1),
    "A payment or a bank message was altered, and refused",
    "付款指令或银行报文被改动，已拒绝",
)
BY_PROBLEM = {
    "market/rate-above-ceiling": (
        ("rate_refused", "watch", "district", None),
        "An offer above the ceiling was refused",
        "一份超过上限的报价已被拒绝",
    ),
    "contracts/signature-forged": (
        ("forged_signature", "grave", "district", 2),
        "A signature under an agreement does not verify",
        "合同上有一个签名验证不通过",
    ),
    "contracts/signature-of-another": (
        ("forged_signature", "grave", "district", 2),
        "Somebody signed with another organisation's key",
        "有人用其他单位的密钥签署",
    ),
    "contracts/fee-not-signed": (
        ("unsigned_fee", "watch", "district", None),
        "A fee that nobody signed was asked for and refused",
        "有人要求收取未经签署的费用，已拒绝",
    ),
    "contracts/payee-not-agreed": (
        ("payee_outside_purpose", "watch", "district", None),
        "Money was asked for a payee outside the agreed purpose, and refused",
        "有人要求向约定用途之外的收款人付款，已拒绝",
    ),
    "evidence/signature-invalid": FINDING,
    "evidence/issuer-mismatch": FINDING,
    "evidence/another-subject": FINDING,
    "evidence/another-request": FINDING,
    "evidence/header-refused": FINDING,
    "evidence/disclosure-refused": FINDING,
    "register/already-encumbered": PLEDGED,
    "register/held-by-another": PLEDGED,
    "custody/instruction-altered": ALTERED,
    "custody/message-altered": ALTERED,
}
MONEY_VERBS = (
    "parties.apply_for_role",
    "parties.declare_fund_source",
    "products.draft_product",
    "market.draft_demand",
    "market.publish_demand",
    "market.make_offer",
    "market.approve_offer",
    "market.withdraw_offer",
    "market.accept_offer",
    "market.decline_offer",
    "custody.open_book",
    "custody.approve_instruction",
    "custody.begin_sending",
    "custody.take_in",
    "custody.reconcile",
    "custody.identify_receipt",
    "custody.close_break",
    "contracts.sign_agreement",
    "contracts.give_up_agreement",
    "contracts.request_drawdown",
    "contracts.collect_fee",
)


def refused(problem="kit/not-admitted", verb="any.verb", *, by_operator=False):
    facts = {"problem": problem, "verb": verb}
    return alerts.rule_for("kit.refused", facts, by_operator=by_operator)


def figures(rule: AlertRule):
    return rule.code, rule.severity.value, rule.level.value, rule.decide_within_days


def titles(rule: AlertRule):
    said = []
    for language in ("en", "zh-hans"):
        with override(language):
            said.append(gettext(rule.title))
    return tuple(said)


class TestByKind:
    @pytest.mark.parametrize("kind", BY_KIND)
    def test_an_entry_is_what_the_table_says(self, kind):
        rule = alerts.rule_for(kind, {}, by_operator=False)
        expected, *said = BY_KIND[kind]
        assert figures(rule) == expected
        assert titles(rule) == tuple(said)

    @pytest.mark.parametrize("kind", BY_KIND)
    def test_an_entry_means_the_same_whoever_caused_it(self, kind):
        facts = {"problem": "contracts/signature-forged", "verb": "market.make_offer"}
        assert alerts.rule_for(kind, facts, by_operator=True) is alerts.rule_for(
            kind, {}, by_operator=False
        )

    def test_the_tasks_listen_to_exactly_these_and_to_refusals(self):
        assert set(alerts.kinds()) == {*BY_KIND, "kit.refused"}

    @pytest.mark.parametrize(
        "kind",
        ["", "contracts.instalment", "contracts.loan.repaid", "CONTRACTS.INSTALMENT.LATE"],
    )
    def test_any_other_entry_is_no_alert(self, kind):
        assert alerts.rule_for(kind, {}, by_operator=False) is None


class TestByProblem:
    @pytest.mark.parametrize("problem", BY_PROBLEM)
    def test_a_refusal_is_what_the_table_says(self, problem):
        rule = refused(problem)
        expected, *said = BY_PROBLEM[problem]
        assert figures(rule) == expected
        assert titles(rule) == tuple(said)

    @pytest.mark.parametrize(
        "problem",
        [
            "contracts/already-signed",
            "contracts/other-document-signed",
            "contracts/fee-above-signed",
            "market/stale-page",
            "kit/not-found",
            "",
        ],
    )
    def test_any_other_refusal_is_no_alert(self, problem):
        assert refused(problem) is None

    def test_a_refusal_without_a_problem_is_no_alert(self):
        assert alerts.rule_for("kit.refused", {}, by_operator=False) is None


class TestOperator:
    @pytest.mark.parametrize("verb", MONEY_VERBS)
    def test_who_tries_to_move_money_is_told_to_the_centre_within_a_day(self, verb):
        rule = refused(verb=verb, by_operator=True)
        assert figures(rule) == ("operator_tried", "grave", "centre", 1)
        assert titles(rule) == (
            "The operator tried what only a party may do, and was refused",
            "运营方试图办理只有当事方才能办理的事项，已拒绝",
        )

    def test_has_no_business_in_these_verbs_and_may_try_any_other(self):
        assert set(MONEY_VERBS) == alerts.MONEY_VERBS

    @pytest.mark.parametrize("verb", sorted(alerts.MONEY_VERBS))
    def test_is_watched_in_verbs_that_exist(self, verb):
        package, _, name = verb.partition(".")
        found = list(Path(headrace.__file__).parent.joinpath(package, "services").rglob("*.py"))
        found += [Path(headrace.__file__).parent.joinpath(package, "services.py")]
        assert any(f"\ndef {name}(" in each.read_text("utf-8") for each in found if each.exists())

    @pytest.mark.parametrize("verb", MONEY_VERBS)
    def test_is_told_apart_from_a_party_who_was_refused_the_same(self, verb):
        assert refused(verb=verb) is None

    @pytest.mark.parametrize("problem", BY_PROBLEM)
    def test_who_tries_it_with_a_forgery_is_told_as_the_operator(self, problem):
        rule = refused(problem, "contracts.sign_agreement", by_operator=True)
        assert rule.code == "operator_tried"

    @pytest.mark.parametrize("verb", ["supervision.order_freeze", "parties.add_person", ""])
    def test_who_was_refused_elsewhere_falls_under_the_problem(self, verb):
        assert refused(verb=verb, by_operator=True) is None
        rule = refused("contracts/signature-forged", verb, by_operator=True)
        assert rule.code == "forged_signature"


class TestTitles:
    @pytest.mark.parametrize(
        "code",
        sorted(
            {row[0][0] for row in (*BY_KIND.values(), *BY_PROBLEM.values())} | {"operator_tried"}
        ),
    )
    def test_every_code_has_a_sentence_in_both_languages(self, code):
        title = alerts.title_of(code)
        assert title != code
        with override("zh-hans"):
            assert gettext(title) != title

    def test_a_code_of_an_older_time_is_shown_as_it_is(self):
        assert alerts.title_of("long_gone") == "long_gone"


@pytest.mark.parametrize("state", list(State))
def test_an_alert_is_worked_on_until_it_is_closed(state):
    if state is State.CLOSED:
        with pytest.raises(alerts.AlertMoveRefused):
            alerts.check_open(state)
    else:
        alerts.check_open(state)
