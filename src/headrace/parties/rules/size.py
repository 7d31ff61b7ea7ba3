"""Size classes: staff, revenue and assets against the lower bounds of an industry."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from headrace.kit.errors import N_, Malformed, Refused

MICRO = "micro"
LARGE = "large"
BOUNDS_CURRENCY = "CNY"
MOST_STAFF = 10_000_000


class IndustryUnknown(Malformed):
    """The policy pack has no bounds for this industry."""

    message = N_("There is no industry {industry}.")
    remedy = N_("Choose one of: {choices}.")

    def __init__(self, *, industry: str, choices: Collection[str]) -> None:
        super().__init__(field="industry", industry=industry, choices=", ".join(sorted(choices)))


class AssetsMissing(Malformed):
    """In this industry the class depends on total assets."""

    message = N_("In this industry the size class depends on total assets, which are missing.")
    remedy = N_("Give the total assets of the last annual accounts.")

    def __init__(self) -> None:
        super().__init__(field="assets")


class WrongCurrency(Malformed):
    """The bounds are in yuan."""

    message = N_("The figures are in {currency}; the size classes are in CNY.")
    remedy = N_("Convert the figures at the rate of the last annual accounts.")

    def __init__(self, *, currency: str) -> None:
        super().__init__(field="revenue", currency=currency)


class FigureNegative(Malformed):
    """Staff, revenue and assets are counted from zero."""

    message = N_("This figure cannot be below zero.")
    remedy = N_("Give zero or a figure above it.")

    def __init__(self, *, field: str) -> None:
        super().__init__(field=field)


class StaffImpossible(Malformed):
    """No firm has so many people."""

    message = N_("Staff is a number of people, at most {most}.")
    remedy = N_("Check the digits: people are counted here, not money.")

    def __init__(self) -> None:
        super().__init__(field="staff", most=MOST_STAFF)


class TooLarge(Refused):
    """A large enterprise is not whom the centre serves."""

    message = N_("By {pack} this is a large enterprise; financing here is for smaller ones.")
    remedy = N_("If staff, revenue or assets have changed, report the new figures first.")
    journalled = ("pack",)

    def __init__(self, *, pack: str) -> None:
        super().__init__(pack=pack)


class NotClassed(Refused):
    """Parties of this industry are not classed by the pack."""

    message = N_("Organisations of the industry {industry} have no size class.")
    remedy = N_("No class is needed; if the industry is wrong, ask the operator who registered it.")

    def __init__(self, *, industry: str) -> None:
        super().__init__(field="industry", industry=industry)


def size_class_of(
    table: Sequence[Mapping[str, Any]], *, staff: int, revenue_minor: int, assets_minor: int | None
) -> str:
    """
    Return the class: the largest one whose lower bounds are all reached, else micro.

    :param table: rows from large to small with `class` and any of `staff`, `revenue_minor`,
        `assets_minor`
    :raises AssetsMissing: a bound on assets cannot be judged
    Source: Gong Xin Bu Lian Qi Ye [2011] No. 300; NBS method of 2017 (all bounds, else one class
    lower).
    """
    figures = {"staff": staff, "revenue_minor": revenue_minor, "assets_minor": assets_minor}
    for row in table:
        if all(_reaches(figures[name], row[name]) for name in row if name != "class"):
            return str(row["class"])
    return MICRO


def _reaches(figure: int | None, bound: int) -> bool:
    if figure is None:
        raise AssetsMissing
    return figure >= bound


def check_admissible(*, size_class: str, pack: str) -> None:
    """Refuse a large firm as an enterprise that asks for financing here."""
    if size_class == LARGE:
        raise TooLarge(pack=pack)


def check_figures(
    *, staff: int, revenue_minor: int, assets_minor: int | None, currencies: Collection[str]
) -> None:
    """Refuse figures below zero, or in another currency than the bounds."""
    figures = {"staff": staff, "revenue": revenue_minor, "assets": assets_minor or 0}
    for name, figure in figures.items():
        if figure < 0:
            raise FigureNegative(field=name)
    if staff > MOST_STAFF:
        raise StaffImpossible
    for currency in currencies:
        if currency != BOUNDS_CURRENCY:
            raise WrongCurrency(currency=currency)
