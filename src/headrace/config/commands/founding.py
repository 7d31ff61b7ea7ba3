"""`found`: the first office, the centre and their first people, asked for or given as options."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from headrace.config import errands, keyring, schema
from headrace.config.database.availability import available
from headrace.config.home import home

_PEOPLE = ("first_officer", "second_officer", "operator")


def _asked(question: str) -> Any:
    return typer.Option(prompt=question, help=f"{question}.")


def found(
    office_name: Annotated[str, _asked("Supervising office: name")],
    office_code: Annotated[str, _asked("Supervising office: credit code")],
    first_officer: Annotated[str, _asked("Officer who prepares: log-in name")],
    first_officer_name: Annotated[str, _asked("Officer who prepares: name")],
    second_officer: Annotated[str, _asked("Officer who decides: log-in name")],
    second_officer_name: Annotated[str, _asked("Officer who decides: name")],
    centre_name: Annotated[str, _asked("Service centre: name")],
    centre_code: Annotated[str, _asked("Service centre: credit code")],
    district: Annotated[str, _asked("Service centre: district, six digits")],
    operator: Annotated[str, _asked("Operator of the centre: log-in name")],
    operator_name: Annotated[str, _asked("Operator of the centre: name")],
    passwords: Annotated[
        Path | None,
        typer.Option(
            help="Three lines: the passwords of the two officers and the operator; "
            "without it each of them types it unseen."
        ),
    ] = None,
) -> None:
    """Found an empty centre: the supervising office with two officers, and the operator."""
    logins = (first_officer, second_officer, operator)
    names = (first_officer_name, second_officer_name, operator_name)
    with errands.explained():
        chosen = _lines(passwords) if passwords else _typed(logins)
        seats = zip(logins, names, chosen, strict=True)
        charter = {
            "office_name": office_name,
            "office_code": office_code,
            "centre_name": centre_name,
            "centre_code": centre_code,
            "district": district,
            **{
                seat: {"login": login.strip(), "name": name.strip(), "password": password}
                for seat, (login, name, password) in zip(_PEOPLE, seats, strict=True)
            },
        }
        _carry_out(charter)


def _typed(logins: Sequence[str]) -> list[str]:
    return [
        typer.prompt(f"Password of {login}", hide_input=True, confirmation_prompt=True)
        for login in logins
    ]


def _lines(file: Path) -> list[str]:
    try:
        chosen = file.read_text().splitlines()
    except OSError as problem:
        raise errands.CommandRefused(f"{file} cannot be read: {problem.strerror}.") from None
    if len(chosen) != len(_PEOPLE):
        raise errands.CommandRefused(
            f"{file} must have three lines, a password each; it has {len(chosen)}."
        )
    return chosen


def _carry_out(charter: dict[str, Any]) -> None:
    """Hand the charter over by a pipe: arguments and environment can be read by others."""
    with available(home(), keyring.load(home())):
        schema.bring_up_to_date()
        outcome = subprocess.run(
            errands.module("headrace.config.founding"),
            env=errands.environment_with(),
            input=json.dumps(charter),
            stderr=subprocess.PIPE,
            text=True,
        )
    if outcome.returncode:
        raise errands.CommandRefused(outcome.stderr.strip())
    errands.console.print("Founded. `./run up --no-demo` starts the centre; log in there.")
