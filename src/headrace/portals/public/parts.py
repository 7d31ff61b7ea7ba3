"""The living page of all parts: one example of each. Every figure and name here is made up."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.grade import GradeBand
from headrace.portals.pieces import (
    Action,
    GradeSheet,
    Turn,
    Vouched,
)
from headrace.portals.public import part_forms, part_progress
from headrace.portals.public.part_forms import HERE
from headrace.portals.public.part_pictures import pictures
from headrace.portals.wording import headline


def all_parts() -> dict[str, Any]:
    """One example of each part, by name."""
    return {
        "turn": Turn(
            _("Your turn: choose an offer and sign"),
            _("By Thu 26 Nov, 18:00. The best one costs 4.8 % a year, everything included."),
            Action(_("Compare 4 offers"), HERE),
        ),
        "strip": strip(),
        "marks": _marks(),
        "vouched": _vouched(),
        "fields": part_forms.fields(),
        "why_not": Action(_("Sign"), HERE, why_not=_("needs 1 check")),
        "grade": grade(),
        "messages": part_forms.messages(),
        "states": part_forms.states(),
        "steps": part_progress.steps(),
        "events": part_progress.events(),
        "dialogue": part_forms.dialogue(),
        **pictures(),
    }


def strip() -> ChannelStrip:
    """Four stations; the water stands at the reader's gate."""
    return ChannelStrip(
        (
            Station("ring", _("Funders"), headline(Decimal(1_200_000), get_language() or "en")),
            Station("basin", _("Custodian bank"), _("¥0 so far")),
            Station("wheel", _("You"), _("due 30 Nov"), reader=True),
            Station("ring", _("Back"), _("from Jan")),
        ),
        (
            Reach(1, Gate("yours", _("your signature"))),
            Reach(0, Gate("shut", _("two keys"))),
            Reach(0),
        ),
        _("The money of three funders stands before your signature; nothing is in custody yet."),
    )


def grade() -> GradeSheet:
    """B1 with its band."""
    band = GradeBand("B1", 2.3, 3.4, 5.1, _("B1, likely between A3 and B2"))
    return GradeSheet(
        band,
        _("likely between A3 and B2"),
        _("3 of 100 such firms default within a year"),
        _("(2 to 5)"),
    )


def _marks() -> tuple[tuple[str, str, str], ...]:
    return (
        ("done", _("done, agrees"), _("disc with tick")),
        ("wait", _("waiting for another"), _("ring with clock hands")),
        ("turn", _("your turn"), _("diamond with arrow")),
        ("part", _("in part"), _("half disc")),
        ("near", _("differs, near a limit"), _("open triangle")),
        ("late", _("late"), _("full triangle")),
        ("refused", _("refused, stopped"), _("octagon with cross")),
        ("closed", _("closed by rule"), _("square with bar")),
    )


def _vouched() -> tuple[tuple[Vouched, str], ...]:
    proof = (
        (_("Method"), _("site visit and papers")),
        (_("Hash"), "9f3c 71ab 04d2 e02d"),
        (_("Signature"), _("valid, key of 2026-03")),
        (_("Consent"), _("until 2 May 2027")),
    )
    return (
        (Vouched("register", _("market register"), _("3 d")), _("public register")),
        (Vouched("signed", _("rating expert"), _("12 d"), proof), _("signed finding")),
        (Vouched("feed", _("tax invoices"), _("2 h")), _("live feed")),
        (Vouched("said", _("said by the firm"), _("12 d")), _("not yet confirmed")),
        (Vouched("stale", _("auditor"), _("19 months")), _("past its date, not counted")),
    )
