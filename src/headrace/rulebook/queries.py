"""Reads of the rulebook: which rule, which value, on which date, from which source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from tenor.money import Money

from headrace.kit.subjects import Subject
from headrace.rulebook import models, rules
from headrace.rulebook.rules import RequiredRequest as RequiredRequest
from headrace.rulebook.rules import RuleNotFound as RuleNotFound

_METHOD_TEXTS = {
    "effective_yearly": ("effective yearly cost, every fee counted", "年化综合成本（含全部费用）"),
}


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """A rule in force; `status` S is read in a public source, M is still to be confirmed."""

    rule_id: UUID
    pack: str
    version: int
    key: str
    scope: Mapping[str, str]
    value: Any
    valid_from: date
    valid_to: date | None
    source: str
    status: str
    severity: str
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of rules that waits for the second person."""

    rule: RuleAnswer
    proposed_by: UUID
    proposed_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A published figure, in force since `on`; a rate is a fraction a year."""

    series: str
    on: date
    value: Decimal
    source: str
    status: str


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack; the one in force stands on every page beside the date."""

    name: str
    version: int
    title_en: str
    title_zh: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest yearly cost that a lender of a type may ask for, and why."""

    rate: Decimal
    method: str
    rule: RuleAnswer
    explanation_en: str
    explanation_zh: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a rule said of a subject, with what it was told."""

    id: UUID
    rule_id: UUID
    pack: str
    pack_version: int
    key: str
    inputs: Mapping[str, Any]
    verdict: str
    decided_at: datetime


def look_up(
    key: str, *, on: date, scope: Mapping[str, str] | None = None, pack: str | None = None
) -> RuleAnswer:
    """
    Return the rule that answers `key` on a day; the most specific scope goes before.

    :param pack: look in this pack only, as for a contract that keeps the pack it was signed under
    :raises RuleNotFound: no rule of that key and scope was in force
    """
    rows = _in_force(on).filter(key=key)
    if pack is not None:
        rows = rows.filter(pack__name=pack)
    found = rules.most_specific(rows, scope or {})
    if found is None:
        raise RuleNotFound(key=key, on=on, scope=scope)
    return _answer(found)


def open_rules(on: date) -> tuple[RuleAnswer, ...]:
    """Return every rule in force on a day, by pack and key, in one query."""
    rows = _in_force(on).order_by("pack__name", "key", "scope_key")
    return tuple(_answer(each) for each in rows)


def proposals() -> tuple[Proposal, ...]:
    """Return the changes that wait for a second person, oldest first."""
    rows = models.Rule.objects.filter(state=models.State.PROPOSED, proposed_by__isnull=False)
    return tuple(
        Proposal(_answer(each), each.proposed_by, each.created_at, each.reason)
        for each in rows.select_related("pack").order_by("id")
        if each.proposed_by is not None
    )


def scopes_of(key: str, *, on: date) -> tuple[Mapping[str, str], ...]:
    """Return every scope for which `key` has a rule on a day: the choices of a form."""
    rows = _in_force(on).filter(key=key).order_by("scope_key")
    return tuple(each.scope for each in rows)


def series_value(series: str, *, on: date) -> SeriesPoint:
    """
    Return the figure in force on a day: the last one published on or before it.

    :raises RuleNotFound: the series begins later
    """
    row = _points(series).filter(on__lte=on).order_by("-on").first()
    if row is None:
        raise RuleNotFound(key=series, on=on)
    return _point(row)


def series_points(series: str) -> tuple[SeriesPoint, ...]:
    """Return all figures of a series, oldest first."""
    return tuple(_point(each) for each in _points(series).order_by("on"))


def pack_in_force(on: date) -> PackView:
    """
    Return the pack that governs the market on a day.

    :raises RuleNotFound: no pack of the deployment covers that day
    """
    rows = models.Pack.objects.filter(_holds(on), regime=True).order_by("-valid_from")
    row = rows.first()
    if row is None:
        raise RuleNotFound(key="pack", on=on)
    return _pack(row)


def packs() -> tuple[PackView, ...]:
    """Return every pack, by name."""
    return tuple(_pack(each) for each in models.Pack.objects.order_by("name"))


def cost_ceiling(*, lender_type: str, on: date) -> Ceiling:
    """
    Return the ceiling on the yearly cost of a contract made on a day, for a type of lender.

    Private lenders (`legal_person`, `natural_person`) stand under CN-USURY; licensed ones
    (`bank`, `small_loan`, `leasing`) under the centre's own rule of admission in CN-CURRENT,
    because the court's rule does not bind them. `rate` is a fraction, 0.12 is 12 %.
    :raises RuleNotFound: no ceiling for this type on this day; then nothing may be offered
    """
    rule = look_up("market.ceiling", on=on, scope={"lender_type": lender_type})
    name = rule.value.get("series")
    point = series_value(name, on=on) if name else None
    rate = rules.ceiling_rate(rule.value, point.value if point else None)
    sum_shown = f"{rule.value['times']} × {_percent(point.value)} = " if point else ""
    method_en, method_zh = _METHOD_TEXTS[rule.value["method"]]
    shown = f"{sum_shown}{_percent(rate)}"
    return Ceiling(
        rate=rate,
        method=rule.value["method"],
        rule=rule,
        explanation_en=f"{rule.text_en} On {on}: {shown} ({method_en}). {rule.source}.",
        explanation_zh=f"{rule.text_zh}{on}：{shown}（{method_zh}）。依据：{rule.source}。",
    )


def service_requests_required(
    *, amount: Money, model: str, innovation: bool, on: date
) -> tuple[RequiredRequest, ...]:
    """Return the findings to ask for when a request of this amount and model is published."""
    table = look_up("requests.required", on=on).value
    return rules.requests_required(
        table, amount_minor=amount.minor, model=model, innovation=innovation
    )


def decisions(subject: Subject) -> tuple[DecisionView, ...]:
    """Return what rules said of a subject, oldest first."""
    rows = models.RuleDecision.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return tuple(
        DecisionView(
            id=each.id,
            rule_id=each.rule_id,
            pack=each.pack,
            pack_version=each.pack_version,
            key=each.key,
            inputs=each.inputs,
            verdict=each.verdict,
            decided_at=each.created_at,
        )
        for each in rows.order_by("id")
    )


def _holds(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def _in_force(on: date) -> QuerySet[models.Rule]:
    rows = models.Rule.objects.filter(_holds(on), state=models.State.IN_FORCE)
    return rows.select_related("pack")


def _points(series: str) -> QuerySet[models.SeriesPoint]:
    return models.SeriesPoint.objects.filter(series=series, state=models.State.IN_FORCE)


def _answer(row: models.Rule) -> RuleAnswer:
    return RuleAnswer(
        rule_id=row.id,
        pack=row.pack.name,
        version=row.pack_version,
        key=row.key,
        scope=row.scope,
        value=row.value,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        status=row.status,
        severity=row.severity,
        text_en=row.text_en,
        text_zh=row.text_zh,
    )


def _point(row: models.SeriesPoint) -> SeriesPoint:
    return SeriesPoint(row.series, row.on, row.value, row.source, row.status)


def _pack(row: models.Pack) -> PackView:
    return PackView(row.name, row.version, row.title_en, row.title_zh, row.valid_from, row.valid_to)


def _percent(rate: Decimal) -> str:
    return f"{rate * 100:.2f} %"
