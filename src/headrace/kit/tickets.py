"""
Tickets: what a page that was shown to somebody may be told of while it stands open.

A page that reads by its reader's rights also says what its rows depend on; that goes into a signed
ticket, bound to the reader's session. The live stream knows nothing else: it compares the ticket's
marks with those of each journal entry and says "changed", and the page asks again by its rights.
Marks are keyed hashes, so neither ticket nor stream tells of whom they speak.
"""

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core import signing

from headrace.kit.crypto import keyed_digest

LASTS_SECONDS: Final = 600
_SALT: Final = "headrace.live"
_MARK_BYTES: Final = 8


class TicketRefused(ValueError):
    """A ticket that we did not sign, or of another session, or too old."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A page that stands open; `marks` is None where its reader may be told of everything."""

    page: str
    marks: frozenset[str] | None
    issued_at: float
    """Seconds of the machine's clock, read before the page was."""

    @property
    def ends_at(self) -> float:
        """The instant after which a page must be asked for anew, with its rights of then."""
        return self.issued_at + LASTS_SECONDS


def words(kind: str, touched: Iterable[UUID], by: UUID) -> frozenset[str]:
    """Return the hints of a journal entry: its package with each thing it touches, and by whom."""
    package = kind.partition(".")[0]
    return frozenset({*(about(package, each) for each in touched), done_by(package, by)})


def about(package: str, touched: UUID) -> str:
    """Return the word of all entries of a package that touch a thing."""
    return f"{package}/{touched}"


def done_by(package: str, organisation: UUID) -> str:
    """Return the word of all entries of a package that an organisation's people cause."""
    return f"{package}/by/{organisation}"


def mark(word: str) -> str:
    """Return the blind form of a word, in which it stands in tickets."""
    digest = keyed_digest(word.encode(), purpose=_SALT)[:_MARK_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def issue(page: str, session: str, watched: Collection[str] | None, now: float) -> str:
    """
    Return a ticket as text.

    :param session: the reader's session key
    :param watched: words of `about` and `done_by`; None for everything
    :param now: the machine's clock, read before the page was
    """
    marks = None if watched is None else sorted({mark(each) for each in watched})
    return signing.dumps([page, _of(session), marks, now], salt=_SALT, compress=True)


def read(text: str, session: str, now: float) -> Ticket:
    """
    Return what a ticket says.

    :raises TicketRefused: it is not ours, another session's, or older than it may be
    """
    try:
        page, owner, marks, issued_at = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        raise TicketRefused("this is no ticket of ours") from None
    if owner != _of(session):
        raise TicketRefused("this ticket belongs to another session")
    ticket = Ticket(page, None if marks is None else frozenset(marks), issued_at)
    if now >= ticket.ends_at:
        raise TicketRefused("this ticket is too old")
    return ticket


def _of(session: str) -> str:
    return keyed_digest(session.encode(), purpose="headrace.session")[:16].hex()
