"""Answer questions on standard input: `python -m tenor.schedule < cases.json`."""

import json
import sys
from typing import Any

from tenor.schedule.reading import rows_from


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return the rows for one question `{"id": ..., "inputs": {...}}`, or its named error."""
    try:
        return {"id": question["id"], "rows": rows_from(question["inputs"])}
    except ValueError as refused:
        return {"id": question["id"], "error": f"{type(refused).__name__}: {refused}"}


def main() -> None:
    """Read a JSON list of questions, write the list of answers."""
    answers = [answer(question) for question in json.load(sys.stdin)]
    json.dump(answers, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
