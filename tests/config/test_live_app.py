"""The live stream as its callers meet it: who is let in, what is told, when it ends."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from headrace.config import keyring
from headrace.config.database import address
from headrace.config.home import home
from headrace.config.live import app as apps
from headrace.config.live import ear
from headrace.config.live.app import Live
from headrace.kit import journal, tickets
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction

FIRM = new_id()
PATIENCE_SECONDS = 10


@pytest.fixture
def session(committed) -> str:
    store = SessionStore()
    store.create()
    return store.session_key


@pytest.fixture
def live(committed) -> Live:
    place = address.resolve(home(), keyring.load(home()), role="application")
    return Live(place.parameters(), "sessionid", 8000)


class Call:
    """One request, and what came back so far."""

    def __init__(self, live: Live, **scope) -> None:
        self.status, self.headers, self.body, self.over = 0, {}, b"", False
        self._more, self._left = asyncio.Event(), asyncio.Event()
        self.task = asyncio.create_task(live(scope, self._receive, self._send))

    async def _receive(self):
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.body += message["body"]
            self.over = not message["more_body"]
        self._more.set()

    async def until(self, words: bytes) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while words not in self.body:
                self._more.clear()
                await self._more.wait()

    async def leave(self) -> None:
        self._left.set()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.task


@asynccontextmanager
async def running(live: Live):
    """Let the application live as granian does."""
    heard, said = asyncio.Queue(), asyncio.Queue()
    life = asyncio.create_task(live({"type": "lifespan"}, heard.get, said.put))
    await heard.put({"type": "lifespan.startup"})
    assert (await said.get())["type"] == "lifespan.startup.complete"
    try:
        async with asyncio.timeout(3 * PATIENCE_SECONDS):
            yield
    finally:
        await heard.put({"type": "lifespan.shutdown"})
        assert (await said.get())["type"] == "lifespan.shutdown.complete"
        await life


def asked(live: Live, session: str, ticket: str | None = None, **other) -> Call:
    given = tickets.issue("dossier", session, {f"evidence/{FIRM}"}, time.time())
    headers = {"host": "127.0.0.1:8001", "cookie": f"sessionid={session}"}
    headers |= other.pop("headers", {})
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/live/",
        "query_string": f"ticket={given if ticket is None else ticket}".encode(),
        "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
    }
    return Call(live, **{**scope, **other})


async def listening(live: Live) -> None:
    """Wait until the ear has connected; it then counts anew."""
    first = live.board.place
    async with asyncio.timeout(PATIENCE_SECONDS):
        while live.board.place == first:
            await asyncio.sleep(0.01)


def tell(at, about=FIRM) -> None:
    with open_transaction():
        journal.record(
            "evidence.events.received",
            subject=Subject("thing", new_id()),
            about=about,
            by=Actor.system("test"),
            at=at,
        )
    # Told in a thread of its own, which has a connection of its own.
    connection.close()


class TestATold:
    def test_page_hears_that_its_firm_changed_after_the_commit_and_nothing_of_others(
        self, live, session, at
    ):
        async def story():
            async with running(live):
                await listening(live)
                mine = asked(live, session)
                await mine.until(b"event: here\ndata: dossier\nid: ")
                await asyncio.to_thread(tell, at, new_id())
                await asyncio.to_thread(tell, at)
                await mine.until(b"event: changed\ndata: dossier\nid: ")
                await mine.leave()
                return mine

        mine = asyncio.run(story())

        assert mine.status == 200
        assert mine.headers[b"content-type"] == b"text/event-stream; charset=utf-8"
        assert mine.body.count(b"event: changed") == 1
        assert str(FIRM).encode() not in mine.body
        assert live.board.streams == 0

    def test_page_is_let_in_from_the_pages_port_with_its_cookie(self, live, session):
        origin = {"origin": "http://127.0.0.1:8000"}

        async def story():
            async with running(live):
                mine = asked(live, session, headers=origin)
                await mine.until(b"event: here")
                await mine.leave()
                return mine

        mine = asyncio.run(story())

        assert mine.headers[b"access-control-allow-origin"] == origin["origin"].encode()
        assert mine.headers[b"access-control-allow-credentials"] == b"true"

    def test_page_that_waits_is_kept_awake(self, live, session, monkeypatch):
        monkeypatch.setattr(apps, "_SILENCE_SECONDS", 0.02)

        async def story():
            async with running(live):
                await listening(live)
                mine = asked(live, session)
                await mine.until(b": still here")
                await mine.leave()
                return mine.body

        assert b"event: changed" not in asyncio.run(story())

    def test_page_is_told_that_its_ticket_ended_and_the_stream_closes(
        self, live, session, monkeypatch
    ):
        monkeypatch.setattr(tickets, "LASTS_SECONDS", 0.2)

        async def story():
            async with running(live):
                mine = asked(live, session)
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await mine.task
                return mine

        mine = asyncio.run(story())

        assert mine.body.endswith(b"event: ended\ndata: dossier\n\n")
        assert mine.over

    def test_page_that_comes_back_hears_what_it_missed(self, live, session, at):
        async def story():
            async with running(live):
                await listening(live)
                place = live.board.place
                await asyncio.to_thread(tell, at)
                async with asyncio.timeout(PATIENCE_SECONDS):
                    while live.board.place == place:
                        await asyncio.sleep(0.01)
                back = asked(live, session, headers={"last-event-id": place})
                await back.until(b"event: changed")
                await back.leave()
                return back.body

        # Its first word gives it no place, so that a second cut does not lose the change.
        first = asyncio.run(story()).partition(b"event: changed")[0]
        assert b"event: here" in first
        assert b"id: " not in first


class TestNobodyIsLetIn:
    def status(self, live, session, **other) -> int:
        async def story():
            async with running(live):
                call = asked(live, session, **other)
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await call.task
                assert call.over
                assert call.body == b""
                return call.status

        return asyncio.run(story())

    def test_with_a_ticket_that_is_not_ours(self, live, session):
        assert self.status(live, session, ticket="made-up") == 403

    def test_from_a_page_that_is_not_ours(self, live, session):
        assert self.status(live, session, headers={"origin": "https://elsewhere.example"}) == 403

    def test_once_the_session_has_ended(self, live, session):
        SessionStore(session).delete()
        assert self.status(live, session) == 401

    @pytest.mark.parametrize(("other", "status"), [({"path": "/"}, 404), ({"method": "POST"}, 405)])
    def test_elsewhere_or_otherwise(self, live, session, other, status):
        assert self.status(live, session, **other) == status

    def test_when_the_house_is_full(self, live, session, monkeypatch):
        monkeypatch.setattr(apps, "MOST_STREAMS", 0)
        assert self.status(live, session) == 503


def test_it_says_that_it_lives_without_a_database():
    async def story():
        call = Call(
            Live({"host": "/nowhere"}, "sessionid", 8000),
            **{"type": "http", "path": "/alive", "query_string": b"", "headers": []},
        )
        await call.task
        return call.status, call.body

    assert asyncio.run(story()) == (200, b"ok")


def test_a_database_that_goes_away_is_waited_for_and_then_everybody_looks_again(
    live, session, superuser, monkeypatch, caplog
):
    monkeypatch.setattr(ear, "_AFTER_A_FAULT_SECONDS", 0.05)

    async def story():
        async with running(live):
            await listening(live)
            mine = asked(live, session)
            await mine.until(b"event: here")
            superuser.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where starts_with(query, 'LISTEN') and datname = %s",
                [connection.settings_dict["NAME"]],
            )
            await mine.until(b"event: changed")
            await mine.leave()

    asyncio.run(story())
    assert "the database failed" in caplog.text
