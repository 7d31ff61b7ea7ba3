"""
Who listens to what, and what each mark's last change was.

Every change has a number. The last number of each mark is kept, so that a page which comes late or
comes back is told whether it missed anything; how often does not matter, for it reads again anyway.
"""

import asyncio
import secrets
from collections import OrderedDict, defaultdict
from collections.abc import Collection
from typing import Final

from headrace.kit.tickets import Ticket

_REMEMBERED: Final = 100_000


class Stream:
    """One open page; `awake` is set when it must be told."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.awake = asyncio.Event()


class Board:
    """
    All open pages of this process.

    :param now: the machine's clock; changes before it are not known here
    """

    def __init__(self, now: float) -> None:
        self._by_mark: dict[str, set[Stream]] = defaultdict(set)
        self._of_everything: set[Stream] = set()
        self._open: set[Stream] = set()
        self._last: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self.begin_anew(now)

    def begin_anew(self, now: float) -> None:
        """Count from nought, as after a silence of the database: everybody must look again."""
        self._epoch = secrets.token_hex(4)
        self._number = 0
        self._changed_at = now
        self._forgotten = (0, now)
        self._last.clear()
        for each in self._open:
            each.awake.set()

    @property
    def place(self) -> str:
        """Where we are: the id of an event, which a browser gives back when it returns."""
        return f"{self._epoch}-{self._number}"

    @property
    def streams(self) -> int:
        """How many pages are open."""
        return len(self._open)

    def changed(self, marks: Collection[str], now: float) -> None:
        """Wake those who watch one of the marks; no marks mean that anything may have changed."""
        if not marks:
            self.begin_anew(now)
            return
        self._number += 1
        self._changed_at = now
        for each in marks:
            self._last[each] = (self._number, now)
            self._last.move_to_end(each)
            for stream in self._by_mark.get(each, ()):
                stream.awake.set()
        for stream in self._of_everything:
            stream.awake.set()
        while len(self._last) > _REMEMBERED:
            self._forgotten = self._last.popitem(last=False)[1]

    def enter(self, stream: Stream, after: str = "") -> None:
        """Take a page in; it wakes at once if it missed something since `after` or its ticket."""
        self._open.add(stream)
        marks = stream.ticket.marks
        if marks is None:
            self._of_everything.add(stream)
        else:
            for each in marks:
                self._by_mark[each].add(stream)
        if self._missed(stream.ticket, after):
            stream.awake.set()

    def leave(self, stream: Stream) -> None:
        """Let a page go."""
        self._open.discard(stream)
        self._of_everything.discard(stream)
        for each in stream.ticket.marks or ():
            self._by_mark[each].discard(stream)
            if not self._by_mark[each]:
                del self._by_mark[each]

    def _missed(self, ticket: Ticket, after: str) -> bool:
        epoch, _, number = after.partition("-")
        if after and (epoch != self._epoch or not number.isdecimal()):
            return True
        # 0 is the place of a number, 1 that of an instant, in what is kept of each change.
        which, since = (0, int(number)) if after else (1, ticket.issued_at)
        if ticket.marks is None:
            return (self._number, self._changed_at)[which] > since
        if self._forgotten[which] > since:
            return True
        found = (self._last.get(each) for each in ticket.marks)
        return any(each[which] > since for each in found if each)
