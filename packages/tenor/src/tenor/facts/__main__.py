"""Answer questions in JSON: `python -m tenor.facts FILE`, or `-` for standard input."""

import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from tenor.facts.kinds import value_of
from tenor.facts.reading import UnreadableFact


def answer(fact: Mapping[str, Any]) -> str:
    """Return the JSON for one question: its figure with all digits, or its named error."""
    name = json.dumps(fact.get("id"))
    try:
        value = value_of(fact)
    except (ValueError, ArithmeticError) as refused:
        return f'{{"id": {name}, "error": {json.dumps(f"{type(refused).__name__}: {refused}")}}}'
    # A Decimal is written digit by digit: a float would alter what was computed exactly.
    return (
        f'{{"id": {name}, "value": {format(value, "f") if isinstance(value, Decimal) else value}}}'
    )


def questions(content: str) -> Sequence[Mapping[str, Any]]:
    """
    Return the questions of {"facts": [...]}, numbers read as decimals.

    :raises UnreadableFact: the content is no JSON of that shape
    """
    try:
        facts = json.loads(content, parse_float=Decimal)["facts"]
    except (ValueError, KeyError, TypeError) as unfit:
        raise UnreadableFact(f'no JSON of the shape {{"facts": [...]}}: {unfit}') from unfit
    if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
        raise UnreadableFact("the field 'facts' is no list of questions")
    return facts


def main(arguments: Sequence[str]) -> int:
    """Read the questions of a file, write their answers; return 0, or 2 if it has none."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        (name,) = arguments
        content = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        asked = questions(content)
    except (OSError, UnreadableFact) as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    sys.stdout.write("[" + ",\n ".join(map(answer, asked)) + "]\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
