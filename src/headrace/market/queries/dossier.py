"""
The file that an officer decides on, and its hash.

Nothing in it depends on who reads it or when it is opened, so one state of the world is one file
with one hash. Live events are a part of their own: a new invoice alone makes no page stale.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from headrace.credit import queries as credit
from headrace.evidence import queries as evidence
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.market import models
from headrace.market.queries.demands import DemandView, views
from headrace.market.queries.doubts import Doubt, LikenessView, doubts_of, likenesses_of
from headrace.market.queries.facts import Fact, facts_of
from headrace.market.queries.visible import visible_demand
from headrace.parties import queries as parties

LIVE_PARTS = frozenset({"events", "sales"})
"""Parts that grow by the hour; a change in them alone does not void what was decided."""
_SALES_DAYS = 56
_EVENTS = 20


@dataclass(frozen=True, slots=True)
class Dossier:
    """
    Everything an officer sees of a demand. `hash` is hex SHA-256 over `content`.

    `parts` holds the hash of each part by name.
    """

    demand: DemandView
    firm: parties.OrganisationView
    score: credit.ScoreView | None
    facts: tuple[Fact, ...]
    findings: tuple[evidence.FindingView, ...]
    requests: tuple[evidence.RequestView, ...]
    likenesses: tuple[LikenessView, ...]
    doubts: tuple[Doubt, ...]
    sales: tuple[evidence.DaySales, ...]
    events: tuple[evidence.EventView, ...]
    content: Mapping[str, Any]
    parts: Mapping[str, str]
    hash: str


def dossier(demand_id: UUID, actor: Actor, at: datetime) -> Dossier:
    """Return the file of a demand as it stands at an instant; :raises NotFound:"""
    row = visible_demand(demand_id, actor)
    subject, today = Subject("demand", row.id), day_of(at)
    asked = views(models.Demand.objects.filter(pk=row.pk))[0]
    firm = parties.organisation(row.enterprise_id)
    score = credit.score_for(subject)
    findings = evidence.findings_for(subject, at=at)
    requests = evidence.requests_for(subject, at=at)
    likenesses = likenesses_of(row)
    sales, events = sales_of(row.enterprise_id, today), events_of(row.enterprise_id, at)
    content: dict[str, Any] = {
        "demand": _terms(row),
        "firm": firm,
        "score": score,
        "findings": findings,
        "requests": [(each.id, each.kind, each.state, each.late) for each in requests],
        "likenesses": likenesses,
        "sales": sales,
        "events": events,
    }
    return Dossier(
        demand=asked,
        firm=firm,
        score=score,
        facts=facts_of(firm, score, findings),
        findings=findings,
        requests=requests,
        likenesses=likenesses,
        doubts=doubts_of(requests, findings, likenesses, score),
        sales=sales,
        events=events,
        content=content,
        parts={name: digest(each).hex() for name, each in content.items()},
        hash=digest(content).hex(),
    )


def sales_of(enterprise_id: UUID, today: date) -> tuple[evidence.DaySales, ...]:
    """Return the daily sales of the last eight weeks."""
    return evidence.daily_sales(enterprise_id, today - timedelta(days=_SALES_DAYS), today)


def events_of(enterprise_id: UUID, at: datetime) -> tuple[evidence.EventView, ...]:
    """Return the latest events that had been received by an instant."""
    recent = evidence.recent_events(enterprise_id, _EVENTS)
    return tuple(each for each in recent if each.received_at <= at)


def _terms(row: models.Demand) -> Mapping[str, Any]:
    """Only what the firm asks: the state moves with every offer and is no part of the file."""
    return {
        "id": row.id,
        "reference": row.reference_number,
        "amount_minor": row.amount_minor,
        "amount_least_minor": row.amount_least_minor,
        "currency": row.currency,
        "term_months": row.term_months,
        "purpose_code": row.purpose_code,
        "purpose_text": row.purpose_text,
        "payees": row.payees,
        "innovation": row.innovation,
        "repayment_source": row.repayment_source,
        "plan_kind": row.plan_kind,
        "models": row.wanted_models,
        "details": row.details,
        "wanted_date": row.wanted_date,
        "expires_at": row.expires_at,
    }
