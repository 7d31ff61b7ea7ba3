"""The rulebook: which rule, which value, on which day, from which source; and its changes."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from headrace.api.auth import demand_any
from headrace.api.figures import Exact
from headrace.api.shapes import Json, Key, Made, SignedRequest, Text, Word
from headrace.kit import clock
from headrace.kit.clock import day_of
from headrace.rulebook import queries as rulebook
from headrace.rulebook import services

router = Router(tags=["rules"])

RuleKey = Annotated[Word, Field(max_length=80)]
SeriesName = Annotated[Word, Field(max_length=40)]


class Question(Schema):
    """Which rule is asked for; `scope` as `name=value`, several with commas between."""

    key: RuleKey
    on: date | None = None
    scope: Annotated[str, Field(pattern=r"^[\w-]+=[\w-]+(,[\w-]+=[\w-]+)*$")] | None = None
    pack: Word | None = None

    def pairs(self) -> dict[str, str]:
        """Return the scope by name."""
        parts = (each.split("=") for each in self.scope.split(",")) if self.scope else ()
        return {name: value for name, value in parts}  # noqa: C416 - a pair of exactly two


class Draft(Schema):
    """A rule that is proposed: one parameter for one scope, from its first day on."""

    pack: Word
    rule_key: RuleKey
    scope: dict[Word, Word] = {}
    value: Json
    valid_from: date
    valid_to: date | None = None
    source: Text
    status: Literal["S", "M"] = "S"
    severity: Literal["block", "warn", "report"]
    text_en: Text
    text_zh: Text
    reason: Text


class Point(Schema):
    """A newly published figure of a series; a rate is a fraction a year."""

    series: SeriesName
    on: date
    value: Exact
    source: Text


@router.get("", response=list[rulebook.RuleAnswer])
def in_force(request: SignedRequest, on: date | None = None) -> list[rulebook.RuleAnswer]:
    """Return every rule in force on a day, today if none is given."""
    return list(rulebook.open_rules(_day(on)))


@router.get("/look-up", response=rulebook.RuleAnswer)
def look_up(request: SignedRequest, asked: Query[Question]) -> rulebook.RuleAnswer:
    """Return the rule that answers a key on a day; the most specific scope goes before."""
    return rulebook.look_up(asked.key, on=_day(asked.on), scope=asked.pairs(), pack=asked.pack)


@router.get("/ceiling", response=rulebook.Ceiling)
def ceiling(request: SignedRequest, lender_type: Word, on: date | None = None) -> rulebook.Ceiling:
    """Return the highest yearly cost that a type of lender may ask for, and why."""
    return rulebook.cost_ceiling(lender_type=lender_type, on=_day(on))


@router.get("/packs", response=list[rulebook.PackView])
def packs(request: SignedRequest) -> list[rulebook.PackView]:
    """Return every pack of rules, by name."""
    return list(rulebook.packs())


@router.get("/series/{series}", response=list[rulebook.SeriesPoint])
def series(request: SignedRequest, series: SeriesName) -> list[rulebook.SeriesPoint]:
    """Return all figures of a series, oldest first."""
    return list(rulebook.series_points(series))


@router.get("/proposals", response=list[rulebook.Proposal])
def proposals(request: SignedRequest) -> list[rulebook.Proposal]:
    """Return the changes that wait for a second person, oldest first."""
    demand_any(request.auth, "government", "auditor")
    return list(rulebook.proposals())


@router.post("/proposals", response={201: Made})
def propose(request: SignedRequest, key: Key, draft: Draft) -> Made:
    """Propose a rule, or the successor of one; it holds once another person approves it."""
    return Made(
        id=services.propose_rule(
            key=key,
            by=request.auth,
            draft=services.RuleDraft(**draft.model_dump(exclude={"reason"})),
            reason=draft.reason,
            at=clock.now(),
        )
    )


@router.post("/proposals/{uuid:rule_id}/approval", response=Made)
def approve(request: SignedRequest, key: Key, rule_id: UUID) -> Made:
    """Put a proposed rule in force; the proposer cannot."""
    return Made(id=services.approve_rule(key=key, by=request.auth, rule_id=rule_id, at=clock.now()))


@router.post("/proposals/{uuid:rule_id}/refusal", response=Made)
def refuse(request: SignedRequest, key: Key, rule_id: UUID) -> Made:
    """Refuse a proposed rule."""
    return Made(id=services.refuse_rule(key=key, by=request.auth, rule_id=rule_id, at=clock.now()))


@router.post("/series", response={201: Made})
def propose_point(request: SignedRequest, key: Key, point: Point) -> Made:
    """Propose a newly published figure."""
    return Made(
        id=services.propose_series_point(
            key=key, by=request.auth, at=clock.now(), **point.model_dump()
        )
    )


@router.post("/series/points/{uuid:point_id}/approval", response=Made)
def approve_point(request: SignedRequest, key: Key, point_id: UUID) -> Made:
    """Put a proposed figure in force from its day."""
    return Made(
        id=services.approve_series_point(
            key=key, by=request.auth, point_id=point_id, at=clock.now()
        )
    )


def _day(on: date | None) -> date:
    return on or day_of(clock.now())
