"""Where a running centre keeps its data, secrets, collected files and logs."""

import os
from pathlib import Path

_SOURCE = Path(__file__).resolve().parents[3]


def home() -> Path:
    """Return the centre's folder: `HEADRACE_HOME`, else `.headrace` beside the checkout."""
    given = os.environ.get("HEADRACE_HOME")
    if given:
        return Path(given).expanduser().absolute()
    in_checkout = (_SOURCE / "pyproject.toml").exists()
    return (_SOURCE if in_checkout else Path.home()) / ".headrace"


def repository() -> Path:
    """Return the root of the checkout; meaningful only in one."""
    return _SOURCE


def prepared(folder: Path) -> Path:
    """Create the folder if it is missing and return it; others may pass through, not list it."""
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    return folder
