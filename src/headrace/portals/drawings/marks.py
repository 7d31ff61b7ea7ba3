"""The signs of the house: eight status marks, five provenance marks, and the logo."""

from typing import Final

from headrace.portals.drawings.svg import element, hatch, path, rect

STATUS: Final = ("done", "wait", "turn", "part", "near", "late", "refused", "closed")
PROVENANCE: Final = ("register", "signed", "feed", "said", "stale")

_TICK: Final = "M4.6 8.3l2.4 2.4 4.4-4.9"
_CROSS: Final = "M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"


def _disc(css: str) -> str:
    return element("circle", cx=8, cy=8, r=7, class_=css)


_STATUS_SHAPES: Final = {
    "done": _disc("mark-full") + path(_TICK, "mark-cut"),
    "wait": _disc("mark-line") + path("M8 4.2V8.3l2.6 1.7", "mark-line"),
    "turn": path("M8-.2 16.2 8 8 16.2-.2 8z", "mark-full")
    + path("M4.8 8h5.4M8 5.8 10.4 8 8 10.2", "mark-cut"),
    "part": _disc("mark-line") + path("M8 1a7 7 0 0 1 0 14z", "mark-full"),
    "near": path("M8 1.8 15 14.2H1z", "mark-line") + path("M8 6.2v3.7M8 11.3v1.5", "mark-line"),
    "late": path("M8 .8 15.8 15H.2z", "mark-full") + path("M8 5.8v4.2M8 11.6v1.7", "mark-cut"),
    "refused": path("M4.9.6h6.2l4.3 4.3v6.2l-4.3 4.3H4.9L.6 11.1V4.9z", "mark-full")
    + path(_CROSS, "mark-cut"),
    "closed": path("M1.2 1.2h13.6v13.6H1.2z", "mark-line") + path("M4.6 8h6.8", "mark-line"),
}
_PROVENANCE_SHAPES: Final = {
    "register": element("circle", cx=8, cy=8, r=6, class_="mark-full"),
    "signed": element("circle", cx=8, cy=8, r=6, class_="mark-line")
    + element("circle", cx=8, cy=8, r=2.6, class_="mark-full"),
    "feed": path("M1.5 6.4c2.2-3 4.4-3 6.5-.6s4.3 2.4 6.5-.6", "mark-line")
    + path("M1.5 11.2c2.2-3 4.4-3 6.5-.6s4.3 2.4 6.5-.6", "mark-line"),
    "said": element("circle", cx=8, cy=8, r=6, class_="mark-line"),
    "stale": element("circle", cx=8, cy=8, r=6, class_="mark-line mark-dashed"),
}


def _sign(shape: str, css: str) -> str:
    return element(
        "svg", shape, class_=css, viewBox="0 0 16 16", width=16, height=16, aria_hidden="true"
    )


def status(kind: str) -> str:
    """The 16 px shape of a state; its words always stand beside it, so it is hidden to readers."""
    return _sign(_STATUS_SHAPES[kind], f"sign sign-{kind}")


def provenance(kind: str) -> str:
    """The 16 px shape that says how a fact is known; its words stand beside it."""
    return _sign(_PROVENANCE_SHAPES[kind], f"sign sign-{kind}")


def wheel(cx: float, cy: float, radius: float, ring: str, spokes: str) -> str:
    """A mill wheel: a ring and eight spokes, the firm on every channel."""
    inner, slope = radius * 0.86, radius * 0.86 * 0.7071
    strokes = (
        f"M{cx - inner:.2f} {cy:.2f}h{2 * inner:.2f}M{cx:.2f} {cy - inner:.2f}v{2 * inner:.2f}"
        f"M{cx - slope:.2f} {cy - slope:.2f}l{2 * slope:.2f} {2 * slope:.2f}"
        f"M{cx - slope:.2f} {cy + slope:.2f}l{2 * slope:.2f} {-2 * slope:.2f}"
    )
    return element("circle", cx=cx, cy=cy, r=radius, class_=ring) + path(strokes, spokes)


def logo() -> str:
    """The line that runs onto a wheel, for the masthead."""
    shape = path("M0 3.5h27", "logo-water") + wheel(27.5, 15, 10.5, "logo-wheel", "logo-spokes")
    return element(
        "svg", shape, class_="logo", viewBox="0 0 40 27", width=40, height=27, aria_hidden="true"
    )


def station(kind: str) -> str:
    """A station drawn alone, 24 px: ring, basin, wheel, or the hatched square of late money."""
    shapes = {
        "ring": element("circle", cx=12, cy=12, r=10, class_="st-line"),
        "basin": rect(2, 2, 20, 20, "st-line", 3) + rect(4, 11, 16, 9, "f-race", 1),
        "wheel": wheel(12, 12, 10, "st-line", "spokes"),
        "late": hatch(4, 4, 16, 16, "hatch-brick", 6) + rect(4, 4, 16, 16, "missing"),
        "gate": rect(0, 9, 24, 5, "f-ink"),
    }
    return element(
        "svg",
        shapes[kind],
        class_="picture still",
        viewBox="0 0 24 24",
        width=24,
        height=24,
        aria_hidden="true",
    )


def swatch(kind: str) -> str:
    """The 14 px sample of a legend."""
    shapes = {
        "paid": rect(0, 0, 14, 14, "f-race"),
        "interest": rect(0.5, 0.5, 13, 13, "f-mid"),
        "missing": hatch(1, 1, 12, 12, "hatch-brick", 5) + rect(1, 1, 12, 12, "missing"),
        "to-come": rect(0.5, 0.5, 13, 13, "bed"),
        "band": rect(0.5, 0.5, 13, 13, "band"),
    }
    return element(
        "svg", shapes[kind], viewBox="0 0 14 14", width=14, height=14, aria_hidden="true"
    )
