"""
The custodian bank, seen from here.

Adapters live in `gateways`; `config` binds one to each custodian. Everything that crosses the
border crosses it as one of these values; how it is spelt on the wire is the adapter's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from tenor.money import Money

from headrace.kit.errors import N_, Unreachable


class CustodianSilent(Unreachable):
    """The custodian did not answer; the payment may or may not have arrived."""

    message = N_("The custodian did not answer.")
    remedy = N_("The payment is sent again under the same id; it cannot be made twice.")


class CustodianUnbound(Unreachable):
    """No channel to this custodian is configured."""

    message = N_("No channel to this custodian is configured.")
    remedy = N_("Bind the custodian in the configuration of this centre.")


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """One credit transfer out of our account at the custodian."""

    message_id: str  # 32 hex digits, the instruction
    end_to_end_id: str  # 32 hex digits, the transfer
    created_at: datetime
    execution_date: date
    debtor_name: str
    debtor_account: str
    payee_name: str
    payee_account: str
    amount: Money
    purpose_code: str
    remittance: str


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """The custodian's answer to one payment: ACCP, ACSP, ACSC, PDNG or RJCT, with its reason."""

    end_to_end_id: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """pain.002. `group_status` RJCT without payments speaks of the whole message."""

    message_id: str
    original_message_id: str
    group_status: str
    group_reason: str
    payments: tuple[PaymentStatus, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One booked line of the account. `ref` is the bank's own, the same in every message."""

    ref: str
    credit: bool
    amount: Money
    booking_date: date
    value_date: date
    end_to_end_id: str
    references: tuple[str, ...]
    remittance: tuple[str, ...]
    return_reason: str  # empty unless a payment comes back


@dataclass(frozen=True, slots=True)
class Notification:
    """camt.052 or camt.054: lines booked during the day."""

    message_id: str
    kind: str
    account: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """camt.053: the closed day."""

    message_id: str
    account: str
    number: int
    on: date
    opening: Money
    closing: Money
    entries: tuple[Entry, ...]


CustodianMessage = StatusReport | Notification | Statement


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message in the custodian's outbox and the cursor that comes after it."""

    cursor: str
    xml: bytes


class Custodian(Protocol):
    """A channel to one custodian bank."""

    def write(self, order: PaymentOrder) -> bytes:
        """Return the payment file in this bank's profile."""
        ...

    def read(self, xml: bytes) -> CustodianMessage:
        """Return what a message says; raise `Malformed` when it cannot be read."""
        ...

    def submit(self, xml: bytes) -> bytes | None:
        """
        Hand in a payment file and return the status report, or None if it comes later.

        :raises CustodianSilent: nobody knows whether it arrived
        """
        ...

    def fetch_messages(self, account: str, after: str) -> Sequence[Envelope]:
        """Return what was sent for an account after the cursor, oldest first; '' is the start."""
        ...


_bound: dict[UUID, Custodian] = {}


def bind(custodian_id: UUID, channel: Custodian) -> None:
    """Use this channel for the custodian from now on, in this process."""
    _bound[custodian_id] = channel


def channel_of(custodian_id: UUID) -> Custodian:
    """Return the channel of a custodian; :raises CustodianUnbound: none is configured."""
    try:
        return _bound[custodian_id]
    except KeyError:
        raise CustodianUnbound from None
