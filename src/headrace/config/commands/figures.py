"""`facts`, `quote` and `bench`: what anyone can check, answered by the mathematics alone."""

from collections.abc import Sequence

from headrace.config import errands
from headrace.config.commands import proofs


def facts(file: str) -> int:
    """Answer the questions of a JSON file, `-` for standard input; return the exit code."""
    return errands.run(errands.module("tenor.facts", file))


def quote(file: str, picture: str | None) -> int:
    """Show the plan of a JSON file and what it costs; draw it into `picture` if one is named."""
    return errands.run(errands.module("tenor.quote", file, *([picture] if picture else [])))


def bench(name: str, arguments: Sequence[str]) -> int:
    """Tell how fast a proof of the folder `bench` is, without proving it."""
    return proofs.run(name, ["--speed", *arguments])
