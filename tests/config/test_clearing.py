"""What has run out is deleted once a day: sessions of people, tokens of programs."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.idp.oidc.models import Token
from django.contrib.sessions.models import Session

from headrace.config import duties
from headrace.config.clearing import clear_expired
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.models import TownClock

CLOSER = Actor.system("close-of-day")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _some_ran_out(committed):
    """A session and a token that have run out, and as many that have not."""
    now = datetime.now(UTC)
    for name, ends in (("old", now - HOUR), ("young", now + HOUR)):
        Session.objects.create(session_key=name, session_data="", expire_date=ends)
        Token.objects.create(type=Token.Type.ACCESS_TOKEN, hash=name, expires_at=ends)
    Token.objects.create(type=Token.Type.INITIAL_ACCESS_TOKEN, hash="endless", expires_at=None)


def left() -> tuple[set[str], set[str]]:
    sessions = set(Session.objects.values_list("session_key", flat=True))
    return sessions, set(Token.objects.values_list("hash", flat=True))


def test_what_has_run_out_goes_and_all_else_stays(at):
    gone = clear_expired(key=new_id(), by=CLOSER, at=at)

    assert gone == {"sessions": 1, "tokens": 1}
    assert left() == ({"young"}, {"young", "endless"})


def test_the_machines_clock_decides_also_in_a_town_of_another_day(at):
    TownClock.objects.create(stands_at=at + timedelta(days=3000))

    clear_expired(key=new_id(), by=CLOSER, at=at + timedelta(days=3000))

    assert left()[0] == {"young"}


def test_the_worker_does_it_once_a_day(at, monkeypatch):
    # Given a worker whose round comes every minute, and whose other duties are left out
    asked = []
    monkeypatch.setattr(duties, "clear_expired", lambda **said: asked.append(said["key"]))
    verbs = ("expire_roles", "daily_round", "expire_due", "close_day")
    quiet = SimpleNamespace(**dict.fromkeys(verbs, lambda **_: None))
    for package in ("parties", "evidence", "market", "contracts"):
        monkeypatch.setattr(duties, package, quiet)

    # When three rounds go by on a day and one on the next
    for moment in (at, at + HOUR, at + 2 * HOUR, at + timedelta(days=1)):
        monkeypatch.setattr(duties.clock, "now", lambda moment=moment: moment)
        duties.daily_round()

    # Then the day's rounds share one key, under which it is done once
    assert len(asked) == 4
    assert asked[0] == asked[1] == asked[2] != asked[3]


def test_a_second_round_of_the_day_leaves_what_ran_out_since(at):
    key = new_id()
    clear_expired(key=key, by=CLOSER, at=at)
    Session.objects.update(expire_date=datetime.now(UTC) - HOUR)

    clear_expired(key=key, by=CLOSER, at=at)

    assert left()[0] == {"young"}
