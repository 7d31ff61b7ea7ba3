"""How full and how far: limits, likely ranges on an axis, checks done, an amount in its parts."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from headrace.portals.drawings import svg
from headrace.portals.drawings.svg import Twin, number


@dataclass(frozen=True, slots=True)
class LimitGauge:
    """A value against its limit; both in the same unit, both printed beside it by the page."""

    value: Decimal
    limit: Decimal
    sentence: str
    width: int = 150

    @property
    def mark(self) -> str:
        """The status mark that belongs here: near from 90 % of the limit up to the limit."""
        if self.value > self.limit:
            return "late"
        return "near" if self.value >= self.limit * Decimal("0.9") else "done"

    def small(self) -> str:
        """Value in race, the limit as a brick line; the bed runs to 1.25 times the limit."""
        room = self.width - 2
        end = max(self.limit * Decimal("1.25"), self.value)
        at = 1 + room * float(self.limit / end)
        return svg.document(
            self.width,
            20,
            svg.rect(1, 5, room, 10, "bed"),
            svg.rect(1, 5, room * float(self.value / end), 10, "f-race"),
            svg.rect(min(max(at, 2.5), self.width - 4) - 1.5, 0, 3, 20, "f-brick"),
            title=self.sentence,
            css="still",
        )


@dataclass(frozen=True, slots=True)
class Checks:
    """How many checks are done of how many."""

    done: int
    of: int

    def small(self) -> str:
        """One small square per check, filled when done."""
        squares = [
            svg.rect(11 * k + 0.5, 0.5, 9, 9, "f-race" if k < self.done else "bed", 1)
            for k in range(self.of)
        ]
        words = _("%(done)s of %(of)s checks done") % {"done": self.done, "of": self.of}
        return svg.document(max(1, 11 * self.of), 10, *squares, title=words, css="still")


@dataclass(frozen=True, slots=True)
class RangeAxis:
    """
    A likely range on an axis shared by a whole column: costs, losses, effects.

    `ends` are the values at the left and right; `point` is drawn as a block; `ticks` are values
    with their labels, printed only if `named` (once per column).
    """

    low: float
    high: float
    ends: tuple[float, float]
    sentence: str
    point: float | None = None
    ticks: tuple[tuple[float, str], ...] = ()
    named: bool = False

    def svg(self, width: int) -> str:
        """The axis over its full width, for a list of ranges under one another."""
        return _range(self, width, "")

    def small(self) -> str:
        """The axis of a comparison column, 168 px wide."""
        return _range(self, 168, "still")

    def twin(self) -> Twin:
        """The ends of the range and its point."""
        point = () if self.point is None else ((_("most likely"), f"{self.point:,.6g}"),)
        rows = ((_("from"), f"{self.low:,.6g}"), *point, (_("to"), f"{self.high:,.6g}"))
        return Twin(self.sentence, (_("Place"), _("Value")), rows)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When money can arrive, in days from now, against the reader's own day."""

    first: int
    last: int
    wanted: int
    horizon: int
    sentence: str

    def small(self) -> str:
        """A rounded bar from the first to the last day; the tall stroke is the day wanted."""
        scale = 166 / self.horizon
        span = min(166.0, max(8.0, scale * (self.last - self.first)))
        start = min(scale * self.first, 166 - span)
        return svg.document(
            168,
            20,
            svg.line(1, 10, 167, 10, "grid"),
            svg.rect(1 + start, 5, span, 9, "f-race", 4.5),
            svg.rect(scale * min(self.wanted, self.horizon), 1, 2, 18, "f-ink"),
            title=self.sentence,
            css="still",
        )


@dataclass(frozen=True, slots=True)
class Parts:
    """An amount in two parts that add up to it: interest in mid, principal in race."""

    first: Decimal
    second: Decimal
    first_label: str
    second_label: str
    sentence: str

    def svg(self, width: int) -> str:
        """One bar, the two labels at its ends."""
        share = float(self.first / (self.first + self.second)) if self.first else 0.0
        cut = (width - 2) * share
        return svg.document(
            width,
            46,
            svg.rect(1, 1, cut, 22, "f-mid"),
            svg.rect(cut + 3, 1, width - cut - 3, 22, "f-race"),
            svg.text(0, 41, svg.fit(self.first_label, width / 2 - 6, 13), "ink2", 13),
            svg.text(width, 41, svg.fit(self.second_label, width / 2 - 6, 13), "ink2", 13, "end"),
            title=self.sentence,
        )

    def twin(self) -> Twin:
        """Both parts as they are labelled."""
        rows = ((_("first"), self.first_label), (_("second"), self.second_label))
        return Twin(self.sentence, (_("Part"), _("Amount")), rows)


def _range(axis: RangeAxis, width: int, css: str) -> str:
    least, most = axis.ends
    scale = (width - 6) / (most - least)

    def at(value: float) -> float:
        return 3 + scale * (min(most, max(least, value)) - least)

    strokes = "".join(f"M{number(at(value))} 8v6" for value, _label in axis.ticks)
    block = "" if axis.point is None else svg.rect(at(axis.point) - 2, 1, 4, 20, "f-ink")
    labels = _axis_labels(axis, [at(value) for value, _label in axis.ticks]) if axis.named else ""
    return svg.document(
        width,
        36 if axis.named else 22,
        svg.line(3, 11, width - 3, 11, "grid"),
        svg.rect(at(axis.low), 4, max(3.0, at(axis.high) - at(axis.low)), 14, "band"),
        svg.path(strokes, "tick"),
        block,
        labels,
        title=axis.sentence,
        css=css,
    )


def _axis_labels(axis: RangeAxis, places: list[float]) -> str:
    last = len(places) - 1
    anchors = ["start" if k == 0 else "end" if k == last else "middle" for k in range(last + 1)]
    return "".join(
        svg.text(x, 34, label, "ink2", 12, anchor)
        for x, (_value, label), anchor in zip(places, axis.ticks, anchors, strict=True)
    )
