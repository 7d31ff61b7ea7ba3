"""One agreement, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.plan import Plan
from headrace.portals.investor.pages.costs import CostRow
from headrace.portals.pieces import Action, Dialogue, Event, Fact, Head, Message, Turn


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One agreement: what was agreed, who has signed, the text, and the plan once it runs."""

    head: Head
    facts: tuple[Fact, ...]
    steps: tuple[Event, ...]
    text: str
    fingerprint: str
    papers: tuple[Action, ...] = ()
    plan: Plan | None = None
    plan_note: str = ""
    costs: tuple[CostRow, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    dialogue: Dialogue | None = None
    messages: tuple[Message, ...] = ()
