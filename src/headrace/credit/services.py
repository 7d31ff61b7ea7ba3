"""
The steps of credit: decide on everything known now and keep what was looked at; fit a scorecard.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from headrace.credit import fitting, gathering, library, models
from headrace.credit.fitting import FitterMissing
from headrace.credit.rules import scoring
from headrace.credit.rules.features import DaySum, invoice_facts
from headrace.credit.rules.points import fitted_card
from headrace.credit.rules.scoring import Assessment
from headrace.kit.actors import Actor
from headrace.kit.canonical import ALGORITHM, digest
from headrace.kit.clock import day_of
from headrace.kit.journal import record
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction

__all__ = ["FitReport", "FitterMissing", "RatedFirm", "assess", "fit_scorecard"]


@dataclass(frozen=True, slots=True)
class RatedFirm:
    """The invoices of a firm of which it is known whether it defaulted."""

    days: Sequence[DaySum]
    buyer_shares_ppm: Sequence[int]
    defaulted: bool


@dataclass(frozen=True, slots=True)
class FitReport:
    """
    How a scorecard was fitted, and under which name it now decides.

    `auc` is the mean over repeated cross-validation, `spread` its deviation between repetitions.
    """

    scorecard: str
    firms: int
    defaulted: int
    auc: float
    spread: float


def fit_scorecard(firms: Sequence[RatedFirm], *, as_of: date) -> FitReport:
    """
    Fit the invoice questions on rated firms and let the scorecard decide from now on.

    It is kept in the centre's home only; decisions name it with its version.

    :raises FitterMissing: scikit-learn is not installed
    """
    facts = [
        invoice_facts(each.days, as_of=as_of, buyer_shares_ppm=each.buyer_shares_ppm).known()
        for each in firms
    ]
    fitted = fitting.fit(facts, [each.defaulted for each in firms])
    card = fitted_card(library.expert(), fitted.facts, facts, version=library.next_version())
    return FitReport(library.keep(card), fitted.firms, fitted.defaulted, fitted.auc, fitted.spread)


@needs_transaction
def assess(*, enterprise_id: UUID, subject: Subject, by: Actor, at: datetime) -> UUID:
    """
    Score a firm for a subject on the evidence that stands at `at`, and return the score's id.

    Inputs, result and reasons are stored together and never changed: a replay gives the same.
    """
    card = library.current()
    gathered = gathering.gather(card, enterprise_id=enterprise_id, subject=subject, at=at)
    decided = scoring.assess(card, gathered.evidence)
    snapshot = _keep_inputs(gathered, enterprise_id=enterprise_id, at=at)
    score = _keep_score(decided, snapshot, scorecard=card.name, subject=subject, at=at)
    record(
        "credit.score.decided",
        subject=subject,
        about=enterprise_id,
        by=by,
        at=at,
        facts={
            "score_id": score.id,
            "grade": score.grade,
            "limit_minor": score.limit_minor,
            "currency": score.currency,
            "pd_ppm": score.pd_ppm,
            "scorecard": score.scorecard,
            "inputs": bytes(snapshot.digest).hex(),
        },
    )
    return score.id


def _keep_inputs(
    gathered: gathering.Gathered, *, enterprise_id: UUID, at: datetime
) -> models.FeatureSnapshot:
    values = gathered.as_data()
    return models.FeatureSnapshot.objects.create(
        created_at=at,
        enterprise_id=enterprise_id,
        as_of_date=day_of(at),
        definition=gathering.DEFINITION,
        values=values,
        digest=digest(values),
        algorithm=ALGORITHM,
    )


def _keep_score(
    decided: Assessment,
    snapshot: models.FeatureSnapshot,
    *,
    scorecard: str,
    subject: Subject,
    at: datetime,
) -> models.Score:
    data = asdict(decided)
    return models.Score.objects.create(
        created_at=at,
        enterprise_id=snapshot.enterprise_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        snapshot=snapshot,
        scorecard=scorecard,
        scorecard_digest=library.fingerprint(scorecard),
        algorithm=ALGORITHM,
        **data,
    )
