"""A grade never stands alone: the band it is likely in, and how each proof narrows it."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from headrace.portals.drawings import svg
from headrace.portals.drawings.svg import Twin, number

GRADES: Final = ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "D")


@dataclass(frozen=True, slots=True)
class GradeBand:
    """
    A grade with its likely range.

    `low`, `point` and `high` are places on the scale of ten grades: 0 is the better end of A1,
    3.4 lies inside B1, 10 is the worse end of D. `low` is the better end of the band.
    """

    grade: str
    low: float
    point: float
    high: float
    sentence: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.point <= self.high <= len(GRADES):
            raise ValueError("A band runs from its better end over its point to its worse end.")

    def svg(self, width: int) -> str:
        """The large scale with every grade named under it."""
        step = (width - 2) / len(GRADES)
        named = _names(self.grade, 1, step, 44)
        gauge = _gauge(self, 1, 4, width - 2, 22)
        return svg.document(
            width, 48, gauge, *named, title=_("Grade with its likely range"), sentence=self.sentence
        )

    def small(self) -> str:
        """The gauge of a table row, 150 x 14 px and a little air for the block."""
        gauge = _gauge(self, 1, 3, 148, 14)
        return svg.document(150, 20, gauge, title=self.sentence, css="still")

    def twin(self) -> Twin:
        """The grade at the point and at both ends of the band."""
        rows = (
            (_("likely, better end"), grade_at(self.low)),
            (_("grade"), self.grade),
            (_("likely, worse end"), grade_at(self.high)),
        )
        return Twin(self.sentence, (_("Place"), _("Grade")), rows)


@dataclass(frozen=True, slots=True)
class Rung:
    """One more proof and the band it left; the newest is bold, the next possible one is hatched."""

    label: str
    low: float
    point: float
    high: float
    newest: bool = False
    possible: bool = False


@dataclass(frozen=True, slots=True)
class BandLadder:
    """One row per rung of evidence, all on one scale of grades."""

    rungs: tuple[Rung, ...]
    grade: str
    sentence: str

    def svg(self, width: int) -> str:
        """Labels at the left where there is room, else above their bar."""
        return _ladder(self, width)

    def twin(self) -> Twin:
        """Each proof with both ends of its band."""
        rows = tuple(
            (rung.label, grade_at(rung.low), grade_at(rung.point), grade_at(rung.high))
            for rung in self.rungs
        )
        return Twin(self.sentence, (_("Proof"), _("better end"), _("grade"), _("worse end")), rows)


def grade_at(place: float) -> str:
    """The grade that a place on the scale lies in."""
    return GRADES[min(len(GRADES) - 1, int(place))]


def _gauge(band: GradeBand, x: float, y: float, width: float, height: float) -> str:
    step = width / len(GRADES)
    ticks = "".join(
        f"M{number(x + step * place)} {number(y + height)}v{number(-height / 3)}"
        for place in range(1, len(GRADES))
    )
    block = 5 if height > 16 else 4
    over = 4 if height > 16 else 3
    return (
        svg.rect(x, y, width, height, "bed")
        + svg.rect(x + step * band.low, y, step * (band.high - band.low), height, "band")
        + svg.path(ticks, "tick")
        + svg.rect(
            x + min(width - block, max(0, step * band.point - block / 2)),
            y - over,
            block,
            height + 2 * over,
            "f-ink",
        )
    )


def _names(current: str, left: float, step: float, y: float) -> list[str]:
    return [
        svg.text(left + step * (k + 0.5), y, name, "b" if name == current else "ink2", 12, "middle")
        for k, name in enumerate(GRADES)
    ]


def _ladder(ladder: BandLadder, width: int) -> str:
    beside = width >= 440
    left = 176.0 if beside else 0.0
    pitch = 38 if beside else 50
    step = (width - left - 2) / len(GRADES)
    height = 26 + pitch * len(ladder.rungs)
    # Where labels stand above their bars, the grid leaves their lines free.
    spans = [(22, height)] if beside else [(46 + pitch * k, 30) for k in range(len(ladder.rungs))]
    grid = "".join(
        f"M{number(left + 1 + step * k)} {top}v{min(length, height - top)}"
        for top, length in spans
        for k in range(len(GRADES) + 1)
    )
    heads = _names(ladder.grade, left + 1, step, 14)
    rungs = [
        _rung(rung, left + 1, 26 + pitch * k, step, beside) for k, rung in enumerate(ladder.rungs)
    ]
    return svg.document(
        width,
        height + 2,
        svg.path(grid, "grid"),
        *heads,
        *rungs,
        title=_("How each proof narrows the band"),
        sentence=ladder.sentence,
    )


def _rung(rung: Rung, left: float, top: float, step: float, beside: bool) -> str:
    bar_y = top + 8 if beside else top + 24
    css = "b" if rung.newest else "ochre" if rung.possible else "ink2"
    words = svg.fit(rung.label, left - 12 if beside else step * 10, 13, bold=rung.newest)
    label = svg.text(0, top + 21 if beside else top + 17, words, css, 13)
    x, span = left + step * rung.low, step * (rung.high - rung.low)
    if rung.possible:
        outline = svg.rect(x, bar_y, span, 18, "possible")
        return svg.hatch(x, bar_y, span, 18, "hatch-ochre", 6) + outline + label
    bar = svg.rect(x, bar_y, span, 18, "newest" if rung.newest else "band")
    # The block stays on the scale when the point lies at its very end.
    point = left + min(step * len(GRADES) - 4, max(0.0, step * rung.point - 2))
    return bar + svg.rect(point, bar_y - 3, 4, 24, "f-ink") + label
