"""`check`: what must be green before anybody else sees a change."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headrace.config.errands import console, environment_with, module
from headrace.config.home import repository

_TAIL_LINES = 25


@dataclass(frozen=True, slots=True)
class Step:
    """One check: a name for people and the command that goes red."""

    name: str
    command: list[str]


def steps() -> Iterator[Step]:
    """Yield every check that this checkout can make."""
    yield Step("lint", module("ruff", "check", "--quiet", "."))
    yield Step("format", module("ruff", "format", "--check", "--quiet", "."))
    yield Step("types", module("mypy", "src", "packages/tenor/src"))
    yield Step("floors and doors", [_script("lint-imports"), "--no-logo"])
    yield Step("migrations", module("django", "makemigrations", "--check", "--dry-run"))
    yield Step("catalogues", module("headrace.config.catalogues", "--check"))
    yield Step("lock", module("headrace.config.lockfile"))
    if (repository() / "src/headrace/api").is_dir():
        yield Step("public interface", module("headrace.config.openapi", "--check"))


def run() -> int:
    """Run every step, name its time, show the tail of a red one; return 1 if any was red."""
    red = [step.name for step in steps() if not _green(step)]
    if red:
        console.print(f"Red: {', '.join(red)}", style="red", markup=False)
    return 1 if red else 0


def _green(step: Step) -> bool:
    began = time.monotonic()
    outcome = subprocess.run(
        step.command,
        cwd=repository(),
        env=environment_with(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    word, style = ("green", "green") if outcome.returncode == 0 else ("RED", "red")
    seconds = time.monotonic() - began
    console.print(f"{step.name:<20} {word:<6} {seconds:6.1f} s", style=style, markup=False)
    if outcome.returncode:
        console.print("\n".join(outcome.stdout.splitlines()[-_TAIL_LINES:]), markup=False)
    return outcome.returncode == 0


def _script(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or name
