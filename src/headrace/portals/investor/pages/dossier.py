"""The whole file, as values."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import DailyBars
from headrace.portals.drawings.grade import BandLadder
from headrace.portals.investor.pages.costs import CostSheet
from headrace.portals.investor.pages.decision import Decision
from headrace.portals.investor.pages.evidence import FactRow, FindingRow, LiveRow, Note
from headrace.portals.pieces import Dialogue, Fact, Field, GradeSheet, Head, Message, Turn


@dataclass(frozen=True, slots=True)
class DossierPage:
    """The whole file: how sure, the facts and who vouches for them, findings, the decision."""

    head: Head
    grade: GradeSheet | None
    decision: Decision | None = None
    ladder: BandLadder | None = None
    facts: tuple[FactRow, ...] = ()
    facts_note: str = ""
    findings: tuple[FindingRow, ...] = ()
    findings_note: str = ""
    sales: DailyBars | None = None
    sales_note: str = ""
    live: tuple[LiveRow, ...] = ()
    notes: tuple[Note, ...] = ()
    ask: Field | None = None
    ask_to: str = ""
    reasons: tuple[Fact, ...] = ()
    strip: ChannelStrip | None = None
    turn: Turn | None = None
    dialogue: Dialogue | None = None
    messages: tuple[Message, ...] = ()
    more_facts: tuple[FactRow, ...] = ()
    costs: CostSheet | None = None
    matched: tuple[Fact, ...] = ()
