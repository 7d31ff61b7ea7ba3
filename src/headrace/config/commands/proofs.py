"""`prove`: measured claims, each a module of the folder `bench`."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from headrace.config.errands import console, environment_with
from headrace.config.home import repository


def run(name: str | None, arguments: Sequence[str]) -> int:
    """Run one proof, or list them; return its exit code, 2 for a name that is not there."""
    proofs = dict(_proofs(repository() / "bench"))
    if name is None:
        _list(proofs)
        return 0
    if name not in proofs:
        console.print(f"There is no proof called {name}.", style="red", markup=False)
        _list(proofs)
        return 2
    command = [sys.executable, "-m", f"bench.{name}", *arguments]
    return subprocess.run(command, cwd=repository(), env=environment_with()).returncode


def _list(proofs: dict[str, str]) -> None:
    for name, claim in sorted(proofs.items()):
        console.print(f"{name:<24} {claim}", markup=False)


def _proofs(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.glob("[a-z]*.py"):
        words = ast.get_docstring(ast.parse(path.read_text())) or ""
        yield path.stem, words.partition("\n")[0]
