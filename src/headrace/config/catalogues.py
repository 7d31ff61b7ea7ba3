"""
The Chinese catalogues: `python -m headrace.config.catalogues [--check]`.

Compiles every `django.po` of the house into the `.mo` beside it. With `--check` nothing is written;
a stale `.mo`, an entry that is missing, empty or fuzzy, and a placeholder lost in translation are
named and refused.
"""

import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from headrace.config.home import repository
from headrace.config.marked import Unreadable, used

LANGUAGE = "zh_Hans"
_PO = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"

_Text = str | tuple[str, ...] | list[str] | None
_TIMELESS = datetime(2000, 1, 1, tzinfo=UTC)
_LANGUAGE_ENDING = re.compile(r"_(en|zh)$")
_PERCENT = re.compile(r"%\((\w+)\)s")


def faults(house: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the catalogues of the packages."""
    for package in _packages(house):
        try:
            wanted = dict(used(package))
        except Unreadable as problem:
            yield f"{package.name}: {problem}"
            continue
        path = package / _PO
        if not path.exists():
            if wanted:
                yield f"{package.name}: uses messages but has no {_PO}"
            continue
        catalogue = _read(path)
        yield from _unfit_entries(package.name, catalogue)
        for (message, context), place in wanted.items():
            if catalogue.get(message, context) is None:
                yield f"{package.name}: no entry for {message!r} ({place})"
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != _compiled(catalogue):
            yield f"{package.name}: {compiled.name} is stale; run this without --check"


def compile_all(house: Path) -> list[Path]:
    """Write the `.mo` of every catalogue that has changed and return their paths."""
    written = []
    for package in _packages(house):
        source, target = package / _PO, (package / _PO).with_suffix(".mo")
        if not source.exists():
            continue
        wanted = _compiled(_read(source))
        if not target.exists() or target.read_bytes() != wanted:
            target.write_bytes(wanted)
            written.append(target)
    return written


def _packages(house: Path) -> list[Path]:
    return sorted(each.parent for each in house.glob("*/__init__.py"))


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=LANGUAGE)
    # Babel puts in the hour of reading; the same words must give the same bytes tomorrow.
    catalogue.creation_date = catalogue.revision_date = _TIMELESS
    return catalogue


def _compiled(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _unfit_entries(package: str, catalogue: Catalog) -> Iterator[str]:
    for entry in catalogue:
        if not entry.id:
            continue
        if entry.fuzzy:
            yield f"{package}: fuzzy entry {entry.id!r}"
        elif not all(_texts(entry.string)):
            yield f"{package}: empty entry {entry.id!r}"
        elif not _placeholders(entry.string) >= _promised(entry):
            yield f"{package}: a placeholder of {entry.id!r} is lost"


def _promised(entry: Message) -> set[str]:
    """The last form of the English speaks for all of them: Chinese has one."""
    return _placeholders(_texts(entry.id)[-1])


def _placeholders(text: _Text) -> set[str]:
    found: set[str] = set()
    for each in _texts(text):
        found.update(_PERCENT.findall(each))
        if "{" in each:
            names = (name for _, name, _, _ in string.Formatter().parse(each) if name)
            # A fact told in both languages has a name for each: the sentence takes its own.
            found.update(_LANGUAGE_ENDING.sub("", name) for name in names)
    return found


def _texts(text: _Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def main(arguments: list[str]) -> int:
    """Compile, or check and return 1 if anything is wrong."""
    house = repository() / "src" / "headrace"
    if "--check" not in arguments:
        for path in compile_all(house):
            sys.stdout.write(f"{path.relative_to(house)}\n")
        return 0
    found = list(faults(house))
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
