"""
Bring the real firms into a town that is open: `python -m headrace.config.importing`.

Runs beside the pages and the worker, with a bar on the terminal, and ends when all is in.
"""

import os
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


def bring_in(console: Console) -> None:
    """Import with a bar; say at the end what was done. Django is set up."""
    from django.conf import settings

    from headrace.kit import clock
    from headrace.simulation import desks, handles, importing, plan

    folder = plan.data_folder()
    if folder is None:
        raise SystemExit(f"{plan.DATA_FOLDER} names no folder of data.")
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        tasks = {
            each: bars.add_task(each, total=None)
            for each in (importing.REGISTERING, importing.SENDING)
        }
        home = settings.HEADRACE_HOME
        done = importing.run(
            handles.town(home, clock.now()),
            folder,
            desks.password(home),
            progress=lambda what, sent, of: bars.update(tasks[what], completed=sent, total=of),
        )
    console.print(
        f"{done.firms} real firms are in; {done.passed_over} were complete before. Invoices:"
        f" {done.invoices.taken:,} taken, {done.invoices.known:,} known,"
        f" {done.invoices.refused:,} refused, {done.invoices.rounded:,} rounded to the fen.",
        markup=False,
    )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()

    from headrace.simulation.dataset import DataMissing

    try:
        bring_in(Console(highlight=False))
    except DataMissing as problem:
        sys.exit(str(problem))
