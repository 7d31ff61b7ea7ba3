"""What the market does when a grade is decided, or a price was refused."""

from headrace.kit.actors import Actor
from headrace.kit.delivery import on
from headrace.kit.journal import Entry
from headrace.market import services


@on("credit.score.decided")
def match_on_new_grade(entry: Entry) -> None:
    """Show a demand to lenders as soon as it has a grade, and anew with each new one."""
    if entry.subject.kind == "demand":
        services.match_demand(demand_id=entry.subject.id, by=Actor.system("market"), at=entry.at)


@on("kit.refused")
def keep_decision_of_refused_price(entry: Entry) -> None:
    """Keep the rule decision behind an offer that was refused for its price."""
    if entry.facts["problem"] == services.RateAboveCeiling.code():
        services.keep_refused_price(
            entry.facts,
            by=Actor(entry.actor_person, entry.actor_organisation),
            at=entry.at,
        )
