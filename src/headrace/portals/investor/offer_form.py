"""The terms of an offer as a form: what is proposed, or what was typed, with what is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from headrace.portals import codes
from headrace.portals.investor.reading import File
from headrace.portals.investor.terms import Terms
from headrace.portals.pieces import Choice, ChoiceField, Field
from headrace.portals.wording import figure
from headrace.products import queries as products

Typed = Mapping[str, str]
NAMES: Final = frozenset({"amount", "rate", "months", "until", "plan"})


def fields(terms: Terms, typed: Typed, errors: Typed) -> tuple[Field, ...]:
    """Return amount, rate, months and last day."""
    starts = {
        "amount": figure(terms.amount, 2).removesuffix(".00"),
        "rate": f"{terms.rate_yearly * 100:.2f}",
        "months": str(terms.months),
        "until": terms.until.isoformat(),
    }
    asked = (
        Field("amount", _("Amount"), kind="amount", before="¥"),
        Field("rate", _("Rate a year"), kind="number", after="%"),
        Field("months", _("Months"), kind="number"),
        Field("until", _("Offer stands until"), kind="date"),
    )
    return tuple(
        replace(
            each,
            value=typed.get(each.name, starts[each.name]),
            error=errors.get(each.name, ""),
        )
        for each in asked
    )


def plan(file: File, product: products.ProductView, terms: Terms, typed: Typed) -> ChoiceField:
    """Return the ways of repayment that the product allows, and the one the firm asked for."""
    kinds, wish = products.model(product.model).plan_kinds, file.dossier.demand.plan_kind
    chosen = typed["plan"] if typed.get("plan") in kinds else terms.plan_kind
    hint = _("The firm asked for: %(plan)s") % {"plan": codes.word(codes.PLANS, wish)}
    return ChoiceField(
        "plan",
        _("Repayment"),
        tuple(Choice(each, codes.word(codes.PLANS, each), each == chosen) for each in kinds),
        hint=hint if wish else "",
    )
