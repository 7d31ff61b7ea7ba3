"""What credit costs a year, all in: the European, the American and the Chinese way."""

from tenor.cost.eu import EuUnit, eu_interval, yearly_cost_eu
from tenor.cost.us import (
    Cycle,
    CycleUnit,
    Interval,
    UnknownCycle,
    unit_periods,
    yearly_cost_us,
    yearly_cost_us_dated,
)

__all__ = [
    "Cycle",
    "CycleUnit",
    "EuUnit",
    "Interval",
    "UnknownCycle",
    "eu_interval",
    "unit_periods",
    "yearly_cost_eu",
    "yearly_cost_us",
    "yearly_cost_us_dated",
]
