"""What supervision does when something happened: an alert raised, a new account kept frozen."""

from headrace.kit.actors import Actor
from headrace.kit.delivery import on
from headrace.kit.journal import Entry
from headrace.supervision import services
from headrace.supervision.rules.alerts import kinds

_SELF = Actor.system("supervision")


@on(*kinds())
def raise_alert(entry: Entry) -> None:
    """Raise the alert that the table of rules has for this entry, if any."""
    services.raise_from(entry)


@on("market.offer.made")
def watch_offer(entry: Entry) -> None:
    """Keep the all-in cost of every offer beside its ceiling."""
    services.watch_offer(entry)


@on("custody.account.opened")
def keep_new_account_frozen(entry: Entry) -> None:
    """Freeze an account that a frozen party opens: an order holds for all of its money."""
    services.keep_frozen(organisation_id=entry.about, by=_SELF, at=entry.at)


@on("contracts.agreement.effective")
def keep_new_escrow_frozen(entry: Entry) -> None:
    """Freeze the escrow of an agreement whose borrower was frozen before the last signature."""
    services.keep_frozen(organisation_id=entry.about, by=_SELF, at=entry.at)
