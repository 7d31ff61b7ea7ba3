"""Which entry of the journal raises which alert: one table, read by people and by the tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from headrace.kit.errors import N_, Refused

DAYS_LATE_SERIOUS = 30


class Severity(StrEnum):
    """How much an alert asks of its reader."""

    NOTICE = "notice"
    WATCH = "watch"
    GRAVE = "grave"


class Level(StrEnum):
    """Whose it is: the district of the party concerned, or the centre."""

    DISTRICT = "district"
    CENTRE = "centre"


class State(StrEnum):
    """Where an alert stands."""

    NEW = "new"
    SEEN = "seen"
    ACTING = "acting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class AlertRule:
    """
    What an entry means to the supervisor.

    :param decide_within_days: None for news that asks for no decision
    """

    code: str
    severity: Severity
    level: Level
    title: str
    decide_within_days: int | None = None


_BY_KIND: Mapping[str, AlertRule] = {
    "contracts.instalment.late": AlertRule(
        "late", Severity.NOTICE, Level.DISTRICT, N_("An instalment is late")
    ),
    "contracts.loan.seriously_late": AlertRule(
        "seriously_late",
        Severity.WATCH,
        Level.DISTRICT,
        N_("A loan is late by more than 30 days"),
        decide_within_days=5,
    ),
    "contracts.drawdown.returned_late": AlertRule(
        "returned_late",
        Severity.GRAVE,
        Level.DISTRICT,
        N_("A loan that is being repaid was sent back by the bank"),
        decide_within_days=1,
    ),
    "custody.break.found": AlertRule(
        "break",
        Severity.GRAVE,
        Level.CENTRE,
        N_("The books and the custodian's statement differ"),
        decide_within_days=1,
    ),
    "parties.duplicate.suspected": AlertRule(
        "duplicate",
        Severity.WATCH,
        Level.DISTRICT,
        N_("A firm looks like one that is registered already"),
        decide_within_days=5,
    ),
    "custody.instruction.returned": AlertRule(
        "returned",
        Severity.WATCH,
        Level.DISTRICT,
        N_("The custodian returned a payment"),
        decide_within_days=2,
    ),
}

_OF_CONTRACTS: Mapping[str, AlertRule] = {
    "market/rate-above-ceiling": AlertRule(
        "rate_refused",
        Severity.WATCH,
        Level.DISTRICT,
        N_("An offer above the ceiling was refused"),
    ),
    "contracts/signature-forged": AlertRule(
        "forged_signature",
        Severity.GRAVE,
        Level.DISTRICT,
        N_("A signature under an agreement does not verify"),
        decide_within_days=2,
    ),
    "contracts/signature-of-another": AlertRule(
        "forged_signature",
        Severity.GRAVE,
        Level.DISTRICT,
        N_("Somebody signed with another organisation's key"),
        decide_within_days=2,
    ),
    "contracts/fee-not-signed": AlertRule(
        "unsigned_fee",
        Severity.WATCH,
        Level.DISTRICT,
        N_("A fee that nobody signed was asked for and refused"),
    ),
    "contracts/payee-not-agreed": AlertRule(
        "payee_outside_purpose",
        Severity.WATCH,
        Level.DISTRICT,
        N_("Money was asked for a payee outside the agreed purpose, and refused"),
    ),
}

_FORGED_FINDING = AlertRule(
    "forged_finding",
    Severity.GRAVE,
    Level.DISTRICT,
    N_("A forged or foreign finding was refused"),
    decide_within_days=2,
)
_PLEDGED_TWICE = AlertRule(
    "pledged_twice",
    Severity.GRAVE,
    Level.DISTRICT,
    N_("The same thing was pledged twice, and refused"),
    decide_within_days=2,
)
_ALTERED = AlertRule(
    "altered",
    Severity.GRAVE,
    Level.CENTRE,
    N_("A payment or a bank message was altered, and refused"),
    decide_within_days=1,
)
_OPERATOR_TRIED = AlertRule(
    "operator_tried",
    Severity.GRAVE,
    Level.CENTRE,
    N_("The operator tried what only a party may do, and was refused"),
    decide_within_days=1,
)

_BY_PROBLEM: Mapping[str, AlertRule] = {
    **_OF_CONTRACTS,
    "evidence/signature-invalid": _FORGED_FINDING,
    "evidence/issuer-mismatch": _FORGED_FINDING,
    "evidence/another-subject": _FORGED_FINDING,
    "evidence/another-request": _FORGED_FINDING,
    "evidence/header-refused": _FORGED_FINDING,
    "evidence/disclosure-refused": _FORGED_FINDING,
    "register/already-encumbered": _PLEDGED_TWICE,
    "register/held-by-another": _PLEDGED_TWICE,
    "custody/instruction-altered": _ALTERED,
    "custody/message-altered": _ALTERED,
}

# Verbs by which money or a promise of it moves: the operator has no business in any of them.
MONEY_VERBS = frozenset(
    {
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
    }
)


class AlertMoveRefused(Refused):
    """The alert is closed; nothing follows from there."""

    message = N_("This alert is closed.")
    remedy = N_("Open a case if something new has come up.")

    def __init__(self) -> None:
        super().__init__(field="alert_id")


def kinds() -> tuple[str, ...]:
    """Return the kinds of entries that can raise an alert."""
    return (*_BY_KIND, "kit.refused")


def rule_for(kind: str, facts: Mapping[str, Any], *, by_operator: bool) -> AlertRule | None:
    """Return the rule that an entry falls under, or None if it is no alert."""
    if kind != "kit.refused":
        return _BY_KIND.get(kind)
    if by_operator and facts.get("verb") in MONEY_VERBS:
        return _OPERATOR_TRIED
    return _BY_PROBLEM.get(str(facts.get("problem")))


def title_of(code: str) -> str:
    """Return the English sentence of an alert's code; translated by whoever shows it."""
    return _TITLES.get(code, code)


def check_open(state: State) -> None:
    """
    Let an act on an alert pass while it is open.

    :raises AlertMoveRefused: it is closed
    """
    if state is State.CLOSED:
        raise AlertMoveRefused


_TITLES = {
    rule.code: rule.title for rule in (*_BY_PROBLEM.values(), *_BY_KIND.values(), _OPERATOR_TRIED)
}
