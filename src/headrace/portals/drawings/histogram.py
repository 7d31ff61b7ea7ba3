"""Offers by cost under the legal ceiling, those close to it named."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headrace.portals.drawings import svg
from headrace.portals.drawings.svg import Twin


@dataclass(frozen=True, slots=True)
class CeilingHistogram:
    """
    Counts per class of cost and the ceiling over them.

    `start` and `step` are in per cent a year; bars that end within half a point below the ceiling
    are drawn in ochre. `ceiling_words` are the value, the formula and its date, one line each.
    """

    counts: tuple[int, ...]
    start: float
    step: float
    ceiling: float
    ceiling_words: tuple[str, ...]
    sentence: str
    height: int = 150

    def svg(self, width: int) -> str:
        """Mid bars, a 4 px brick line at the ceiling, percentages under the base line."""
        return _draw(self, width)

    def near(self) -> int:
        """How many offers lie in classes that end within half a point of the ceiling."""
        return sum(n for k, n in enumerate(self.counts) if self.is_near(k))

    def is_near(self, place: int) -> bool:
        """Whether a class touches the half point under the ceiling."""
        end = self.start + self.step * (place + 1)
        return self.ceiling - 0.5 < end <= self.ceiling

    def twin(self) -> Twin:
        """Each class with its count."""
        rows = tuple(
            (f"{self.start + self.step * k:g}–{self.start + self.step * (k + 1):g} %", f"{n:,}")
            for k, n in enumerate(self.counts)
        )
        return Twin(self.sentence, (_("All-in cost a year"), _("Offers")), rows)


def _draw(picture: CeilingHistogram, width: int) -> str:
    classes = len(picture.counts)
    end = max(picture.start + picture.step * classes, picture.ceiling + 3)
    scale = (width - 2) / (end - picture.start)
    base = picture.height + 4.0
    tall = picture.height / max(1, *picture.counts)
    boxes = [
        (1 + scale * picture.step * k + 1, base - n * tall, scale * picture.step - 2, n * tall)
        for k, n in enumerate(picture.counts)
    ]
    far = [box for k, box in enumerate(boxes) if not picture.is_near(k)]
    near = [box for k, box in enumerate(boxes) if picture.is_near(k)]
    line_x = 1 + scale * (picture.ceiling - picture.start)
    return svg.document(
        width,
        base + 24,
        svg.bars(far, "f-mid"),
        svg.bars(near, "f-ochre"),
        svg.line(0, base, width, base, "base"),
        svg.rect(line_x - 2, 2, 4, base + 2, "f-brick"),
        *_ceiling_words(picture, line_x, width),
        *_axis(picture, end, scale, base + 18, width),
        title=_("Offers and the ceiling"),
        sentence=picture.sentence,
    )


def _ceiling_words(picture: CeilingHistogram, x: float, width: int) -> list[str]:
    widest = max((svg.text_width(words, 13) for words in picture.ceiling_words), default=0)
    right = x + 10 + widest <= width
    anchor, at = ("start", x + 8) if right else ("end", x - 8)
    drawn, y = [], 17.0
    for k, words in enumerate(picture.ceiling_words):
        css, size = ("b brick", 20) if k == 0 else ("ink2", 13)
        drawn.append(svg.text(at, y, words, css, size, anchor))
        y += 20
    return drawn


def _axis(picture: CeilingHistogram, end: float, scale: float, y: float, width: int) -> list[str]:
    drawn = []
    value, free_from = picture.start, 0.0
    while value <= end:
        words = f"{value:g} %"
        x = min(1 + scale * (value - picture.start), width - svg.text_width(words, 12) / 2)
        x = max(x, svg.text_width(words, 12) / 2)
        if x - svg.text_width(words, 12) / 2 >= free_from:
            drawn.append(svg.text(x, y, words, "ink2", 12, "middle"))
            free_from = x + svg.text_width(words, 12) / 2 + 8
        value += 2
    return drawn
