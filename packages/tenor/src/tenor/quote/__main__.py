"""Show a plan, its all-in cost and its picture: `python -m tenor.quote FILE|- [PICTURE.svg]`."""

import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from tenor.quote.page import page, quote_from
from tenor.quote.picture import picture
from tenor.schedule.reading import UnreadableTerms


def main(arguments: Sequence[str]) -> int:
    """Print the page of one question, write its picture; return 0, or 2 if it has none."""
    if len(arguments) not in (1, 2):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        name = arguments[0]
        content = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        asked = json.loads(content, parse_float=Decimal)
        first = asked[0] if isinstance(asked, list) and asked else asked
        if not isinstance(first, dict):
            raise UnreadableTerms('no question of the shape {"id": ..., "inputs": {...}}')
        quote = quote_from(first.get("inputs", first))
    except (OSError, ValueError) as refused:
        sys.stderr.write(f"{type(refused).__name__}: {refused}\n")
        return 2
    sys.stdout.write(page(quote))
    for drawing in arguments[1:]:
        Path(drawing).write_text(picture(quote.plan), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
