"""The supervisor's one screen, as values."""

from dataclasses import dataclass
from typing import Literal

from headrace.portals.drawings.days import Sparkline
from headrace.portals.drawings.histogram import CeilingHistogram
from headrace.portals.pieces import Head, HeatMap, Mark, Message, State, Turn
from headrace.portals.supervisor.pages.rules import RuleRow


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A stretch of the channel with its figure and its course."""

    station: Literal["ring", "basin", "wheel", "late"]
    label: str
    value: str
    course: Sparkline | None = None
    compared: str = ""
    calm: bool = False


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """Something that asks for a decision: what, why, whose turn by when."""

    kind: Mark
    second: str
    due: Mark
    url: str = ""


@dataclass(frozen=True, slots=True)
class ConsolePage:
    """One screen: a sentence of judgement, flows, heat, decisions, the ceiling, rules."""

    head: Head
    figures: tuple[KeyFigure, ...]
    heat: HeatMap | None = None
    heat_note: str = ""
    decisions: tuple[DecisionRow, ...] = ()
    decisions_note: str = ""
    offers: CeilingHistogram | None = None
    offers_note: str = ""
    offers_mark: Mark | None = None
    offers_words: str = ""
    rules: tuple[RuleRow, ...] = ()
    turn: Turn | None = None
    messages: tuple[Message, ...] = ()
    no_decision: State | None = None
    no_offers: State | None = None
