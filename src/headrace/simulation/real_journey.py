"""
The journey for real firms without a credit record: whom no bank has rated.

More of them ask than must be financed, because a score may refuse; the promise is kept when enough
of them were financed and each of those gave back all it drew.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from headrace.simulation import dataset, journey, real_books
from headrace.simulation.owners import Owner
from headrace.simulation.real_firms import RealFirm, real_firms
from headrace.simulation.town import Progress, Town, admit, quietly

_LEAST_YEAR = 1_000_000
"""Yearly sales in yuan from which a firm asks at all: a tenth of less is no loan for a bank."""


def run(
    town: Town, folder: Path, firms: int, *, at: datetime, progress: Progress = quietly
) -> dict[str, Any]:
    """
    Let half as many again ask as must be financed; return the report with that promise added.

    :raises dataset.DataMissing: the set is not in the folder
    """
    asking = _asking(town, folder)[: firms + firms // 2]
    books = dict(dataset.invoices(folder, [each.code for each in asking]))

    def settle(town: Town, number: int, at: datetime) -> Owner:
        firm = asking[number]
        owner = admit(town, firm, at)
        real_books.send(owner, books[firm.code], real_books.consent(owner, at), at)
        town.settled.append(owner)
        return owner

    report = journey.run(town, len(asking), at=at, settle=settle, progress=progress)
    financed = sum(1 for each in report["firms"] if each["rate"] is not None)
    report["financed"] = financed
    report["invariants"]["enough_firms_financed"] = financed >= firms
    report["label"] = "real firms and invoices; requests, money and repayments self-made"
    return report


def _asking(town: Town, folder: Path) -> tuple[RealFirm, ...]:
    return tuple(
        each
        for each in real_firms(town.plan, folder)
        if not each.in_credit_register and each.yearly_sales >= _LEAST_YEAR
    )
