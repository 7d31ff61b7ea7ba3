"""Repayment plans: what is due when, of which principal and interest, and what is left."""

from tenor.schedule.agreed import (
    Agreed,
    DueDatesOutOfOrder,
    MoreThanOwed,
    NoActualDays,
    agreed_plan,
)
from tenor.schedule.cumulative import Method, cumulative_plan
from tenor.schedule.holidays import Calendar, NoBusinessDay, Roll, UnknownWeekday
from tenor.schedule.plans import (
    bullet_plan,
    equal_instalment_plan,
    equal_principal_plan,
    flat_plan,
)
from tenor.schedule.terms import (
    BadTerms,
    GraceTooLong,
    Instalment,
    InstalmentBelowInterest,
    NegativeRate,
    NoInstalments,
    NothingToRepay,
    RateTooHigh,
    Terms,
    TooManyInstalments,
    Tranche,
    TrancheOutsidePlan,
    TranchesDiffer,
    UnknownMultiple,
)
from tenor.schedule.whole_units import NotPlainTerms, fixed_instalment_plan, whole_unit_plan

__all__ = [
    "Agreed",
    "BadTerms",
    "Calendar",
    "DueDatesOutOfOrder",
    "GraceTooLong",
    "Instalment",
    "InstalmentBelowInterest",
    "Method",
    "MoreThanOwed",
    "NegativeRate",
    "NoActualDays",
    "NoBusinessDay",
    "NoInstalments",
    "NotPlainTerms",
    "NothingToRepay",
    "RateTooHigh",
    "Roll",
    "Terms",
    "TooManyInstalments",
    "Tranche",
    "TrancheOutsidePlan",
    "TranchesDiffer",
    "UnknownMultiple",
    "UnknownWeekday",
    "agreed_plan",
    "bullet_plan",
    "cumulative_plan",
    "equal_instalment_plan",
    "equal_principal_plan",
    "fixed_instalment_plan",
    "flat_plan",
    "whole_unit_plan",
]
