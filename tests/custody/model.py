"""The ledger in plain Python: what every answer and balance must be. It knows no database."""

from dataclasses import dataclass, field
from uuid import UUID

from headrace.custody.services import NewTransfer

RESOLVES = ("post_pending", "void_pending", "expire")


@dataclass
class Box:
    """One account."""

    purpose: str
    floor: str
    frozen: bool = False
    debits: int = 0
    credits: int = 0
    debits_pending: int = 0
    credits_pending: int = 0

    def counters(self) -> tuple[int, int, int, int]:
        return self.debits, self.credits, self.debits_pending, self.credits_pending

    def copy(self) -> "Box":
        return Box(self.purpose, self.floor, self.frozen, *self.counters())


@dataclass
class Model:
    """One book."""

    allowed: frozenset[tuple[str, str, str]]
    boxes: dict[UUID, Box] = field(default_factory=dict)
    said: dict[UUID, tuple[object, ...]] = field(default_factory=dict)
    places: dict[UUID, int] = field(default_factory=dict)
    resolved: set[UUID] = field(default_factory=set)

    def post(self, batch: list[NewTransfer]) -> list[tuple[str, int | None]]:
        answers: list[tuple[str, int | None]] = []
        at = 0
        while at < len(batch):
            end = at + 1
            while end < len(batch) and self._joined(batch[end - 1], batch[end]):
                end += 1
            unit = batch[at:end]
            answers += self._unit(unit) if len(unit) > 1 else [self._one(unit[0])]
            at = end
        return answers

    @staticmethod
    def _joined(one: NewTransfer, other: NewTransfer) -> bool:
        return one.linked and other.linked and one.group_id == other.group_id

    def _unit(self, unit: list[NewTransfer]) -> list[tuple[str, int | None]]:
        before = self._snapshot()
        answers = [self._one(each) for each in unit]
        statuses = {status for status, _ in answers}
        if statuses in ({"posted"}, {"exists"}):
            return answers
        self.boxes, self.said, self.places, self.resolved = before
        return [
            ("linked_failed", None) if status == "posted" else (status, place)
            for status, place in answers
        ]

    def _snapshot(self):
        boxes = {name: box.copy() for name, box in self.boxes.items()}
        return boxes, dict(self.said), dict(self.places), set(self.resolved)

    def _one(self, asked: NewTransfer) -> tuple[str, int | None]:
        known = asked.id in self.said
        pend = self.said.get(asked.pending_id) if asked.kind in RESOLVES else None
        if asked.kind in RESOLVES:
            if pend is None or pend[0] != "pend":
                return ("id_reused" if known else "unknown"), None
            given = asked.debit_id, asked.credit_id, asked.code
            kept = pend[1], pend[2], pend[4]
            if any(g is not None and g != k for g, k in zip(given, kept, strict=True)):
                return ("id_reused" if known else "forbidden"), None
            amount = pend[3] if asked.amount_minor is None else asked.amount_minor
            debit, credit, code = kept
        else:
            debit, credit, code = asked.debit_id, asked.credit_id, asked.code
            amount = asked.amount_minor
        says = (
            asked.kind,
            debit,
            credit,
            amount,
            code,
            asked.pending_id,
            asked.group_id,
            asked.linked,
            asked.subject,
        )
        if known:
            same = self.said[asked.id] == says
            return ("exists", self.places[asked.id]) if same else ("id_reused", None)
        held = pend[3] if pend else None
        status = self._judge(asked, debit, credit, amount, code, held)
        if status == "posted":
            self._move(asked.kind, debit, credit, amount, held)
            self.said[asked.id] = says
            self.places[asked.id] = len(self.places) + 1
            if asked.pending_id:
                self.resolved.add(asked.pending_id)
            return status, self.places[asked.id]
        return status, None

    def _judge(self, asked, debit, credit, amount, code, held) -> str:
        if asked.kind in RESOLVES and asked.pending_id in self.resolved:
            return "resolved"
        if debit not in self.boxes or credit not in self.boxes:
            return "unknown"
        out, into = self.boxes[debit], self.boxes[credit]
        if amount <= 0 or debit == credit or (out.purpose, code, into.purpose) not in self.allowed:
            return "forbidden"
        if asked.kind in ("void_pending", "expire"):
            return "posted" if amount == held else "forbidden"
        if out.frozen and not (asked.kind == "post_pending" and into.purpose == "in_transit"):
            return "frozen"
        if asked.kind == "post_pending":
            return "posted" if amount <= held else "insufficient"
        if out.floor == "credit" and out.credits - out.debits - out.debits_pending < amount:
            return "insufficient"
        if into.floor == "debit" and into.debits - into.credits - into.credits_pending < amount:
            return "insufficient"
        return "posted"

    def _move(self, kind: str, debit: UUID, credit: UUID, amount: int, held: int | None) -> None:
        out, into = self.boxes[debit], self.boxes[credit]
        if kind in ("post", "post_pending"):
            out.debits += amount
            into.credits += amount
        pending = amount if kind == "pend" else -(held or 0)
        out.debits_pending += pending
        into.credits_pending += pending
