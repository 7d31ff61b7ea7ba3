"""Which adapter speaks to which custodian: decided here and nowhere else."""

from django.conf import settings

from headrace.custody import ports
from headrace.custody import queries as custody
from headrace.gateways.mock_bank import MockBank, MockBankChannel


def bind_custodians() -> None:
    """
    Bind a channel to the custodian of every book.

    The demo town's custodian is the pretend bank beside it. An installation of its own names its
    adapter here when it opens its first book.
    """
    if not settings.DEMO:
        return
    channel = MockBankChannel(MockBank.attached(settings.HEADRACE_HOME / "bank"))
    for book in custody.books():
        ports.bind(book.custodian_id, channel)
