"""`test`: the suite, and what it leaves out."""

import shutil
import subprocess
import sys
from collections.abc import Sequence

from headrace.config.errands import console, environment_with
from headrace.config.home import repository

_WORKERS = "2"
# The tests of a file often go on in one town, in order: they stay with one worker.
_BY_FILE = ("--dist", "loadfile", "--no-loadscope-reorder")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(arguments: Sequence[str]) -> int:
    """Run pytest on two workers and return its exit code; say beforehand what is left out."""
    marks = ["not slow"]
    console.print("Left out: the proofs at full size; `./run prove` runs them.")
    if not any(map(shutil.which, _BROWSERS)):
        marks.append("not browser")
        console.print("Left out: the browser tests; apt-get install chromium brings them in.")
    chosen = {"-m", "-n", "-p"} & {word[:2] for word in arguments}
    command = [sys.executable, "-m", "pytest"]
    command += [] if "-n" in chosen else ["-n", _WORKERS, *_BY_FILE]
    command += [] if "-m" in chosen else ["-m", " and ".join(marks)]
    # The tests choose their own database; an operator's environment must not lead them to his.
    environment = environment_with()
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "HEADRACE_DATABASE_NAME", "HEADRACE_DEMO"):
        environment.pop(name, None)
    return subprocess.run([*command, *arguments], cwd=repository(), env=environment).returncode
