"""What custody does when something happened below: a lender may bring money."""

from headrace.custody import queries, services
from headrace.kit.actors import Actor
from headrace.kit.delivery import on
from headrace.kit.journal import Entry

_SELF = Actor.system("custody")


@on("parties.fund_source.admitted")
def open_for_pay_in(entry: Entry) -> None:
    """Open the account, and with it the pay-in reference, of a party whose source was admitted."""
    for book in queries.books():
        services.open_account(
            book_id=book.id, party_id=entry.about, purpose="available", by=_SELF, at=entry.at
        )
