"""
Does `requirements.lock`, which serves those without uv, say the same as `uv.lock`?

`python -m headrace.config.lockfile` compares the two files; neither uv nor the network is needed.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from headrace.config.home import repository

EXPORT = (
    "uv export --quiet --frozen --no-emit-workspace --all-groups --no-header -o requirements.lock"
)
_PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)(?:\[[^]]*\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")

Pinned = dict[tuple[str, str], frozenset[str]]


def differences(lock: str, exported: str) -> list[str]:
    """Return a sentence for each package in which the two texts differ."""
    ours, theirs = _exported(exported), dict(_locked(lock))
    every = sorted(ours.keys() | theirs.keys())
    return [
        f"{name} {version}: {_complaint((name, version), ours, theirs)}"
        for name, version in every
        if ours.get((name, version)) != theirs.get((name, version))
    ]


def _complaint(pin: tuple[str, str], ours: Pinned, theirs: Pinned) -> str:
    if pin not in ours:
        return "only in uv.lock"
    return "only in requirements.lock" if pin not in theirs else "other hashes"


def _locked(text: str) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    for package in tomllib.loads(text)["package"]:
        if "editable" in package["source"] or "virtual" in package["source"]:
            continue
        files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        hashes = frozenset(file["hash"] for file in files)
        yield (package["name"], package["version"]), hashes


def _exported(text: str) -> Pinned:
    """Cut the text at each pin; the hashes up to the next one belong to it."""
    pins = list(_PIN.finditer(text))
    edges = pairwise([*(each.start() for each in pins), len(text)])
    return {
        (pin["name"], pin["version"]): frozenset(_HASH.findall(text[start:end]))
        for pin, (start, end) in zip(pins, edges, strict=True)
    }


def main(root: Path) -> int:
    """Say where the files differ; return 1 if they do."""
    found = differences((root / "uv.lock").read_text(), (root / "requirements.lock").read_text())
    for sentence in found:
        sys.stdout.write(f"{sentence}\n")
    if found:
        sys.stdout.write(f"Run: {EXPORT}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(repository()))
