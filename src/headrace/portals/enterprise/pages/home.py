"""What the home shows."""

from dataclasses import dataclass

from headrace.portals.drawings.channel import ChannelStrip
from headrace.portals.drawings.days import DailyBars
from headrace.portals.drawings.gauges import LimitGauge
from headrace.portals.drawings.plan import Plan
from headrace.portals.pieces import (
    Action,
    Dialogue,
    GradeSheet,
    Head,
    Message,
    State,
    Step,
    Turn,
)


@dataclass(frozen=True, slots=True)
class Improvement:
    """A proof that would help: what it does, what it is worth, what it takes."""

    act: Action
    effect: str
    worth: str
    effort: str


@dataclass(frozen=True, slots=True)
class NextRepayment:
    """The next instalment with its day, account and loan."""

    amount: str
    where: str
    note: str
    plan: Plan
    act: Action | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What is asked against what the evidence bears."""

    gauge: LimitGauge
    asked: str
    limit: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """Whose turn it is, where the request stands, the grade, what would help, what is due next."""

    head: Head
    steps: tuple[Step, ...] = ()
    steps_note: str = ""
    turn: Turn | None = None
    strip: ChannelStrip | None = None
    grade: GradeSheet | None = None
    limit: Limit | None = None
    improvements: tuple[Improvement, ...] = ()
    sales: DailyBars | None = None
    sales_note: str = ""
    sales_missing: State | None = None
    next_repayment: NextRepayment | None = None
    messages: tuple[Message, ...] = ()
    empty: State | None = None
    withdraw: Action | None = None
    dialogue: Dialogue | None = None
    is_repaying: bool = False
