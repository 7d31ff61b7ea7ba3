"""
Who is shown what: hard eligibility first, then rank by the paper's three keys, both ways.

The keys are amount, business scale and credit level. Eligibility is never traded against rank, and
every pair that is shown carries a reason for each key.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from tenor.money import Money

PPM = 1_000_000
KEYS = ("amount", "scale", "credit")


@dataclass(frozen=True, slots=True)
class Ask:
    """A demand with what is known of its firm; `models` are the ways of financing wanted."""

    demand_id: UUID
    enterprise_id: UUID
    amount: Money
    amount_least: Money
    term_months: int
    purpose_code: str
    models: tuple[str, ...]
    plan_kind: str
    size_class: str
    district: str
    grade_rank: int
    grade_low_rank: int


@dataclass(frozen=True, slots=True)
class Supply:
    """A product with what is known of its owner; empty tuples of codes mean *any*."""

    product_id: UUID
    owner_id: UUID
    owner_admitted: bool
    related: bool
    model: str
    amount_min: Money
    amount_max: Money
    term_min: int
    term_max: int
    plan_kinds: tuple[str, ...]
    purposes: tuple[str, ...]
    districts: tuple[str, ...]
    size_classes: tuple[str, ...]
    grade_floor_rank: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a key counts as it does: a stable code, its text in both languages, its part."""

    key: str
    code: str
    text_en: str
    text_zh: str
    ppm: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A pair that may be shown, with its rank for each side, in millionths, and its reasons."""

    demand_id: UUID
    product_id: UUID
    owner_id: UUID
    firm_ppm: int
    lender_ppm: int
    reasons: tuple[Reason, ...]


Weights = Mapping[str, Mapping[str, int]]


def obstacles(ask: Ask, supply: Supply, *, objections: Iterable[str] = ()) -> tuple[str, ...]:
    """
    Return the codes of every hard rule that forbids the pair; nothing means eligible.

    :param objections: what the way of financing itself says against the firm or its terms
    """
    offered = min(ask.amount.minor, supply.amount_max.minor)
    if ask.amount.currency != supply.amount_max.currency:
        # Their figures cannot be held against each other at all.
        return ("other_currency",)
    hard = {
        "model_not_wanted": supply.model not in ask.models,
        "lender_not_admitted": not supply.owner_admitted,
        "related_parties": supply.related or supply.owner_id == ask.enterprise_id,
        "amount_below_product": ask.amount < supply.amount_min,
        "amount_above_product": offered < ask.amount_least.minor,
        "term_outside_product": not supply.term_min <= ask.term_months <= supply.term_max,
        "plan_not_offered": bool(ask.plan_kind) and ask.plan_kind not in supply.plan_kinds,
        "purpose_not_served": not _within(ask.purpose_code, supply.purposes),
        "district_not_served": not _within(ask.district, supply.districts),
        "scale_not_served": not _within(ask.size_class, supply.size_classes),
        "grade_below_floor": ask.grade_rank > supply.grade_floor_rank,
    }
    return tuple(code for code, forbidden in hard.items() if forbidden) + tuple(objections)


def fit(ask: Ask, supply: Supply, weights: Weights) -> Fit:
    """Return the rank of an eligible pair for both sides, with a reason for each key."""
    reasons = (_amount(ask, supply), _scale(ask, supply), _credit(ask, supply))
    parts = {each.key: each.ppm for each in reasons}
    return Fit(
        demand_id=ask.demand_id,
        product_id=supply.product_id,
        owner_id=supply.owner_id,
        firm_ppm=_weighed(parts, weights["firm"]),
        lender_ppm=_weighed(parts, weights["lender"]),
        reasons=reasons,
    )


def ranked_for_firm(fits: Iterable[Fit]) -> tuple[Fit, ...]:
    """Return what a firm is shown, the best first; equals by product id, never by commission."""
    return tuple(sorted(fits, key=lambda each: (-each.firm_ppm, each.product_id)))


def _amount(ask: Ask, supply: Supply) -> Reason:
    """The whole amount, well inside the product's range, is best; a part of it counts as such."""
    asked, least, most = ask.amount.minor, supply.amount_min.minor, supply.amount_max.minor
    if asked > most:
        return Reason(
            "amount",
            "amount_in_part",
            "The product covers part of the amount.",
            "该产品可满足部分金额。",
            most * PPM // asked // 2,
        )
    room = min(asked - least, most - asked) * 2 * PPM // max(1, most - least)
    ppm = PPM // 2 + room // 2
    if 4 * room >= PPM:
        return Reason(
            "amount",
            "amount_inside",
            "The amount lies well inside the product.",
            "金额处于产品额度区间之内。",
            ppm,
        )
    return Reason(
        "amount",
        "amount_at_edge",
        "The amount lies near the edge of the product.",
        "金额接近产品额度的边界。",
        ppm,
    )


def _scale(ask: Ask, supply: Supply) -> Reason:
    """The size class for which a product was made stands first in its list."""
    if not supply.size_classes:
        return Reason(
            "scale",
            "scale_any",
            "The product is open to firms of any size.",
            "该产品面向各类规模的企业。",
            PPM // 2,
        )
    place = supply.size_classes.index(ask.size_class)
    ppm = PPM - place * PPM // (2 * len(supply.size_classes))
    if place == 0:
        return Reason(
            "scale",
            "scale_made_for",
            "The product is made for firms of this size.",
            "该产品专为此规模企业设计。",
            ppm,
        )
    return Reason(
        "scale",
        "scale_served",
        "The product also serves firms of this size.",
        "该产品也面向此规模企业。",
        ppm,
    )


def _credit(ask: Ask, supply: Supply) -> Reason:
    """Each grade above the floor counts; a band that reaches below it counts half."""
    above = supply.grade_floor_rank - ask.grade_rank
    ppm = PPM * (above + 1) // (supply.grade_floor_rank + 1)
    if ask.grade_low_rank > supply.grade_floor_rank:
        return Reason(
            "credit",
            "credit_band_crosses_floor",
            "The grade fits, but its likely range reaches below what the lender asks.",
            "等级符合要求，但可能区间低于出借方要求。",
            ppm // 2,
        )
    return Reason(
        "credit",
        "credit_clear_of_floor",
        "The grade and its whole likely range meet what the lender asks.",
        "等级及其可能区间均符合出借方要求。",
        ppm,
    )


def _weighed(parts: Mapping[str, int], weights: Mapping[str, int]) -> int:
    return sum(parts[key] * weights[key] for key in KEYS) // PPM


def _within(code: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or code in allowed
