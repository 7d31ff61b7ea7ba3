"""
The small grammar of our drawings: elements, text that fits, hatching, tables beside them.

Geometry stands in attributes and colour in CSS classes, because the page's policy forbids style
attributes. Lengths are CSS pixels and therefore floats; no amount of money is computed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Final, Protocol
from unicodedata import east_asian_width

COLUMN: Final = (288, 328, 379, 468, 568, 664, 771)
FULL: Final = (288, 328, 468, 568, 704, 936, 1168)
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Twin:
    """The same figures as a table: a caption, a head and rows whose first cell names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(Protocol):
    """What every drawing of a page can do: be drawn for a width, and be read as a table."""

    def svg(self, width: int) -> str:
        """The drawing made for this width in pixels."""
        ...

    def twin(self) -> Twin:
        """The table made from the same values."""
        ...


def number(value: float) -> str:
    """A length for an attribute, at most two places and no trailing zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One SVG element; `class_` becomes `class` and an underscore inside a name a hyphen."""
    parts = [name]
    for key, value in attributes.items():
        label = "class" if key == "class_" else key.replace("_", "-")
        shown = escape(value) if isinstance(value, str) else number(value)
        parts.append(f'{label}="{shown}"')
    opened = " ".join(parts)
    return f"<{opened}>{''.join(children)}</{name}>" if children else f"<{opened}/>"


def document(
    width: float, height: float, *children: str, title: str, sentence: str = "", css: str = ""
) -> str:
    """A whole drawing with its name and, for who cannot see it, its finding in a sentence."""
    desc = element("desc", escape(sentence)) if sentence else ""
    return element(
        "svg",
        element("title", escape(title)),
        desc,
        *children,
        class_=f"picture {css}".strip(),
        role="img",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
    )


def rect(x: float, y: float, width: float, height: float, css: str, round_: float = 0) -> str:
    """A rectangle; one of no extent is left out."""
    if width <= 0 or height <= 0:
        return ""
    corner = {"rx": round_} if round_ else {}
    return element("rect", x=x, y=y, width=width, height=height, **corner, class_=css)


def path(d: str, css: str) -> str:
    """A path from its commands; an empty one is left out."""
    return element("path", d=d, class_=css) if d else ""


def bars(boxes: Sequence[tuple[float, float, float, float]], css: str) -> str:
    """Many rectangles of one colour as a single path, so that sixty days stay a short page."""
    drawn = (
        f"M{number(x)} {number(y)}h{number(w)}v{number(h)}h{number(-w)}z"
        for x, y, w, h in boxes
        if w > 0 and h > 0
    )
    return path("".join(drawn), css)


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """A straight stroke."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=css)


def text(x: float, y: float, words: str, css: str, size: int = 12, anchor: str = "start") -> str:
    """A line of text on its base line; the size in pixels becomes a class, never under 12."""
    if size < 12:
        raise ValueError(f"Text of {size} px is smaller than anybody should have to read.")
    where = {} if anchor == "start" else {"text_anchor": anchor}
    return element("text", escape(words), x=x, y=y, class_=f"t{size} {css}", **where)


def text_width(words: str, size: int, *, bold: bool = False) -> float:
    """About how wide a line will be: a Chinese letter is one em, a Latin one 0.55."""
    wide = sum(1 for letter in words if east_asian_width(letter) in "WF")
    return size * (wide + (0.6 if bold else 0.55) * (len(words) - wide))


def fit(words: str, room: float, size: int, *, bold: bool = False) -> str:
    """The words, shortened with an ellipsis if there is no room; the table keeps them whole."""
    if text_width(words, size, bold=bold) <= room:
        return words
    kept = words
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS if kept else ""


def hatch(x: float, y: float, width: float, height: float, css: str, step: float = 7) -> str:
    """Diagonal strokes clipped to a rectangle by arithmetic, so that no id is needed."""
    return path("".join(_strokes(x, y, width, height, step)), css)


def nice_top(largest: float) -> float:
    """A round number at or above the largest value that three equal steps divide well."""
    if largest <= 0:
        return 3.0
    unit = 10.0 ** floor(log10(largest))
    return next(unit * k for k in (1.5, 3, 6, 9, 15) if unit * k >= largest)


def _strokes(x: float, y: float, width: float, height: float, step: float) -> Iterator[str]:
    along = step
    while along < width + height:
        from_x, from_y = (x + along, y) if along <= width else (x + width, y + along - width)
        to_x, to_y = (x, y + along) if along <= height else (x + along - height, y + height)
        yield f"M{number(from_x)} {number(from_y)}L{number(to_x)} {number(to_y)}"
        along += step
