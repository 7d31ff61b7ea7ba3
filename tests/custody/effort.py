"""How hard the properties are tried: a little in every run, much where it is asked for."""

import os


def examples(quick: int, *, proving: int) -> int:
    """Return how many examples to try: `proving` of them when HEADRACE_PROVE=1."""
    return proving if os.environ.get("HEADRACE_PROVE") == "1" else quick
