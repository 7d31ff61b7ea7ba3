"""Filling a centre: style and script under names of their content, packs on the right day."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as kept
from django.contrib.staticfiles import storage
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.utils.functional import empty
from rich.console import Console
from whitenoise.middleware import WhiteNoiseMiddleware

from headrace.config import filling
from headrace.config.home import repository
from headrace.kit import clock, log
from headrace.kit.actors import CENTRE
from headrace.kit.journal import TOPIC, entry_of
from headrace.kit.models import TownClock
from headrace.simulation.plan import FIRST_DAY
from tests.settling import settle

_NAMED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
_FETCHED = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")
_HASHED = re.compile(r"\.[0-9a-f]{12}(\.\w+)?$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    """The folder after a collection into a new one."""
    folder = tmp_path_factory.mktemp("static")
    before, kept.STATIC_ROOT = kept.STATIC_ROOT, folder
    try:
        filling.collect()
    finally:
        kept.STATIC_ROOT = before
    return folder


class TestStyleAndScript:
    @pytest.fixture
    def names(self, collected) -> dict[str, str]:
        return json.loads((collected / "staticfiles.json").read_text())["paths"]

    def test_have_names_of_their_content_also_at_the_first_start(self, collected, names):
        assert names["headrace/tokens.css"] != "headrace/tokens.css"
        assert all(_HASHED.search(each) for each in names.values())
        assert all((collected / each).is_file() for each in names.values())

    def test_are_all_there_that_our_pages_name(self, names):
        house = repository() / "src" / "headrace"
        asked = {
            each for page in house.rglob("*.html") for each in _NAMED.findall(page.read_text())
        }
        assert asked
        assert asked - names.keys() == set()

    def test_fetch_nothing_from_outside(self, collected):
        fetching = [
            each.name
            for each in collected.rglob("*.css")
            if _FETCHED.search(each.read_text(errors="replace"))
        ]
        assert fetching == []

    def test_name_each_other_by_the_same_names(self, collected, names):
        # A style that names a picture by its plain name would be kept for ever with the old one.
        for name, hashed in names.items():
            if name.startswith("headrace/") and name.endswith(".css"):
                style = (collected / hashed).read_text()
                found = re.findall(r"""url\(["']?(?!data:|#)([^"')]+)""", style)
                assert all(_HASHED.search(each) for each in found), name

    def test_may_be_kept_for_ever_under_these_names_only(
        self, collected, names, settings, monkeypatch
    ):
        # Given pages that are served after the collection
        settings.STATIC_ROOT = collected
        settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
        served = ManifestStaticFilesStorage(location=collected)
        monkeypatch.setattr(storage.staticfiles_storage, "_wrapped", served)
        assert storage.staticfiles_storage._wrapped is not empty

        # When they start, then a hashed name is immutable for years, and a plain one for a minute
        files = WhiteNoiseMiddleware(lambda request: None).files
        hashed = dict(files[f"/static/{names['headrace/tokens.css']}"].alternatives[-1][2])
        plain = dict(files["/static/headrace/tokens.css"].alternatives[-1][2])
        assert "immutable" in hashed["Cache-Control"]
        assert "immutable" not in plain["Cache-Control"]


class TestThePacks:
    def test_of_the_demo_town_come_in_on_the_morning_it_opens(self, committed, settings):
        settings.DEMO = True
        opens = filling.packs_come_in_at()
        assert clock.day_of(opens) == FIRST_DAY
        assert opens.utcoffset() == timedelta(hours=8)

    def test_that_are_newer_come_in_by_the_towns_clock(self, committed, settings, at):
        settings.DEMO = True
        TownClock.objects.create(stands_at=at)
        assert filling.packs_come_in_at() == at

    def test_of_a_centre_of_its_own_come_in_now(self, committed, settings):
        settings.DEMO = False
        assert abs(filling.packs_come_in_at() - datetime.now(UTC)) < timedelta(minutes=1)

    def test_stand_in_the_journal_of_the_town_at_that_morning(
        self, committed, settings, monkeypatch
    ):
        # Given a demo centre that is still empty
        settings.DEMO = True
        seeded: list[Console] = []
        monkeypatch.setattr(filling, "collect", lambda: None)
        monkeypatch.setattr(filling, "_seed", seeded.append)

        # When it is filled
        filling.fill(Console(quiet=True))

        # Then every pack was loaded on the town's first day, whatever the machine's clock says
        settle()
        stored = log.read(TOPIC, log.partition_of(CENTRE), log.Cursor())
        loaded = [entry_of(each) for each in stored if each.kind == "rulebook.pack.loaded"]
        assert loaded
        assert {clock.day_of(each.at) for each in loaded} == {FIRST_DAY}
        assert len(seeded) == 1
