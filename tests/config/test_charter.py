"""A charter of a founding, read from what was told; and a journey's centre that leaves nothing."""

from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from headrace.config.charter import Charter, ThreePeopleNeeded
from headrace.config.commands import journeys, schemas
from headrace.config.errands import CommandRefused

TOLD = {
    "office_name": "局",
    "office_code": "1",
    "first_officer": {"login": "lin", "name": "林", "password": "a"},
    "second_officer": {"login": "shen", "name": "沈", "password": "b"},
    "centre_name": "中心",
    "centre_code": "2",
    "district": "330282",
    "operator": {"login": "yun", "name": "云", "password": "c"},
}


class TestACharter:
    def test_names_everybody_in_the_order_of_the_passwords(self):
        seats = Charter.read(TOLD).seats()
        assert [(each.login, each.password) for each in seats] == [
            ("lin", "a"),
            ("shen", "b"),
            ("yun", "c"),
        ]

    @pytest.mark.parametrize("seat", ["second_officer", "operator"])
    @pytest.mark.parametrize("login", ["lin", "LIN", "Lin"])
    def test_takes_nobody_twice_however_the_name_is_spelled(self, seat, login):
        twice = Charter.read({**TOLD, seat: {**TOLD[seat], "login": login}})
        with pytest.raises(ThreePeopleNeeded):
            twice.check_people()

    def test_with_something_missing_or_unknown_is_none(self):
        with pytest.raises(TypeError):
            Charter.read({name: each for name, each in TOLD.items() if name != "district"})
        with pytest.raises(TypeError):
            Charter.read({**TOLD, "colour": "green"})


class TestAJourney:
    @pytest.fixture
    def told(self, monkeypatch) -> list[str]:
        """What is started and stopped around a journey that is made up."""
        told: list[str] = []
        stopped = {
            each: lambda each=each: told.append(f"{each} stops") for each in ("data", "bank")
        }
        served, bank = (SimpleNamespace(stop=stopped[each]) for each in ("data", "bank"))
        monkeypatch.setattr(journeys.server, "start", lambda *_, **__: served)
        monkeypatch.setattr(journeys.keyring, "load", lambda _: None)
        monkeypatch.setattr(journeys.schema, "bring_up_to_date", lambda _: None)
        monkeypatch.setattr(journeys.MockBank, "start", lambda *_, **__: bank)
        return told

    def test_has_a_centre_of_its_own_that_goes_with_it(self, told, monkeypatch):
        seen: list[Path] = []

        def note(command, environment):
            seen.append(Path(environment["HEADRACE_HOME"]))
            assert seen[0].is_dir()
            assert environment["DATABASE_URL"] == ""
            assert command[-2:] == ["--firms", "2"]
            return 3

        monkeypatch.setattr(journeys.errands, "run", note)

        assert journeys.run(["--firms", "2"]) == 3
        assert told == ["bank stops", "data stops"]
        assert not seen[0].exists()

    def test_that_breaks_leaves_nothing_either(self, told, monkeypatch):
        seen: list[Path] = []

        def break_off(_command, environment):
            seen.append(Path(environment["HEADRACE_HOME"]))
            raise KeyboardInterrupt

        monkeypatch.setattr(journeys.errands, "run", break_off)

        with pytest.raises(KeyboardInterrupt):
            journeys.run([])
        assert told == ["bank stops", "data stops"]
        assert not seen[0].exists()


class TestSeeding:
    @pytest.fixture
    def steps(self, monkeypatch) -> list[str]:
        steps: list[str] = []

        @contextmanager
        def database(*_):
            steps.append("database")
            yield
            steps.append("database stops")

        bank = SimpleNamespace(stop=lambda: steps.append("bank stops"))
        monkeypatch.setattr(schemas, "available", database)
        monkeypatch.setattr(schemas.keyring, "load", lambda _: None)
        monkeypatch.setattr(
            schemas.schema, "bring_up_to_date", lambda: steps.append("tables") or "done"
        )
        monkeypatch.setattr(schemas.MockBank, "start", lambda *_, **__: bank)
        return steps

    def test_that_fails_is_refused_and_stops_the_bank(self, steps, monkeypatch):
        monkeypatch.setattr(schemas.errands, "run", lambda *_: 1)
        with pytest.raises(CommandRefused, match="could not be filled"):
            schemas.seed()
        assert steps == ["database", "tables", "bank stops"]

    @pytest.mark.parametrize(("demo", "told"), [(True, {"HEADRACE_DEMO": "1"}), (False, {})])
    def test_tells_whether_the_demo_town_is_wanted(self, monkeypatch, demo, told):
        asked = []
        monkeypatch.setattr(
            schemas.errands, "run", lambda _command, environment: asked.append(environment) or 0
        )
        schemas.fill(demo=demo)
        assert asked == [told]

    def test_of_tables_alone_says_what_was_done(self, steps, capsys):
        schemas.migrate()
        assert steps == ["database", "tables", "database stops"]
        assert "done" in capsys.readouterr().out
