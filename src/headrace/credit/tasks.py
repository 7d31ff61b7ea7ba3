"""What credit does when evidence is complete."""

from headrace.credit import services
from headrace.kit.actors import Actor
from headrace.kit.delivery import on
from headrace.kit.journal import Entry


@on("evidence.requests.completed")
def assess_on_complete_evidence(entry: Entry) -> None:
    """Score the subject whose last required finding has come in."""
    services.assess(
        enterprise_id=entry.about,
        subject=entry.subject,
        by=Actor.system("credit"),
        at=entry.at,
    )
