"""The words of codes that every desk shows: districts, trades, plans, purposes, findings."""

from collections.abc import Mapping
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from headrace.portals.wording import is_chinese

Words = Mapping[str, Promise]

# The demonstration town's own; a deployment adds the names of GB/T 2260 that it serves.
DISTRICTS: Final[Words] = {
    "990100": _("Lunxi"),
    "990101": _("Dongdu"),
    "990102": _("Hetang"),
    "990103": _("Xiling"),
    "000000": _("the whole country"),
}
INDUSTRIES: Final[Words] = {
    "agriculture": _("farming"),
    "mining": _("mining"),
    "manufacturing": _("manufacturing"),
    "utilities": _("power and water"),
    "construction": _("construction"),
    "wholesale": _("wholesale"),
    "retail": _("retail"),
    "transport": _("transport"),
    "warehousing": _("warehousing"),
    "post": _("post"),
    "lodging": _("lodging"),
    "catering": _("catering"),
    "information": _("information services"),
    "software": _("software"),
    "real_estate": _("real estate"),
    "property_management": _("property management"),
    "leasing_business": _("leasing and business services"),
    "finance": _("finance"),
    "public_administration": _("public administration"),
    "other": _("other trades"),
}
PLANS: Final[Words] = {
    "equal_instalment": _("equal instalments"),
    "equal_principal": _("equal principal parts"),
    "bullet": _("interest monthly, principal at the end"),
}
PURPOSES: Final[Words] = {
    "materials": _("materials for an order"),
    "equipment": _("equipment"),
    "wages": _("wages"),
    "stock": _("stock"),
    "rent": _("rent"),
    "research": _("research and development"),
    "repay_loan": _("repaying another loan"),
    "other": pgettext_lazy("purpose", "something else"),
}
FINDINGS: Final[Words] = {
    "authentication": _("Identity and owners"),
    "evaluation": _("Visit and evaluation"),
    "rating": _("Rating"),
    "credit_history": _("Credit history"),
    "guarantee": _("Guarantee"),
    "ip_appraisal": _("Patents and brands"),
    "asset_appraisal": _("Value of assets"),
    "insurance": _("Insurance"),
    "insurer": _("Insurance"),
    "warehouse": _("Stock count"),
}
SIZES: Final[Words] = {
    "micro": _("micro"),
    "small": _("small"),
    "medium": _("medium"),
    "large": _("large"),
}
FORMS: Final[Words] = {
    "company": _("company"),
    "individual_business": _("sole trader"),
    "natural_person": _("private person"),
    "institution": _("institution"),
    "government": _("public office"),
    "centre": _("service centre"),
}
LENDERS: Final[Words] = {
    "bank": _("bank"),
    "small_loan": _("small-loan company"),
    "leasing": _("leasing company"),
}


class Named(Protocol):
    """Something with a name in both languages."""

    @property
    def en(self) -> str:
        """English."""
        ...

    @property
    def zh(self) -> str:
        """Chinese."""
        ...


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def named(label: Named) -> str:
    """Return the name of something in the language of the page."""
    return in_language(label.en, label.zh)


def in_language(english: str, chinese: str) -> str:
    """Return the one of two texts that is in the language of the page."""
    return chinese if is_chinese(language()) else english


def word(words: Words, code: str) -> str:
    """Return the words of a code; one that has none is read as it is written, without strokes."""
    found = words.get(code)
    return str(found) if found is not None else code.replace("_", " ")
