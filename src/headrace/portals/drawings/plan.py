"""A repayment plan as bars on one base line: paid, interest, missing, to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from django.utils.translation import gettext as _

from headrace.portals.drawings import svg
from headrace.portals.drawings.svg import Twin
from headrace.portals.wording import figure

State = Literal["paid", "missing", "to come"]
_TOP: Final = 20.0


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One instalment: what it asks, what came in, and whether its day is over."""

    label: str
    principal: Decimal
    interest: Decimal
    paid: Decimal = Decimal(0)
    fallen_due: bool = False

    @property
    def total(self) -> Decimal:
        """Principal and interest."""
        return self.principal + self.interest

    @property
    def state(self) -> State:
        """Paid in full, missing (in part or whole) after its day, or still to come."""
        if self.paid >= self.total > 0:
            return "paid"
        return "missing" if self.fallen_due else "to come"

    @property
    def paid_principal(self) -> Decimal:
        """What remains of the payment once interest is served, as the waterfall does."""
        return max(Decimal(0), min(self.principal, self.paid - self.interest))


@dataclass(frozen=True, slots=True)
class Plan:
    """All instalments; `today` is the place of the bar under the triangle."""

    bars: tuple[PlanBar, ...]
    sentence: str
    today: int | None = None
    height: int = 96

    def svg(self, width: int) -> str:
        """The plan with its months and today."""
        return _draw(self, width)

    def small(self) -> str:
        """The plan of a comparison, 168 x 30 px, without labels."""
        return svg.document(
            168, 31, *_columns(self.bars, 168, 0.0, 30), title=self.sentence, css="still"
        )

    def twin(self) -> Twin:
        """Month, principal, interest, paid and state of every instalment."""
        words = {"paid": _("paid"), "missing": _("missing"), "to come": _("to come")}
        rows = tuple(
            (
                bar.label,
                figure(bar.principal, 2),
                figure(bar.interest, 2),
                figure(bar.paid, 2) if bar.paid else "–",
                words[bar.state],
            )
            for bar in self.bars
        )
        head = (_("Month"), _("Principal"), _("Interest"), _("Paid"), _("State"))
        return Twin(self.sentence, head, rows)


def _draw(plan: Plan, width: int) -> str:
    step = width / max(1, len(plan.bars))
    base = _TOP + plan.height
    columns = _columns(plan.bars, width, _TOP, plan.height)
    named = _labels_that_fit(plan.bars, step, width)
    labels = [
        svg.text(
            x,
            base + 17,
            plan.bars[k].label,
            _label_css(plan.bars[k], k == plan.today),
            12,
            "middle",
        )
        for k, x in named.items()
    ]
    return svg.document(
        width,
        base + 22,
        *columns,
        *labels,
        _today(plan, step, width),
        title=_("Repayment plan"),
        sentence=plan.sentence,
    )


def _labels_that_fit(bars: Sequence[PlanBar], step: float, width: int) -> dict[int, float]:
    """Where the labels stand that have room: a missing one first, then each that still fits."""
    named: dict[int, tuple[float, float]] = {}
    for k in sorted(range(len(bars)), key=lambda place: (bars[place].state != "missing", place)):
        half = svg.text_width(bars[k].label, 12, bold=True) / 2
        x = min(width - half, max(half, step * (k + 0.5)))
        if all(abs(x - at) >= half + taken + 3 for at, taken in named.values()):
            named[k] = (x, half)
    return {k: x for k, (x, _half) in named.items()}


def _label_css(bar: PlanBar, today: bool) -> str:
    if bar.state == "missing":
        return "b brick"
    return "b" if today else "ink2"


def _columns(bars: Sequence[PlanBar], width: float, top: float, height: float) -> list[str]:
    tallest = max((bar.total for bar in bars), default=Decimal(1)) or Decimal(1)
    crowded = width / max(1, len(bars))
    gap = 4 if crowded > 40 else 3 if crowded > 16 else 1.5
    # The first and the last bar stand flush with the sheet: one gap fewer than bars.
    step = (width + gap) / max(1, len(bars))
    columns = [
        _column(bar, step * k, step - gap, top + height, height / float(tallest))
        for k, bar in enumerate(bars)
    ]
    base = svg.line(0, top + height, width, top + height, "base")
    return [*columns, base]


def _column(bar: PlanBar, x: float, width: float, base: float, scale: float) -> str:
    full = float(bar.total) * scale
    paid = min(full, float(bar.paid) * scale)
    principal = float(bar.paid_principal) * scale
    water = svg.rect(x, base - principal, width, principal, "f-race")
    interest = svg.rect(x, base - paid, width, paid - principal, "f-mid")
    if bar.state == "paid":
        return water + interest
    if bar.state == "missing":
        return (
            water
            + interest
            + svg.hatch(x, base - full, width, full - paid, "hatch-brick")
            + svg.rect(x + 1, base - full + 1, width - 2, full - 2, "missing")
        )
    part = full * float(bar.interest / bar.total) if bar.total else 0.0
    return (
        svg.rect(x + 0.5, base - full + 0.5, width - 1, full - 0.5, "bed")
        + svg.line(x, base - full + part, x + width, base - full + part, "rule-line")
        + water
        + interest
    )


def _today(plan: Plan, step: float, width: int) -> str:
    if plan.today is None:
        return ""
    x = step * (plan.today + 0.5)
    words = _("today")
    room = svg.text_width(words, 12, bold=True)
    left = x - 8 - room >= 0
    label = svg.text(x - 8 if left else x + 8, 12, words, "b", 12, "end" if left else "start")
    return svg.path(f"M{x - 5:.2f} 4h10l-5 9z", "f-ink") + label
