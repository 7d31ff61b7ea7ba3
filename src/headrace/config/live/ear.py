"""The one connection that listens, and the one question asked: does this session stand."""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, Final

import psycopg
from psycopg_pool import AsyncConnectionPool

from headrace.config.live.board import Board
from headrace.kit import tickets

CHANNELS: Final = ("headrace_journal", "headrace_reacted")
_AFTER_A_FAULT_SECONDS: Final = 1.0
_log = logging.getLogger("headrace.live")


async def listen(board: Board, place: Mapping[str, Any]) -> None:
    """Tell the board of entries and reactions, for ever; a lost connection is made anew."""
    while True:
        try:
            await _hear(board, place)
        except (psycopg.Error, OSError) as problem:
            _log.error("the database failed: %s", problem)
        await asyncio.sleep(_AFTER_A_FAULT_SECONDS)


async def _hear(board: Board, place: Mapping[str, Any]) -> None:
    connection = await psycopg.AsyncConnection.connect(**place, autocommit=True)
    async with connection:
        for each in CHANNELS:
            await connection.execute(f"LISTEN {each}")
        # What was committed while nobody listened is not known here.
        board.begin_anew(time.time())
        async for heard in connection.notifies():
            board.changed(_marks(heard.payload), time.time())


def _marks(payload: str) -> list[str]:
    return [tickets.mark(word) for word in payload.split(",") if word]


class Sessions:
    """Whether a session is on: one short question, by connections of its own."""

    def __init__(self, place: Mapping[str, Any]) -> None:
        self._pool = AsyncConnectionPool(
            kwargs={**place, "autocommit": True}, min_size=1, max_size=2, open=False
        )

    async def open(self) -> None:
        """Connect in the background."""
        await self._pool.open()

    async def close(self) -> None:
        """Let the connections go."""
        await self._pool.close()

    async def stands(self, key: str) -> bool:
        """Say whether a session of this key has not ended."""
        async with self._pool.connection() as connection:
            found = await connection.execute(
                "select 1 from django_session where session_key = %s and expire_date > now()",
                [key],
            )
            return await found.fetchone() is not None
