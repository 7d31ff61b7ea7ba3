"""What the market does when a grade is decided, a price was refused, or an admission ended."""

from headrace.kit.actors import Actor
from headrace.kit.delivery import on
from headrace.kit.journal import Entry
from headrace.market import services

_SELF = Actor.system("market")


@on("credit.score.decided")
def match_on_new_grade(entry: Entry) -> None:
    """Show a demand to lenders as soon as it has a grade, and anew with each new one."""
    if entry.subject.kind == "demand":
        services.match_demand(demand_id=entry.subject.id, by=_SELF, at=entry.at)


@on("kit.refused")
def keep_decision_of_refused_price(entry: Entry) -> None:
    """Keep the rule decision behind an offer that was refused for its price."""
    if entry.facts["problem"] == services.RateAboveCeiling.code():
        services.keep_refused_price(
            entry.facts,
            by=Actor(entry.actor_person, entry.actor_organisation),
            at=entry.at,
        )


@on("parties.role.suspended", "parties.role.revoked", "parties.role.expired")
def end_what_the_role_carried(entry: Entry) -> None:
    """Free what a lender had set aside in a role that ended, or take back what a firm asked for."""
    role = str(entry.facts["role"])
    if role == "enterprise":
        services.end_of_firm(enterprise_id=entry.about, by=_SELF, at=entry.at)
    else:
        services.end_of_lender(lender_id=entry.about, role=role, by=_SELF, at=entry.at)


@on("parties.organisation.suspended")
def end_what_every_role_carried(entry: Entry) -> None:
    """A suspended organisation has no role at all: both of its sides end."""
    services.end_of_lender(lender_id=entry.about, role=None, by=_SELF, at=entry.at)
    services.end_of_firm(enterprise_id=entry.about, by=_SELF, at=entry.at)
