"""The command line. Each command is a thin door to a module of `commands`."""

from pathlib import Path
from typing import Annotated

import typer

from headrace.config import errands
from headrace.config.commands import (
    backups,
    checks,
    figures,
    founding,
    journeys,
    plans,
    proofs,
    realdata,
    schemas,
    testing,
    town,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Headrace, a cloud service centre for the finance of small firms. `up` starts everything.",
)
_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


@app.command()
def up(
    port: Annotated[int, typer.Option(help="Where the pages are served.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    demo: Annotated[bool, typer.Option(help="Fill an empty centre with the demo town.")] = True,
    data: Annotated[
        Path | None, typer.Option(help="Let the real firms of this folder live in the town.")
    ] = None,
    live_port: Annotated[
        int | None, typer.Option(help="Where the live stream is; the next port, if it is free.")
    ] = None,
) -> None:
    """Start the centre: database, tables, demo town, pages, live stream, worker. Ctrl-C stops."""
    with errands.explained():
        realdata.choose(data)
        town.up(host=host, port=port, demo=demo, live_port=live_port)


@app.command()
def stop() -> None:
    """Stop the centre that `up` started elsewhere."""
    with errands.explained():
        town.stop()


@app.command()
def migrate() -> None:
    """Bring the tables up to date."""
    with errands.explained():
        schemas.migrate()


@app.command()
def seed() -> None:
    """Load the rule packs and, into an empty centre, the demo town."""
    with errands.explained():
        schemas.seed()


app.command()(founding.found)


@app.command()
def backup(file: Path) -> None:
    """Write the whole database to FILE, while the centre runs or while it is stopped."""
    with errands.explained():
        backups.backup(file)


@app.command()
def restore(
    file: Path,
    into: Annotated[str | None, typer.Option(help="The name of a new database.")] = None,
) -> None:
    """Read FILE into the empty database of the centre, or into a new one."""
    with errands.explained():
        backups.restore(file, into=into)


@app.command(context_settings=_PASS_ON)
def test(context: typer.Context) -> None:
    """Run the tests, browser tests included; arguments go on to pytest."""
    raise typer.Exit(testing.run(context.args))


@app.command()
def check() -> None:
    """Lint, types, floors and doors, migrations, documents and catalogues."""
    raise typer.Exit(checks.run())


@app.command(context_settings=_PASS_ON)
def prove(context: typer.Context, name: Annotated[str | None, typer.Argument()] = None) -> None:
    """Run the proof NAME of the folder `bench` at its full figures; alone, list them."""
    raise typer.Exit(proofs.run(name, context.args))


score = typer.Typer(no_args_is_help=True, help="Scorecards of this centre.")
app.add_typer(score, name="score")


@score.callback()
def _scores() -> None:
    """Scorecards of this centre."""


@score.command()
def fit(data: Annotated[Path, typer.Option(help="The folder of the real data sets.")]) -> None:
    """Fit the scorecard on the rated firms of a folder; it decides here from now on."""
    with errands.explained():
        realdata.fit(data)


@app.command(context_settings=_PASS_ON)
def journey(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Walk with real firms of this folder.")] = None,
) -> None:
    """Walk one financing from the published demand to the last repayment, and tell each step."""
    with errands.explained():
        raise typer.Exit(journeys.run(context.args, data=data))


@app.command()
def facts(file: str) -> None:
    """Answer printed figures asked for in the JSON of FILE, or of `-`, the standard input."""
    raise typer.Exit(figures.facts(file))


@app.command()
def quote(
    file: str,
    picture: Annotated[str | None, typer.Option(help="Where to draw the plan, an SVG.")] = None,
) -> None:
    """Show the plan of FILE, or of `-`, the standard input, and all that it costs."""
    raise typer.Exit(figures.quote(file, picture))


@app.command(context_settings=_PASS_ON)
def bench(context: typer.Context, name: str) -> None:
    """Tell the speed of NAME beside others; `tenor` builds schedules."""
    raise typer.Exit(figures.bench(name, context.args))


@app.command()
def schedule(file: str) -> None:
    """Draw up the plans asked for in the JSON of FILE, or of `-`, the standard input."""
    raise typer.Exit(plans.schedule(file))


@app.command()
def repay(file: str) -> None:
    """Replay the loans told in the JSON of FILE, or of `-`: who paid what, and what is open."""
    raise typer.Exit(plans.repay(file))
