"""What credit costs a year, all in: the European, the American and the Chinese way."""

from tenor.cost.eu import EuUnit, eu_interval, yearly_cost_eu
from tenor.cost.pboc import yearly_cost_pboc_simple
from tenor.cost.sheet import (
    SOURCES,
    AllInSheet,
    CostForm,
    Item,
    Line,
    NotOnTheSheet,
    all_in_sheet,
    check_signed,
)
from tenor.cost.us import (
    Cycle,
    CycleUnit,
    Interval,
    UnknownCycle,
    unit_periods,
    yearly_cost_us,
    yearly_cost_us_dated,
    yearly_cost_us_flows,
)

__all__ = [
    "SOURCES",
    "AllInSheet",
    "CostForm",
    "Cycle",
    "CycleUnit",
    "EuUnit",
    "Interval",
    "Item",
    "Line",
    "NotOnTheSheet",
    "UnknownCycle",
    "all_in_sheet",
    "check_signed",
    "eu_interval",
    "unit_periods",
    "yearly_cost_eu",
    "yearly_cost_pboc_simple",
    "yearly_cost_us",
    "yearly_cost_us_dated",
    "yearly_cost_us_flows",
]
