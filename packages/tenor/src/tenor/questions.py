"""Lists of questions in JSON, each answered or refused by name; the shape of our commands."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

Question = Mapping[str, Any]


class UnreadableQuestions(ValueError):
    """A text that is no JSON list of objects."""


def answered(question: Question, answer: Callable[[Question], Mapping[str, Any]]) -> dict[str, Any]:
    """
    Return the question's `id` with what `answer` makes of it, or with its named error.

    >>> answered({"id": "one"}, lambda _: {"rows": []})
    {'id': 'one', 'rows': []}
    >>> answered({"id": "two"}, lambda _: {"rows": [int("x")]})["error"][:10]
    'ValueError'
    """
    try:
        return {"id": question.get("id"), **answer(question)}
    except (ValueError, ArithmeticError) as refused:
        return {"id": question.get("id"), "error": f"{type(refused).__name__}: {refused}"}


def questions_in(content: str) -> Sequence[Question]:
    """
    Return the questions of a JSON list; numbers with a point are read as exact decimals.

    :raises UnreadableQuestions: see there
    """
    try:
        questions = json.loads(content, parse_float=Decimal)
    except ValueError as unfit:
        raise UnreadableQuestions(f"no JSON: {unfit}") from unfit
    if not isinstance(questions, list) or not all(isinstance(each, dict) for each in questions):
        raise UnreadableQuestions("no JSON list of objects")
    return questions


def main(arguments: Sequence[str], answer: Callable[[Question], Mapping[str, Any]]) -> int:
    """Answer the file that is named, or standard input for `-` and no name; 2: unreadable."""
    name = arguments[0] if arguments else "-"
    try:
        content = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        questions = questions_in(content)
    except (OSError, UnreadableQuestions) as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    json.dump([answered(each, answer) for each in questions], sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0
