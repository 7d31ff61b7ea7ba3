"""
The ASGI application of the live stream: server-sent events, and nothing besides.

An event says that a page has changed, never what; the page then asks the pages' own server, by its
reader's rights. A stream ends with its ticket, so that rights are looked at anew.
Source: HTML Living Standard, "Server-sent events".
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any, Final

from headrace.config.live import door, ear
from headrace.config.live.board import Board, Stream
from headrace.kit import tickets

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

MOST_STREAMS: Final = 8_000
_SILENCE_SECONDS: Final = 15.0
# Changes that come together are told together.
_BREATH_SECONDS: Final = 0.05
_RETRY: Final = b"retry: 1000\n\n"


class Live:
    """
    The application.

    :param place: keyword arguments of a connection to the database
    :param cookie_name: of the session
    :param pages_port: from which the pages come
    """

    def __init__(self, place: Mapping[str, Any], cookie_name: str, pages_port: int) -> None:
        self._place, self._cookie_name, self._pages_port = place, cookie_name, pages_port
        self.board = Board(time.time())
        self._sessions = ear.Sessions(place)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the life of the process, or one request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        caller = door.caller_of(scope, self._cookie_name)
        if caller.path == "/alive":
            await _answer(send, 200, caller, b"ok")
            return
        status, ticket = await self._let_in(scope, caller)
        if ticket is None:
            await _answer(send, status, caller, b"")
            return
        await self._stream(Stream(ticket), caller, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._sessions.open()
        listening = asyncio.create_task(ear.listen(self.board, self._place))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await self._sessions.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _let_in(self, scope: Scope, caller: door.Caller) -> tuple[int, tickets.Ticket | None]:
        if caller.path != door.PATH:
            return 404, None
        if scope["method"] != "GET":
            return 405, None
        if not door.is_of_ours(caller, self._pages_port):
            return 403, None
        if self.board.streams >= MOST_STREAMS:
            return 503, None
        try:
            ticket = tickets.read(caller.ticket, caller.session, time.time())
        except tickets.TicketRefused:
            return 403, None
        if not await self._sessions.stands(caller.session):
            return 401, None
        return 200, ticket

    async def _stream(
        self, stream: Stream, caller: door.Caller, receive: Receive, send: Send
    ) -> None:
        await send(_start(200, caller, b"text/event-stream; charset=utf-8"))
        await send(_part(_RETRY))
        self.board.enter(stream, caller.last_id)
        telling = asyncio.create_task(self._tell(stream, send))
        gone = asyncio.create_task(_disconnected(receive))
        try:
            await asyncio.wait({telling, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.board.leave(stream)
            for each in (telling, gone):
                each.cancel()
            await asyncio.gather(telling, gone, return_exceptions=True)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell(self, stream: Stream, send: Send) -> None:
        page = stream.ticket.page
        # The page learns its place at once; not while something is still to be told, for coming
        # back from there it would miss that.
        place = "" if stream.awake.is_set() else f"id: {self.board.place}\n"
        await send(_part(f"event: here\ndata: {page}\n{place}\n".encode()))
        while (left := stream.ticket.ends_at - time.time()) > 0:
            try:
                await asyncio.wait_for(stream.awake.wait(), min(left, _SILENCE_SECONDS))
            except TimeoutError:
                await send(_part(b": still here\n\n"))
                continue
            stream.awake.clear()
            event = f"event: changed\ndata: {page}\nid: {self.board.place}\n\n"
            await send(_part(event.encode()))
            await asyncio.sleep(_BREATH_SECONDS)
        await send(_part(f"event: ended\ndata: {page}\n\n".encode()))


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, caller: door.Caller, body: bytes) -> None:
    await send(_start(status, caller, b"text/plain"))
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _start(status: int, caller: door.Caller, content_type: bytes) -> dict[str, Any]:
    headers = [
        (b"content-type", content_type),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        # A proxy that waits for more before it passes on would spoil it.
        (b"x-accel-buffering", b"no"),
    ]
    if caller.origin and status != 403:
        headers += [
            (b"access-control-allow-origin", caller.origin.encode("latin-1")),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"origin"),
        ]
    return {"type": "http.response.start", "status": status, "headers": headers}


def _part(body: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}
