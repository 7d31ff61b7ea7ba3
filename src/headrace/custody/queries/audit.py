"""Reading the whole ledger again: every seal, every transfer, every counter."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from uuid import UUID

from headrace.custody.models import Account, Leg, Seal, Transfer
from headrace.custody.queries.accounts import account_identity
from headrace.custody.queries.replay import COUNTERS, Replay
from headrace.custody.rules import seals
from headrace.custody.rules.accounts import NATURES, Purpose
from headrace.kit.ids import id_at


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """Something that is not what was written: its place, and the seal that tells, if one does."""

    what: str  # seal | transfer | account | leg | unsealed
    place: str
    seal: int | None


@dataclass(frozen=True, slots=True)
class LedgerAudit:
    """What a verification read and every fault it found."""

    transfers: int
    seals: int
    faults: tuple[LedgerFault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not self.faults


def verify_book(book_id: UUID) -> LedgerAudit:
    """
    Read a book from its first transfer and name everything that differs.

    A superuser who rewrites transfers, counters, legs and the whole chain after them is caught
    only by a root kept outside this database.
    """
    replay = Replay()
    rows = _rows(book_id, replay)
    chain = [_seal(row) for row in Seal.objects.filter(book_id=book_id).order_by("number")]
    faults = list(_chain_faults(chain, rows))
    sealed_to = chain[-1].last_seq if chain else 0
    faults += [
        LedgerFault("unsealed", str(row.id), None) for seq, row in rows.items() if seq > sealed_to
    ]
    faults += [*_account_faults(book_id, replay), *_leg_faults(book_id, replay)]
    return LedgerAudit(len(rows), len(chain), tuple(faults))


def _rows(book_id: UUID, replay: Replay) -> dict[int, seals.Sealed]:
    rows = {}
    names = [each.name for each in fields(seals.Sealed)]
    for stored in Transfer.objects.filter(book_id=book_id).order_by("seq").iterator():
        row = seals.Sealed(**{name: getattr(stored, name) for name in names})
        rows[row.seq] = row
        replay.add(row)
    return rows


def _seal(row: Seal) -> seals.Seal:
    hashes = bytes(row.root), bytes(row.previous), bytes(row.seal)
    return seals.Seal(
        row.book_id,
        row.number,
        row.first_seq,
        row.last_seq,
        *hashes,
        row.algorithm,
        row.sealed_at,
    )


def _chain_faults(chain: list[seals.Seal], rows: dict[int, seals.Sealed]) -> Iterator[LedgerFault]:
    number, last_seq, previous = 0, 0, seals.GENESIS
    for each in chain:
        follows = (each.number, each.first_seq, each.previous) == (
            number + 1,
            last_seq + 1,
            previous,
        )
        if not follows or each.seal != seals.seal_hash(each):
            yield LedgerFault("seal", f"seal {each.number}", each.number)
        yield from _sealed_faults(each, rows)
        number, last_seq, previous = each.number, each.last_seq, each.seal


def _sealed_faults(seal: seals.Seal, rows: dict[int, seals.Sealed]) -> Iterator[LedgerFault]:
    there = []
    for seq in range(seal.first_seq, seal.last_seq + 1):
        row = rows.get(seq)
        if row is None or row.payload_hash != seals.payload_hash(row):
            place = f"transfer {seq}" if row is None else str(row.id)
            yield LedgerFault("transfer", place, seal.number)
        if row is not None:
            there.append(row)
    if not there or seals.merkle_root([seals.leaf(row) for row in there]) != seal.root:
        yield LedgerFault("seal", f"seal {seal.number}", seal.number)


def _account_faults(book_id: UUID, replay: Replay) -> Iterator[LedgerFault]:
    seen = set()
    for row in Account.objects.filter(book_id=book_id):
        seen.add(row.id)
        counted = {name: getattr(row, name) for name in COUNTERS}
        if counted != replay.counters[row.id] or not _is_itself(row):
            yield LedgerFault("account", str(row.id), None)
    for missing in set(replay.counters) - seen:
        yield LedgerFault("account", str(missing), None)


def _is_itself(row: Account) -> bool:
    """The id was made from the owner: an altered owner or purpose no longer fits it."""
    identity = account_identity(row.book_id, row.party_id, row.purpose, row.demand_id)
    if row.purpose not in list(Purpose) or id_at(row.opened_at, identity) != row.id:
        return False
    nature = NATURES[Purpose(row.purpose)]
    return (row.floor_side, row.keeps_legs) == (nature.floor, nature.keeps_legs)


def _leg_faults(book_id: UUID, replay: Replay) -> Iterator[LedgerFault]:
    keeping = set(
        Account.objects.filter(book_id=book_id, keeps_legs=True).values_list("id", flat=True)
    )
    wanted = {place: told for place, told in replay.legs.items() if place[0] in keeping}
    names = ("account_id", "ver", "transfer_id", "amount", "balance", "recorded_at")
    for account, ver, *told in Leg.objects.filter(book_id=book_id).values_list(*names):
        if wanted.pop((account, ver), None) != tuple(told):
            yield LedgerFault("leg", f"{account}/{ver}", None)
    for account, ver in wanted:
        yield LedgerFault("leg", f"{account}/{ver}", None)
