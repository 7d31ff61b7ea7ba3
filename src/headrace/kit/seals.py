"""
Seals over the log: chained Merkle roots, written behind the writers.

Chaining inside the writers' transactions would make them queue. One sealer reads each partition by
the safe cursor and appends a seal over what is new. The promise holds for sealed entries against a
root anchored outside this database: who can rewrite a whole chain is caught only by that anchor.
Source: docs/adr/0008; RFC 6962, section 2.1 (Merkle tree hash).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from headrace.kit import log
from headrace.kit.canonical import ALGORITHM, digest
from headrace.kit.transactions import open_transaction

_GROUP = "kit.sealer"
_GENESIS = b"\0" * 32


@dataclass(frozen=True, slots=True)
class Fault:
    """A sealed entry or a seal that is not what it was."""

    partition: int
    seal: int
    entry: UUID | None
    what: str  # edited | deleted | seal broken


@dataclass(frozen=True, slots=True)
class SealReport:
    """What a verification read, and every fault it found."""

    entries: int
    seals: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not self.faults


def leaf_of(entry: log.Stored) -> bytes:
    """Return the 32-byte leaf of an entry: everything that was said, and its place."""
    return digest(
        {
            "id": entry.id,
            "key": entry.key,
            "kind": entry.kind,
            "payload": entry.payload,
            "epoch": entry.cursor.epoch,
            "xid": entry.cursor.xid,
        }
    )


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of 32-byte leaves (RFC 6962: prefixes 0 and 1, odd ones rise)."""
    level = [digest(b"\0" + leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = [digest(b"\1" + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def seal_new(topic: str, *, at: datetime) -> int:
    """Seal every entry not yet sealed, one seal per partition; return how many entries."""
    sealed = 0
    with open_transaction():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('kit.sealer'))")
        by_partition: dict[int, list[log.Stored]] = {}
        for each in log.read_group(_GROUP, topic, limit=1000):
            by_partition.setdefault(each.partition, []).append(each)
        for partition, entries in by_partition.items():
            _append_seal(topic, partition, entries, at)
            log.commit(_GROUP, topic, partition, entries[-1].cursor)
            sealed += len(entries)
    return sealed


def _append_seal(topic: str, partition: int, entries: list[log.Stored], at: datetime) -> None:
    leaves = [leaf_of(each) for each in entries]
    root = merkle_root(leaves)
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, seal from kit_log_seal where partition_no = %s and topic = %s"
            " order by number desc limit 1",
            [partition, topic],
        )
        last = cursor.fetchone()
        number, previous = (last[0] + 1, bytes(last[1])) if last else (1, _GENESIS)
        cursor.execute(
            "insert into kit_log_seal (partition_no, topic, number, entry_ids, leaves, root,"
            " previous, seal, algorithm, sealed_at) values (%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)",
            [
                partition,
                topic,
                number,
                json.dumps([str(each.id) for each in entries]),
                b"".join(leaves),
                root,
                previous,
                _chain(previous, root, number),
                ALGORITHM,
                at,
            ],
        )


def _chain(previous: bytes, root: bytes, number: int) -> bytes:
    return digest(previous + root + number.to_bytes(8, "big"))


def verify(topic: str) -> SealReport:
    """Read every seal and every sealed entry again; name each entry or seal that differs."""
    entries = seals = 0
    faults: list[Fault] = []
    previous: dict[int, tuple[int, bytes]] = {}
    for row in _all_seals(topic):
        found = _check_chain(row, previous.get(row.partition, (0, _GENESIS)))
        faults += found or _check_entries(topic, row)
        previous[row.partition] = (row.number, row.seal)
        entries, seals = entries + len(row.entry_ids), seals + 1
    return SealReport(entries, seals, tuple(faults))


@dataclass(frozen=True, slots=True)
class _Seal:
    partition: int
    number: int
    entry_ids: tuple[UUID, ...]
    leaves: tuple[bytes, ...]
    root: bytes
    previous: bytes
    seal: bytes


def _all_seals(topic: str) -> Iterator[_Seal]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select partition_no, number, entry_ids, leaves, root, previous, seal"
            " from kit_log_seal where topic = %s order by partition_no, number",
            [topic],
        )
        rows = cursor.fetchall()
    for partition, number, ids, leaves, root, previous, seal in rows:
        names = json.loads(ids) if isinstance(ids, str) else ids
        cut = bytes(leaves)
        yield _Seal(
            partition,
            number,
            tuple(UUID(each) for each in names),
            tuple(cut[at : at + 32] for at in range(0, len(cut), 32)),
            bytes(root),
            bytes(previous),
            bytes(seal),
        )


def _check_chain(row: _Seal, before: tuple[int, bytes]) -> list[Fault]:
    number, seal = before
    whole = (
        row.number == number + 1
        and row.previous == seal
        and len(row.leaves) == len(row.entry_ids)
        and row.root == merkle_root(row.leaves)
        and row.seal == _chain(row.previous, row.root, row.number)
    )
    return [] if whole else [Fault(row.partition, row.number, None, "seal broken")]


def _check_entries(topic: str, row: _Seal) -> list[Fault]:
    present = _entries(topic, row)
    faults = []
    for entry_id, leaf in zip(row.entry_ids, row.leaves, strict=True):
        entry = present.get(entry_id)
        if entry is None:
            faults.append(Fault(row.partition, row.number, entry_id, "deleted"))
        elif leaf_of(entry) != leaf:
            faults.append(Fault(row.partition, row.number, entry_id, "edited"))
    return faults


def _entries(topic: str, row: _Seal) -> dict[UUID, log.Stored]:
    return {each.id: each for each in log.by_ids(topic, row.partition, row.entry_ids)}
