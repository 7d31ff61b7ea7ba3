"""Figures that count: parts of a year, and shares of a whole."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm

from tenor.cost import EuUnit, eu_interval
from tenor.facts.reading import Inputs, day, field, known, number, rows, text, whole
from tenor.money import Ties, split
from tenor.xirr import decimal_of
from tenor.year_fractions import year_fraction

_REFERENCE = ("reference_start", "reference_end")
_REF = ("ref_start", "ref_end")


def years(inputs: Inputs) -> Decimal:
    """Return the years between two days under a convention; see year_fraction."""
    known(inputs, "convention", "start", "end", *_REFERENCE, *_REF)
    return decimal_of(
        year_fraction(
            field(inputs, "convention", text),
            field(inputs, "start", day),
            field(inputs, "end", day),
            reference=_reference(inputs),
        )
    )


def _reference(inputs: Inputs) -> tuple[date, date] | None:
    for first, last in (_REFERENCE, _REF):
        if first in inputs:
            return field(inputs, first, day), field(inputs, last, day)
    return None


def years_eu(inputs: Inputs) -> Decimal:
    """Return the years between two days as the EU's rate of charge counts them."""
    known(inputs, "convention", "start", "end")
    unit = field(inputs, "convention", _eu_unit)
    return decimal_of(eu_interval(field(inputs, "start", day), field(inputs, "end", day), unit))


def _eu_unit(words: str) -> EuUnit:
    """Return the period named among the words of a convention, such as `period in weeks`."""
    named = [unit for unit in EuUnit if str(unit) in words.split() or unit[:-1] in words.split()]
    (unit,) = named
    return unit


def shares(inputs: Inputs) -> list[int]:
    """Return the largest-remainder shares of a total; equal remainders go to the first."""
    known(inputs, "total", "weights")
    weights = [Fraction(weight) for weight in field(inputs, "weights", rows(number))]
    common = lcm(*(weight.denominator for weight in weights))
    units = [int(weight * common) for weight in weights]
    return list(split(field(inputs, "total", whole), units, ties=Ties.FIRST))
