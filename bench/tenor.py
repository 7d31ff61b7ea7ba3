"""
Schedules of 24 rows a second on one core, beside the slow oracle and beside other libraries.

`./run bench tenor` tells the speeds as ratios, and where our own time goes; `./run prove tenor`
first holds the plans against the oracle on 200,000 made contracts. A peer that is not installed
is named as absent. Ours and the oracle round each row to the cent; the peers do not.
"""

import argparse
import cProfile
import pstats
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from os import environ
from pathlib import Path

from tenor import Money
from tenor.dates import Calculation, DayCount
from tenor.schedule import Terms, equal_instalment_plan

ROWS = 24
RATE = Decimal("0.0731")
START = date(2026, 1, 15)
# A twelfth of the yearly rate each month: what every peer can build too.
MONTHLY = DayCount(calculation=Calculation.SAME_AS_REPAYMENT)
LEAST_RATIO_TO_ORACLE = 10
TESTS = Path(__file__).parents[1] / "packages" / "tenor" / "tests"

Build = Callable[[int], object]
"""Builds one schedule for a principal in cents, another for each call."""


def terms(cents: int) -> Terms:
    """Return the terms that everybody builds a schedule of."""
    return Terms(
        principal=Money.from_minor(cents),
        rate_yearly=RATE,
        start_date=START,
        instalments=ROWS,
        day_count=MONTHLY,
    )


def ours() -> Build:
    """Return our own engine."""
    return lambda cents: equal_instalment_plan(terms=terms(cents))


def slow_oracle() -> Build:
    """Return the fractions that the tests hold the engine against."""
    sys.path.insert(0, str(TESTS))
    import schedule_oracle

    def build(cents: int) -> object:
        # Where a cent could be rounded either way the oracle gives up: hardly ever here.
        with suppress(schedule_oracle.ExactTie):
            return schedule_oracle.equal_instalments(terms(cents))

    return build


def quantlib() -> Build:
    """Return a sinking bond of QuantLib with its cash flows read out."""
    import QuantLib

    month = QuantLib.Period(1, QuantLib.Months)
    opens, closes = QuantLib.Date(15, 1, 2026), QuantLib.Date(15, 1, 2028)
    count = QuantLib.Thirty360(QuantLib.Thirty360.BondBasis)
    calendar, rule = QuantLib.NullCalendar(), QuantLib.DateGeneration.Forward
    term, rate = QuantLib.Period(2, QuantLib.Years), float(RATE)

    def build(cents: int) -> object:
        days = QuantLib.Schedule(
            opens, closes, month, calendar, QuantLib.Unadjusted, QuantLib.Unadjusted, rule, False
        )
        notionals = QuantLib.sinkingNotionals(term, QuantLib.Monthly, rate, cents / 100)
        bond = QuantLib.AmortizingFixedRateBond(0, notionals, days, [rate], count)
        return [(flow.date(), flow.amount()) for flow in bond.cashflows()]

    return build


def numpy_financial() -> Build:
    """Return numpy-financial's payment, with its interest asked row by row."""
    import numpy_financial as npf

    def build(cents: int) -> object:
        rate, lent = float(RATE) / 12, cents / 100
        payment = npf.pmt(rate, ROWS, -lent)
        rows, balance = [], lent
        for number in range(1, ROWS + 1):
            interest = round(float(npf.ipmt(rate, number, ROWS, -lent)), 2)
            balance -= payment - interest
            rows.append((number, payment - interest, interest, balance))
        return rows

    return build


PEERS = {
    "slow oracle": slow_oracle,
    "QuantLib": quantlib,
    "numpy-financial": numpy_financial,
}


def per_second(build: Build, *, seconds: float) -> float:
    """Return how many schedules are built in a second of this process's own time."""
    for cents in range(10_000_00, 10_000_10):
        build(cents)
    built, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        build(10_000_00 + built)
        built += 1
    return built / spent


def speeds(seconds: float) -> int:
    """Print our speed and the ratio to each peer; return 1 if one of them is not left behind."""
    own = per_second(ours(), seconds=seconds)
    sys.stdout.write(f"{'tenor':<16} {own:>10,.0f} schedules of {ROWS} rows a second\n")
    behind = 0
    for name, peer in PEERS.items():
        try:
            build = peer()
        except ImportError as absent:
            sys.stdout.write(f"{name:<16} absent: {absent}\n")
            continue
        theirs = per_second(build, seconds=seconds)
        least = LEAST_RATIO_TO_ORACLE if name == "slow oracle" else 1
        behind |= own < least * theirs
        sys.stdout.write(f"{name:<16} {theirs:>10,.0f} a second: we are {own / theirs:.1f} x it\n")
    return int(behind)


def where_time_goes(schedules: int = 500) -> None:
    """Print the functions of ours in which most time is spent."""
    build, profile = ours(), cProfile.Profile()
    profile.enable()
    for number in range(schedules):
        build(10_000_00 + number)
    profile.disable()
    pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(8)


def laws() -> int:
    """Hold the plans against the oracle at full size; return pytest's exit code."""
    files = [str(TESTS / "test_tenor_schedule_oracle.py")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", *files]
    return subprocess.run(command, env={**environ, "HEADRACE_PROVE": "1"}).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--speed", action="store_true", help="only the speeds, and their reason")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each is timed")
    options = parser.parse_args()
    code = 0 if options.speed else laws()
    code |= speeds(options.seconds)
    if options.speed:
        where_time_goes()
    raise SystemExit(code)
