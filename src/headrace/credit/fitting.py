"""
A ridge logit on invoice facts of rated firms, cross-validated with all choices inside the folds.

Each fact is cut at quantiles of the training firms into steps; the penalty is chosen by a second
cross-validation inside each training part. Runs by command where the data are; running decisions
need only the table of points that comes out. Source of the penalty: Hoerl and Kennard, 1970.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import Any

from headrace.credit.rules.points import FittedFact
from headrace.credit.rules.scorecard import Value

REPEATS = FOLDS = 5
_PARTS = 4
_PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)
FACTS = (
    "sales_minor",
    "sales_before_minor",
    "growth_ppm",
    "active_months",
    "volatility_ppm",
    "credit_note_ppm",
    "voided_ppm",
    "largest_buyer_ppm",
    "history_months",
    "purchase_ratio_ppm",
)

Facts = Mapping[str, Value]
Cuts = Mapping[str, tuple[int, ...]]


class FitterMissing(RuntimeError):
    """The package that fits is not installed."""


@dataclass(frozen=True, slots=True)
class Fit:
    """
    What a fit gives: the worth of each answer, and how well unseen firms were ordered.

    :param aucs: one for each repetition, over all firms, each predicted by a fit that never saw it
    """

    facts: tuple[FittedFact, ...]
    aucs: tuple[float, ...]
    firms: int
    defaulted: int

    @property
    def auc(self) -> float:
        """Return the mean over the repetitions."""
        return mean(self.aucs)

    @property
    def spread(self) -> float:
        """Return the standard deviation over the repetitions."""
        return stdev(self.aucs)


def fit(firms: Sequence[Facts], defaulted: Sequence[bool]) -> Fit:
    """
    Cross-validate, then fit on all firms.

    :raises FitterMissing: scikit-learn is not installed
    """
    try:
        import threadpoolctl  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise FitterMissing("Fitting needs the package scikit-learn; install it.") from None
    # On so few rows threads only wait for each other.
    with threadpoolctl.threadpool_limits(1):
        aucs = tuple(_repetition(firms, defaulted, seed) for seed in range(REPEATS))
        cuts = _cuts(firms)
        model = _model(_rows(firms, cuts), defaulted, seed=0)
    worth = iter(-float(each) for each in model.coef_[0])
    facts = tuple(_fact(name, cuts[name], worth) for name in FACTS)
    return Fit(facts, aucs, len(firms), sum(defaulted))


def _repetition(firms: Sequence[Facts], defaulted: Sequence[bool], seed: int) -> float:
    from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
    from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

    risk = [0.0] * len(firms)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for train, test in folds.split(firms, defaulted):
        known = [firms[each] for each in train]
        cuts = _cuts(known)
        model = _model(_rows(known, cuts), [defaulted[each] for each in train], seed=seed)
        unseen = _rows([firms[each] for each in test], cuts)
        for place, value in zip(test, model.decision_function(unseen), strict=True):
            risk[place] = float(value)
    return float(roc_auc_score(defaulted, risk))


def _model(rows: list[list[int]], defaulted: Sequence[bool], *, seed: int) -> Any:
    from sklearn.linear_model import LogisticRegressionCV  # type: ignore[import-untyped]
    from sklearn.model_selection import StratifiedKFold

    inner = StratifiedKFold(FOLDS, shuffle=True, random_state=100 + seed)
    return LogisticRegressionCV(
        Cs=_PENALTIES,
        l1_ratios=(0.0,),
        cv=inner,
        scoring="neg_log_loss",
        max_iter=2_000,
        use_legacy_attributes=False,
    ).fit(rows, list(defaulted))


def _cuts(firms: Sequence[Facts]) -> Cuts:
    return {name: _quantiles([firm.get(name) for firm in firms]) for name in FACTS}


def _quantiles(values: Sequence[Value]) -> tuple[int, ...]:
    known = sorted(each for each in values if isinstance(each, int))
    found = {known[(len(known) - 1) * part // _PARTS] for part in range(1, _PARTS)}
    return tuple(sorted(found))


def _rows(firms: Sequence[Facts], cuts: Cuts) -> list[list[int]]:
    return [
        [each for name in FACTS for each in _marks(firm.get(name), cuts[name])] for firm in firms
    ]


def _marks(value: Value, cuts: tuple[int, ...]) -> list[int]:
    """One mark for each bound that is reached, and one for not knowing."""
    if not isinstance(value, int):
        return [0] * len(cuts) + [1]
    return [int(value >= each) for each in cuts] + [0]


def _fact(name: str, cuts: tuple[int, ...], worth: Any) -> FittedFact:
    steps, so_far = [(min(0, cuts[0]) - 10**18, 0.0)], 0.0
    for each in cuts:
        so_far += next(worth)
        steps.append((each, so_far))
    return FittedFact(name, tuple(steps), next(worth))
