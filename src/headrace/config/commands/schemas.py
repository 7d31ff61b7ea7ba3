"""`migrate` and `seed`: the tables, and what they hold at first."""

from headrace.config import errands, keyring, schema
from headrace.config.database.availability import available
from headrace.config.home import home
from headrace.gateways.mock_bank import MockBank
from headrace.simulation.plan import first_day


def migrate() -> None:
    """Bring the tables up to date and say what was done."""
    with available(home(), keyring.load(home())):
        errands.console.print(schema.bring_up_to_date().strip(), markup=False)


def seed() -> None:
    """
    Load what an empty centre needs.

    :raises errands.CommandRefused: loading failed; what went wrong is above
    """
    with available(home(), keyring.load(home())):
        schema.bring_up_to_date()
        bank = MockBank.start(home() / "bank", on=first_day())
        try:
            fill(demo=True)
        finally:
            bank.stop()


def fill(*, demo: bool) -> None:
    """
    Load the rule packs, and the demo town into an empty centre; tables are up to date.

    :raises errands.CommandRefused: loading failed; what went wrong is above
    """
    environment = {"HEADRACE_DEMO": "1"} if demo else {}
    if errands.run(errands.module("headrace.config.filling"), environment):
        raise errands.CommandRefused("The centre could not be filled; the reason is above.")
