"""The value of a rule in words, and its source in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from headrace.portals import codes
from headrace.portals.templatetags.headrace import percent
from headrace.portals.wording import NONE, is_chinese
from headrace.rulebook.queries import RuleAnswer


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it is read; `lang` names its language where that is not the page's."""

    words: str
    lang: str = ""


def value(rule: RuleAnswer) -> str:
    """Return a rule's value in words; what is longer than a figure is told by its sentence."""
    found = rule.value
    if isinstance(found, list):
        return _("%(number)s entries") % {"number": len(found)}
    if not isinstance(found, Mapping):
        return str(found)
    return _of_mapping(found)


def cited(source: str) -> Cited:
    """Return a source by its Chinese name on a Chinese page, in English where none is known."""
    words = _(source)
    foreign = is_chinese(codes.language()) and words == source
    return Cited(words, "en" if foreign else "")


def since(on: date) -> str:
    """Return since which month a rule or a figure holds."""
    return _("since %(month)s") % {"month": f"{on:%Y-%m}"}


def _of_mapping(found: Mapping[str, Any]) -> str:
    if "times" in found and "series" in found:
        return _("%(times)s × LPR") % {"times": found["times"]}
    if "rate" in found:
        return percent(Decimal(found["rate"]))
    if "allowed" in found:
        return _("allowed") if found["allowed"] else _("not allowed")
    if "from_ppm" in found:
        return percent(Decimal(found["from_ppm"]) / 1_000_000, 0)
    return NONE
