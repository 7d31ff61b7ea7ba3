"""
The public interface as a document beside the code: `python -m headrace.config.openapi [--check]`.

Without `--check` the document is written; with it, a document that differs is shown and refused.
"""

import difflib
import json
import os
import sys
from functools import partial
from pathlib import Path

from headrace.config.home import repository

_SHOWN_LINES = 40


def document() -> str:
    """Return the OpenAPI document of what is served under /api/."""
    from django.urls import resolve

    view = resolve("/api/").func
    if not isinstance(view, partial):
        raise LookupError("the root of /api/ is not a ninja interface")
    interface = view.keywords["api"]
    # A label that can be translated is written in English here.
    return json.dumps(interface.get_openapi_schema(), indent=1, sort_keys=True, default=str) + "\n"


def main(path: Path, *, check: bool) -> int:
    """Write the document, or compare it and return 1 if it differs."""
    wanted = document()
    if not check:
        path.write_text(wanted)
        return 0
    found = path.read_text() if path.exists() else ""
    changes = list(
        difflib.unified_diff(found.splitlines(), wanted.splitlines(), "kept", "served", lineterm="")
    )
    for line in changes[:_SHOWN_LINES]:
        sys.stdout.write(f"{line}\n")
    return 1 if changes else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    import django

    django.setup()
    raise SystemExit(
        main(repository() / "src/headrace/api/openapi.json", check="--check" in sys.argv)
    )
