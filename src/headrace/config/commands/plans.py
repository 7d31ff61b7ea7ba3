"""`schedule` and `repay`: plans and the life after them, answered by the mathematics alone."""

from headrace.config import errands


def schedule(file: str) -> int:
    """Draw up the plans of a JSON file, `-` for standard input; return the exit code."""
    return errands.run(errands.module("tenor.schedule", file))


def repay(file: str) -> int:
    """Replay the loans of a JSON file, `-` for standard input; return the exit code."""
    return errands.run(errands.module("tenor.repay", file))
