"""The channel to the pretend bank: payment files by HTTP, its messages from its outbox folder."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from headrace.custody.ports import (
    CustodianMessage,
    Envelope,
    PaymentOrder,
    StatusReport,
)
from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.writing import payment_file
from headrace.gateways.mock_bank.server import MockBank, account_label

# A returned payment also comes as a line of the account; pacs.004 tells nothing more.
_READ = ("pain.002", "camt.052", "camt.053", "camt.054")


class MockBankChannel:
    """`custody.ports.Custodian`, spoken by mock-bank."""

    def __init__(self, bank: MockBank) -> None:
        self._bank = bank

    def write(self, order: PaymentOrder) -> bytes:
        """Return the payment file in the profile for accounts in China."""
        return payment_file(order)

    def read(self, xml: bytes) -> CustodianMessage:
        """Return what a message says, with the account under its own number."""
        message = read(xml)
        if isinstance(message, StatusReport):
            return message
        number = message.account[4:]
        return (
            replace(message, account=number)
            if message.account == account_label(number)
            else message
        )

    def submit(self, xml: bytes) -> bytes | None:
        """
        Hand in a payment file; a file that the bank has already is answered with DUPL.

        :raises CustodianSilent: nobody knows whether it arrived
        """
        _, answer = self._bank.send("POST", "/payments", xml, "application/xml")
        for queued in json.loads(answer)["queued"]:
            if queued["type"].startswith("pain.002") and queued.get("released"):
                path = f"/_mock/mailbox/{queued['id']}"
                return self._bank.send("GET", path, None, "application/xml")[1]
        return None

    def fetch_messages(self, account: str, after: str) -> Sequence[Envelope]:
        """Return the account's messages after the cursor (the bank's number of a message)."""
        self._bank.settle()
        last = int(after or 0)
        files = {_number(path): path for path in self._bank.outbox.glob(f"*-{account}-*.xml")}
        return tuple(
            Envelope(str(number), files[number].read_bytes())
            for number in sorted(files)
            if number > last and files[number].name.startswith(_READ)
        )


def _number(path: Path) -> int:
    return int(path.stem.rsplit("-", 1)[1])
