"""
The journey told on a terminal: `./run journey [--firms N] [--json]`.

Progress goes to standard error, the report to standard output. Exit code 0 only if every promise
held. The command gives it a throw-away centre.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from headrace.gateways.mock_bank import MockBank
from headrace.simulation import desks, journey, real_journey
from headrace.simulation.plan import data_folder, load
from headrace.simulation.report_table import show
from headrace.simulation.town import found


def tell(arguments: Sequence[str]) -> int:
    """Run the journey, print its report, and return the exit code."""
    options = _options(arguments)
    report = _run(options.firms)
    if options.json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    else:
        show(report)
    return 0 if all(report["invariants"].values()) else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./run journey", description="Firms financed from request to last repayment."
    )
    parser.add_argument("--firms", type=int, default=5, help="how many firms, 1 to 60")
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    options = parser.parse_args(arguments)
    if not 1 <= options.firms <= 60:
        parser.error("--firms takes a whole number from 1 to 60")
    return options


def _run(firms: int) -> dict[str, Any]:
    home, at = settings.HEADRACE_HOME, load().opens_at
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, Any] = {}

        def progress(what: str, done: int, of: int) -> None:
            for words, task in known.items():
                if words != what:
                    bars.update(task, completed=bars.tasks[task].total or 0)
            if what not in known:
                known[what] = bars.add_task(what, total=of)
            bars.update(known[what], completed=done, total=of)

        bank = MockBank.attached(home / "bank")
        town = found(home, bank, desks.password(home), at=at, progress=progress)
        folder = data_folder()
        if folder:
            report = real_journey.run(town, folder, firms, at=at, progress=progress)
        else:
            report = journey.run(town, firms, at=at, progress=progress)
        for task in known.values():
            bars.update(task, completed=bars.tasks[task].total or 0)
    return report
