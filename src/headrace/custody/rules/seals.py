"""
The ledger's hashes, computed a second time and in another language than the one that wrote them.

Source: RFC 6962, section 2.1 (Merkle tree); `migrations/sql/posting.sql` writes the same.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

GENESIS = b"\0" * 32
ALGORITHM = "sha-256"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A transfer as it stands in its row."""

    book_id: UUID
    id: UUID
    seq: int
    kind: str
    debit_id: UUID
    credit_id: UUID
    amount: int
    code: str
    pending_id: UUID | None
    group_id: UUID | None
    group_linked: bool
    subject_kind: str | None
    subject_id: UUID | None
    event_at: datetime
    recorded_at: datetime
    payload_hash: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it stands in its row."""

    book_id: UUID
    number: int
    first_seq: int
    last_seq: int
    root: bytes
    previous: bytes
    seal: bytes
    algorithm: str
    sealed_at: datetime


def payload_hash(row: Sealed) -> bytes:
    """Return the hash of what the caller said."""
    said = (
        "1",
        row.book_id,
        row.id,
        row.kind,
        row.debit_id,
        row.credit_id,
        row.amount,
        row.code,
        row.pending_id or "-",
        row.group_id or "-",
        int(row.group_linked),
        row.subject_kind or "-",
        row.subject_id or "-",
    )
    return _hash(_joined(said))


def leaf(row: Sealed) -> bytes:
    """Return the leaf of a transfer: what was said, its place and its two times."""
    place = _joined((row.seq, _micros(row.event_at), _micros(row.recorded_at)))
    return _hash(b"\0" + row.payload_hash + place)


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaves that are hashed already; an odd node rises."""
    level = list(leaves)
    while len(level) > 1:
        pairs = [_hash(b"\1" + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def seal_hash(row: Seal) -> bytes:
    """Return the hash that the next seal carries on."""
    said = (
        row.algorithm,
        row.book_id,
        row.number,
        row.first_seq,
        row.last_seq,
        _micros(row.sealed_at),
    )
    return _hash(b"\2" + row.previous + row.root + _joined(said))


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _joined(parts: Sequence[object]) -> bytes:
    return "|".join(str(each) for each in parts).encode()


def _micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
