"""The messages that code and templates of a package mark for translation."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tokenize import TokenError

from babel.messages.extract import extract
from django.utils.translation.template import templatize

_KEYWORDS = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


class Unreadable(ValueError):
    """A source that cannot be cut into words."""


def used(package: Path) -> Iterator[tuple[tuple[str, str | None], str]]:
    """Yield ((message, context), place) for every message that code and templates mark."""
    for path in sorted(package.rglob("*.py")):
        yield from _marked(path, path.read_text())
    for path in sorted([*package.rglob("*.html"), *package.rglob("templates/**/*.txt")]):
        marked = templatize(path.read_text(), origin=str(path))
        # What is no message becomes a row of letters, whose indentation no tokenizer would accept.
        yield from _marked(path, "\n".join(line.strip() for line in marked.splitlines()))


def _marked(path: Path, source: str) -> Iterator[tuple[tuple[str, str | None], str]]:
    try:
        marked = list(extract("python", BytesIO(source.encode()), _KEYWORDS))
    except (TokenError, SyntaxError) as problem:
        raise Unreadable(f"{path.name} cannot be read: {problem}") from None
    for line, found, _, context in marked:
        message = found if isinstance(found, str) else (found or ("",))[0]
        if message:
            yield (message, context), f"{path.name}:{line}"
