"""`facts`: figures that anyone can check, answered by the mathematics alone."""

from headrace.config import errands


def facts(file: str) -> int:
    """Answer the questions of a JSON file, `-` for standard input; return the exit code."""
    return errands.run(errands.module("tenor.facts", file))
