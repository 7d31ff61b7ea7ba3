"""The channel strip: where the money is, which gates stand before it, and whose key they need."""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext as _

from headrace.portals.drawings import svg
from headrace.portals.drawings.marks import wheel
from headrace.portals.drawings.svg import Twin

LYING_FROM: Final = 568
_RADIUS: Final = 10.0

StationKind = Literal["ring", "basin", "wheel"]
GateState = Literal["open", "shut", "yours"]


@dataclass(frozen=True, slots=True)
class Station:
    """A place where money rests; the reader's own is filled, a basin with money shows its level."""

    kind: StationKind
    name: str
    amount: str
    reader: bool = False
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be true before money passes; `at` is its place along its reach, 0 to 1."""

    state: GateState
    words: str = ""
    at: float = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """The stretch between two stations and how far water stands in it, 0 (planned) to 1."""

    water: float = 0.0
    gate: Gate | None = None

    @property
    def filled(self) -> float:
        """The share drawn as water: never beyond a gate that is shut."""
        if self.gate is None or self.gate.state == "open":
            return self.water
        return min(self.water, self.gate.at)


@dataclass(frozen=True, slots=True)
class ChannelStrip:
    """Three to five stations, the reaches between them, and a line that adds the amounts up."""

    stations: tuple[Station, ...]
    reaches: tuple[Reach, ...]
    sentence: str
    sum_line: str = ""

    def __post_init__(self) -> None:
        if not 3 <= len(self.stations) <= 5 or len(self.reaches) != len(self.stations) - 1:
            raise ValueError("A channel has three to five stations and a reach between each two.")

    def svg(self, width: int) -> str:
        """Lying where every word has room, running downward on a phone and else."""
        lies = width >= LYING_FROM and _words_fit(self, width)
        return _lying(self, width) if lies else _standing(self, width)

    def twin(self) -> Twin:
        """Station, amount and the gate that follows it."""
        gates = [_gate_words(reach.gate) for reach in self.reaches] + ["–"]
        rows = tuple((s.name, s.amount, g) for s, g in zip(self.stations, gates, strict=True))
        return Twin(self.sentence, (_("Where"), _("Amount"), _("Gate after it")), rows)


def _gate_words(gate: Gate | None) -> str:
    if gate is None:
        return "–"
    states = {"open": _("open"), "shut": _("shut"), "yours": _("shut, your turn")}
    return f"{gate.words}: {states[gate.state]}" if gate.words else states[gate.state]


def _station(station: Station, x: float, y: float) -> str:
    full = "st-full" if station.reader else "st-line"
    if station.kind == "wheel":
        return wheel(x, y, _RADIUS, full, "spokes-cut" if station.reader else "spokes")
    if station.kind == "ring":
        return svg.element("circle", cx=x, cy=y, r=_RADIUS, class_=full)
    box = svg.rect(x - _RADIUS, y - _RADIUS, 2 * _RADIUS, 2 * _RADIUS, full, 3)
    level = svg.rect(x - 8, y - 1, 16, 9, "f-race", 1) if station.holds else ""
    return box + level


def _diamond(x: float, y: float) -> str:
    return svg.path(f"M{x:.2f} {y - 5.5:.2f}l5.5 5.5-5.5 5.5-5.5-5.5z", "f-ochre")


def _room(place: int, count: int, step: float) -> float:
    """The end stations own half a step; a middle one shares its two halves with its neighbours."""
    return (step * 0.62 if place in (0, count - 1) else step * 0.72) - 8


def _words_fit(strip: ChannelStrip, width: int) -> bool:
    count = len(strip.stations)
    step = (width - 2 * _RADIUS - 2) / (count - 1)
    return all(
        svg.text_width(station.name, 13) <= _room(place, count, step)
        and svg.text_width(station.amount, 15, bold=True) <= _room(place, count, step)
        for place, station in enumerate(strip.stations)
    )


def _lying(strip: ChannelStrip, width: int) -> str:
    step = (width - 2 * _RADIUS - 2) / (len(strip.stations) - 1)
    xs = [_RADIUS + 1 + step * place for place in range(len(strip.stations))]
    lanes = [
        _lying_reach(reach, xs[place] + 14, xs[place + 1] - 14, width)
        for place, reach in enumerate(strip.reaches)
    ]
    marks = [_station(s, x, 32) for s, x in zip(strip.stations, xs, strict=True)]
    words = [_lying_words(strip.stations, place, x, width) for place, x in enumerate(xs)]
    return svg.document(
        width, 86, *lanes, *marks, *words, title=_("Where the money is"), sentence=strip.sentence
    )


def _lying_reach(reach: Reach, left: float, right: float, width: int) -> str:
    length = right - left
    water = length * reach.filled
    drawn = svg.rect(left + 0.5, 28.5, length - 1, 7, "bed", 3.5) if reach.filled < 1 else ""
    drawn += svg.rect(left, 28, water, 8, "f-race", min(4, water / 2))
    gate = reach.gate
    return drawn + (_lying_gate(gate, left + length * gate.at, width) if gate else "")


def _lying_gate(gate: Gate, x: float, width: int) -> str:
    if gate.state == "yours":
        words = svg.fit(gate.words, max(width - x - 12, x - 12), 13, bold=True)
        beside = x + 12 + svg.text_width(words, 13, bold=True) <= width
        label = svg.text(
            x + 10 if beside else x - 10, 15, words, "b ochre", 13, "start" if beside else "end"
        )
        return svg.rect(x - 2.5, 20, 5, 24, "f-ochre") + _diamond(x, 10.5) + label
    label = svg.text(x, 15, gate.words, "ink2", 13, "middle") if gate.words else ""
    if gate.state == "shut":
        return svg.rect(x - 2, 20, 4, 24, "f-ink gate") + label
    return svg.rect(x - 2, 20, 4, 6, "f-ink") + svg.rect(x - 2, 38, 4, 6, "f-ink") + label


def _lying_words(stations: tuple[Station, ...], place: int, x: float, width: int) -> str:
    last = place == len(stations) - 1
    anchor, at = ("start", 0.0) if place == 0 else ("end", float(width)) if last else ("middle", x)
    station = stations[place]
    name = svg.text(at, 62, station.name, "ink2", 13, anchor)
    return name + svg.text(at, 81, station.amount, "b", 15, anchor)


def _standing(strip: ChannelStrip, width: int) -> str:
    y, drawn = 13.0, []
    for place, station in enumerate(strip.stations):
        words, extra = _standing_words(station, y, width)
        reach = strip.reaches[place] if place < len(strip.reaches) else None
        said = reach is not None and reach.gate is not None and bool(reach.gate.words)
        below = y + 36 + extra + (18 if said else 0)
        if reach is not None:
            drawn.append(_standing_reach(reach, y + 13, below - 13, y + extra, width))
        drawn += [_station(station, 12, y), words]
        y = below if reach is not None else y + extra
    title = _("Where the money is")
    return svg.document(width, y + 13, *drawn, title=title, sentence=strip.sentence)


def _standing_words(station: Station, y: float, width: int) -> tuple[str, float]:
    weight = "b" if station.reader else "ink2"
    taken = svg.text_width(station.name, 14, bold=station.reader) + 36
    amount_room = svg.text_width(station.amount, 14, bold=True) + 10
    beside = taken + amount_room <= width
    name = svg.fit(station.name, width - 36, 14, bold=station.reader)
    amount = svg.fit(station.amount, width - 36, 14, bold=True)
    drawn = svg.text(36, y + 5, name, weight, 14)
    drawn += svg.text(width, y + (5 if beside else 24), amount, "b", 14, "end")
    return drawn, 0 if beside else 19


def _standing_reach(reach: Reach, top: float, bottom: float, said_y: float, width: int) -> str:
    length = bottom - top
    gate_y = said_y + 28 if reach.gate and reach.gate.words else top + length / 2
    water = length * reach.filled
    if reach.gate and reach.gate.state != "open" and reach.water >= reach.gate.at:
        water = gate_y - top
    drawn = svg.rect(8.5, top + 0.5, 7, length - 1, "bed", 1) + svg.rect(8, top, 8, water, "f-race")
    return drawn + (_standing_gate(reach.gate, gate_y, width) if reach.gate else "")


def _standing_gate(gate: Gate, y: float, width: int) -> str:
    if gate.state == "yours":
        words = svg.fit(gate.words, width - 54, 14, bold=True)
        label = _diamond(41, y) + svg.text(53, y + 5, words, "b ochre", 14)
        return svg.rect(0, y - 2.5, 24, 5, "f-ochre") + label
    label = (
        svg.text(36, y + 5, svg.fit(gate.words, width - 36, 14), "ink2", 14) if gate.words else ""
    )
    if gate.state == "shut":
        return svg.rect(0, y - 2, 24, 4, "f-ink gate") + label
    return svg.rect(0, y - 2, 6, 4, "f-ink") + svg.rect(18, y - 2, 6, 4, "f-ink") + label
