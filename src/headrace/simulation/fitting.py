"""The scorecard fitted on the rated firms of the set of real invoices."""

from pathlib import Path

from headrace.credit import services as credit
from headrace.simulation import dataset
from headrace.simulation.plan import REAL_FIRST_DAY


def fit(folder: Path) -> credit.FitReport:
    """
    Fit on the firms whose outcome the set knows; the scorecard decides here from now on.

    :raises dataset.DataMissing: the set is not in the folder
    :raises credit.FitterMissing: scikit-learn is not installed
    """
    firms = [
        credit.RatedFirm(
            each.days,
            [] if each.largest_buyer_ppm is None else [each.largest_buyer_ppm],
            each.defaulted,
        )
        for each in dataset.rated(folder)
    ]
    return credit.fit_scorecard(firms, as_of=REAL_FIRST_DAY)
