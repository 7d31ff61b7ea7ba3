"""`check`, `test` and `prove`: they run what they say, and red is red."""

import subprocess
from pathlib import Path

import pytest

from headrace.config.commands import checks, plans, proofs, testing


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch) -> Path:
    for module in (checks, proofs, testing):
        monkeypatch.setattr(module, "repository", lambda: tmp_path)
    (tmp_path / "bench").mkdir()
    return tmp_path


class TestCheck:
    def test_red_anywhere_is_red_and_its_last_words_are_shown(self, checkout, monkeypatch, capsys):
        steps = [
            checks.Step("good", ["true"]),
            checks.Step("bad", ["sh", "-c", "echo the reason; exit 3"]),
            checks.Step("good again", ["true"]),
        ]
        monkeypatch.setattr(checks, "steps", lambda: steps)
        assert checks.run() == 1
        said = capsys.readouterr().out
        assert "the reason" in said
        assert "Red: bad" in said
        assert said.index("bad") < said.index("good again")

    def test_green_everywhere_is_green(self, checkout, monkeypatch):
        monkeypatch.setattr(checks, "steps", lambda: [checks.Step("good", ["true"])])
        assert checks.run() == 0

    def test_it_looks_at_all_that_is_promised(self, checkout):
        names = [step.name for step in checks.steps()]
        assert names == [
            *("lint", "format", "types", "floors and doors"),
            *("migrations", "catalogues", "lock"),
        ]
        (checkout / "src/headrace/api").mkdir(parents=True)
        assert [step.name for step in checks.steps()][-1] == "public interface"


class TestProve:
    def test_a_proof_is_listed_by_its_claim_and_run_with_its_arguments(self, checkout, capfd):
        (checkout / "bench/once.py").write_text(
            '"""Once is once."""\nimport sys\nprint("ran", *sys.argv[1:])\n'
        )
        assert proofs.run(None, []) == 0
        assert "once" in capfd.readouterr().out
        assert proofs.run("once", ["--n", "5"]) == 0
        assert "ran --n 5" in capfd.readouterr().out

    def test_a_failed_proof_is_red(self, checkout):
        (checkout / "bench/once.py").write_text('"""Once."""\nraise SystemExit(4)\n')
        assert proofs.run("once", []) == 4

    def test_an_unknown_proof_is_refused_with_the_list(self, checkout, capsys):
        (checkout / "bench/once.py").write_text('"""Once is once."""\n')
        assert proofs.run("twice", []) == 2
        assert "Once is once." in capsys.readouterr().out


class TestTest:
    @pytest.fixture
    def started(self, checkout, monkeypatch) -> list[tuple[list[str], dict[str, str]]]:
        """What would be started, instead of a run inside a run."""
        calls: list[tuple[list[str], dict[str, str]]] = []

        def note(command, *, cwd, env):
            calls.append((command, env))
            return subprocess.CompletedProcess(command, 5)

        monkeypatch.setattr(testing.subprocess, "run", note)
        return calls

    def test_it_uses_two_workers_and_says_what_it_leaves_out(self, started, monkeypatch, capsys):
        monkeypatch.setattr(testing.shutil, "which", lambda name: None)
        assert testing.run([]) == 5
        ((command, _),) = started
        by_file = ["--dist", "loadfile", "--no-loadscope-reorder"]
        assert command[3:] == ["-n", "2", *by_file, "-m", "not slow and not browser"]
        assert "chromium" in capsys.readouterr().out

    def test_with_a_browser_the_browser_tests_run(self, started, monkeypatch, capsys):
        monkeypatch.setattr(testing.shutil, "which", lambda name: "/usr/bin/chromium")
        testing.run(["tests/kit", "-n0"])
        ((command, _),) = started
        assert command[3:] == ["-m", "not slow", "tests/kit", "-n0"]
        assert "chromium" not in capsys.readouterr().out

    def test_an_operators_database_is_out_of_its_reach(self, started, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
        testing.run([])
        ((_, environment),) = started
        assert "DATABASE_URL" not in environment


class TestPlans:
    def test_plans_and_the_life_after_them_are_answered_without_a_centre(self, tmp_path, capfd):
        questions = tmp_path / "questions.json"
        questions.write_text('[{"id": "one"}]')
        assert plans.schedule(str(questions)) == 0
        assert plans.repay(str(questions)) == 0
        said = capfd.readouterr().out
        assert "UnreadableTerms" in said
        assert "UnreadableCase" in said
