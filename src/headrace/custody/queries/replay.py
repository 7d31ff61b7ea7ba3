"""The ledger counted anew from its transfers: what counters and legs must be."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from headrace.custody.rules import seals

COUNTERS = ("debits_posted", "credits_posted", "debits_pending", "credits_pending", "ver")


@dataclass(slots=True)
class Replay:
    """What the counters and legs must be if the transfers are true."""

    counters: dict[UUID, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(COUNTERS, 0))
    )
    promised: dict[UUID, int] = field(default_factory=dict)
    legs: dict[tuple[UUID, int], tuple[object, ...]] = field(default_factory=dict)

    def add(self, row: seals.Sealed) -> None:
        """Count one transfer."""
        posted = row.amount if row.kind in ("post", "post_pending") else 0
        if row.kind == "pend":
            self.promised[row.id] = row.amount
        pending = row.amount if row.kind == "pend" else 0
        if row.pending_id is not None:
            pending -= self.promised.pop(row.pending_id, 0)
        for account, side, sign in ((row.debit_id, "debits", -1), (row.credit_id, "credits", 1)):
            mine = self.counters[account]
            mine[f"{side}_posted"] += posted
            mine[f"{side}_pending"] += pending
            if posted:
                mine["ver"] += 1
                after = mine["credits_posted"] - mine["debits_posted"]
                told = (row.id, sign * posted, after, row.recorded_at)
                self.legs[account, mine["ver"]] = told
