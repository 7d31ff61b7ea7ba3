"""One example of each drawing for the page of parts; every figure is made up."""

from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headrace.portals import wording
from headrace.portals.drawings.days import DailyBars, Forecast, Sparkline
from headrace.portals.drawings.gauges import Checks, LimitGauge, Parts, RangeAxis, TimeSpan
from headrace.portals.drawings.grade import BandLadder, Rung
from headrace.portals.drawings.histogram import CeilingHistogram
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.pieces import HeatCell, HeatMap

_COURSE: Final = (36, 34, 39, 38, 44, 41, 48, 45, 52, 49, 55, 58, 54, 61, 66, 63, 70, 68, 74)
_SHARES: Final = (
    ("1.2", "0.6", "2.9", "1.8"),
    ("1.6", "0.9", "3.4", "2.2"),
    ("2.8", "1.7", "6.3", "3.4"),
    ("1.4", "0.8", "", "1.9"),
)


def pictures() -> dict[str, Any]:
    """Each drawing by name."""
    return {
        "plan": plan(),
        "days": days(),
        "ladder": ladder(),
        "histogram": histogram(),
        "heat": heat(),
        "range": ranges(),
        "spark": Sparkline(_COURSE, _("Sales rose over 19 weeks")),
        "spark_late": Sparkline(_COURSE, _("Late amounts rose over 19 weeks"), late=True),
        "checks": Checks(4, 6),
        "limit": LimitGauge(Decimal("4.6"), Decimal(5), _("4.6 % of a limit of 5 %")),
        "over": LimitGauge(Decimal("5.4"), Decimal(5), _("5.4 % of a limit of 5 %")),
        "span": TimeSpan(9, 14, 14, 20, _("Money in 9 to 14 days; wanted in 14")),
        "split": split(),
    }


def plan() -> Plan:
    """Twelve instalments, seven paid, the eighth in part."""
    language = get_language() or "en"
    rest, bars = Decimal("1000000"), []
    for k in range(12):
        interest = (rest * Decimal("0.068") / 12).quantize(Decimal("0.01"))
        principal = Decimal("86434.57") - interest
        rest -= principal
        paid = Decimal("86434.57") if k < 7 else Decimal("32800") if k == 7 else Decimal(0)
        on = date(2026 + (k + 3) // 12, (k + 3) % 12 + 1, 5)
        bars.append(PlanBar(wording.month(on, language), principal, interest, paid, k <= 7))
    return Plan(
        tuple(bars), _("Seven of twelve instalments are paid; part of the eighth is missing."), 7
    )


def days() -> DailyBars:
    """Eight weeks of daily sales."""
    language = get_language() or "en"
    values = tuple(
        24 - k % 4 if k % 7 == 6 else 40 + (k * 5) % 13 + (12 if k > 40 else 0) for k in range(56)
    )
    named = ((0, date(2026, 9, 28)), (21, date(2026, 10, 19)), (42, date(2026, 11, 9)))
    labels = tuple((k, wording.short_day(on, language)) for k, on in named)
    return DailyBars(
        (*values, 35),
        labels,
        _("Daily sales, ¥ thousand"),
        _("Sales of about 45 thousand a day, rising since early November."),
        Forecast(14, (50, 56, 62), (40, 59, 78)),
    )


def ladder() -> BandLadder:
    """How six proofs narrow a band."""
    rungs = (
        Rung(_("Public register, owner"), 2.2, 5.4, 8.8),
        Rung(_("+ tax invoices, live"), 2.8, 4.8, 7.4),
        Rung(_("+ bank feed"), 3.1, 4.6, 6.6),
        Rung(_("+ 6 findings"), 3.5, 4.4, 5.6, newest=True),
        Rung(_("next: stock recount"), 3.7, 4.3, 5.2, possible=True),
    )
    return BandLadder(rungs, "B2", _("Each proof narrows the band; now it runs from B1 to B3."))


def histogram() -> CeilingHistogram:
    """A week of offers under the ceiling."""
    return CeilingHistogram(
        (4, 18, 45, 76, 96, 78, 54, 36, 23, 14, 9, 6, 4, 2),
        4.0,
        0.5714,
        12.0,
        ("12.0 %", _("ceiling, 4 × LPR"), _("(3.0 %, Sept 2025)")),
        _("465 offers this week, none above the ceiling of 12.0 %, two close to it."),
    )


def heat() -> HeatMap:
    """Late firms by district and model."""
    names = (_("Dongdu"), _("Hetang"), _("Xiling"), _("Nantan"))
    rows = tuple(
        (name, tuple(_cell(share) for share in shares))
        for name, shares in zip(names, _SHARES, strict=True)
    )
    columns = (_("Bank"), _("Chain"), _("Shop"), _("Lease"))
    classes = ("<1", "1–2", "2–3", "3–5", ">5")
    return HeatMap(
        _("Late over 30 days, % of firms, by district and model"), columns, rows, classes
    )


def ranges() -> tuple[tuple[str, str, RangeAxis], ...]:
    """Two likely costs on one axis."""
    ticks = tuple((value, f"{value:g} %") for value in (3.0, 5.0, 7.0, 9.0, 11.0, 13.0))
    kinds = ((_("Bank loan"), 5.2, 7.8, 5.9), (_("Lease back your machines"), 6.6, 8.9, 7.4))
    return tuple(
        (
            name,
            f"{low:g}–{high:g} %",
            RangeAxis(low, high, (3.0, 13.0), f"{name}: {low:g}–{high:g} %", point, ticks, True),
        )
        for name, low, high, point in kinds
    )


def split() -> Parts:
    """A payment in interest and principal."""
    return Parts(
        Decimal("2407.89"),
        Decimal("30392.11"),
        _("interest 2,407.89"),
        _("principal 30,392.11"),
        _("Of ¥32,800, 2,407.89 served interest and 30,392.11 principal."),
    )


def _cell(share: str) -> HeatCell:
    if not share:
        return HeatCell(_("under 20"), None)
    ends: tuple[tuple[str, Literal[1, 2, 3, 4, 5]], ...]
    ends = (("1", 1), ("2", 2), ("3", 3), ("5", 4), ("100", 5))
    step = next(step for end, step in ends if Decimal(share) < Decimal(end))
    return HeatCell(share, step, look=step == 5)
