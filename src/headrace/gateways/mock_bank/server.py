"""The pretend bank as a thing to start, drive and ask: what a real custodian does by itself."""

import http.client
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any, Self

from tenor.money import Money

from headrace.custody.ports import CustodianSilent

_START_SECONDS = 20.0
_CALL_SECONDS = 30.0
_ADDRESS, _OUTBOX, _CLOCK = "address", "outbox", "clock"
# Accounts that mock-bank brings along for its own examples.
_SEEDED = ("ACME", "GLOBEX", "INITECH", "EURODIS")


class BankRefused(RuntimeError):
    """The pretend bank refused a request of the town; the message is what it said."""


class MockBank:
    """
    A running mock-bank in a folder of its own.

    One process starts it (`start`), any other may speak to it (`attached`).
    """

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes] | None" = None) -> None:
        self.folder = folder
        self._process = process
        # Loopback only: a proxy of the environment must never be asked.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @classmethod
    def start(cls, folder: Path, *, on: date) -> Self:
        """
        Start the bank; a folder used before goes on at the day where it stopped.

        :param on: the bank's first day, for a new folder
        """
        (folder / _OUTBOX).mkdir(parents=True, exist_ok=True)
        (folder / _ADDRESS).unlink(missing_ok=True)
        day = (folder / _CLOCK).read_text() if (folder / _CLOCK).exists() else on.isoformat()
        told = (str(folder), f"{day}T00:00", str(os.getpid()))
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "headrace.gateways.mock_bank.process", *told],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        bank = cls(folder, process)
        bank._wait(process)
        bank._open(date.fromisoformat(day))
        return bank

    @classmethod
    def attached(cls, folder: Path) -> Self:
        """Return the bank that another process runs in the folder."""
        return cls(folder)

    @property
    def outbox(self) -> Path:
        """The folder into which the bank writes each message once."""
        return self.folder / _OUTBOX

    @property
    def today(self) -> date:
        """The day on which the bank's clock was last set."""
        return date.fromisoformat((self.folder / _CLOCK).read_text())

    def stop(self) -> None:
        """End the process that `start` made; its files stay."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None

    def begin_anew(self, *, on: date) -> None:
        """Forget every account, payment and message; the first day was named at the start."""
        self.call("POST", "/_mock/reset")
        for path in self.outbox.iterdir():
            path.unlink()
        self._open(on)

    def open_account(self, *, number: str, name: str, currency: str = "CNY") -> None:
        """Open an account with nothing on it; refuses payments that it cannot cover (AM04)."""
        fields = {
            "id": number,
            "iban": account_label(number),
            "account_number": number,
            "name": name,
            "currency": currency,
            "behaviour": "insufficient-funds",
        }
        if all(each["id"] != number for each in self.call("GET", "/_mock/accounts")):
            self.call("POST", "/_mock/accounts", fields)

    def behave(self, number: str, behaviour: str, **parameters: str | int) -> None:
        """Let the account misbehave: return-later, reject-file, silent, statement-gap, ..."""
        fields = {"behaviour": behaviour, "parameters": parameters}
        self.call("PATCH", f"/_mock/accounts/{number}", fields)

    def return_payments(self, number: str, *, days: int, reason: str) -> None:
        """
        Let every payment that leaves the account from now on be booked and then come back.

        :param days: business days between the booking and the return
        :param reason: ISO 20022 external return reason, such as AC04
        """
        self.behave(number, "return-later", days=days, reason=reason)

    def drive(self, to: date) -> None:
        """
        Move the bank's day; what falls due on the way is booked, and each closed business day
        gets its statement. Going to the present day does nothing.

        :raises BankRefused: the day lies before the bank's
        """
        self.call("POST", f"/_mock/advance?to={to.isoformat()}")
        self._keep_day(to)

    def close_on(self, holidays: list[date]) -> None:
        """Set the days on which the bank neither books nor states, besides week-ends."""
        self.call("PUT", "/_mock/holidays", [day.isoformat() for day in sorted(holidays)])

    def pay_in(
        self,
        *,
        account: str,
        amount: Money,
        reference: str,
        payer_name: str,
        note: str = "",
    ) -> None:
        """Let somebody's money arrive on an account of the bank today, with a payment reference."""
        fields = {
            "account": account,
            "amount": amount.minor,
            "currency": amount.currency,
            "debtor": {"name": payer_name},
        }
        given = {"reference": reference, "note": note}
        self.call("POST", "/_mock/credits", fields | {name: t for name, t in given.items() if t})

    def settle(self) -> None:
        """Let the bank do what is due at this moment."""
        self.call("GET", "/_mock/mailbox?leave&type=none")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """
        Return the bank's JSON answer to a request of the town.

        :raises BankRefused: it answered with an error
        """
        content = None if body is None else json.dumps(body).encode()
        status, answer = self.send(method, path, content, "application/json")
        if status >= 400:
            raise BankRefused(f"{method} {path}: {answer.decode(errors='replace')}")
        return json.loads(answer)

    def send(self, method: str, path: str, content: bytes | None, kind: str) -> tuple[int, bytes]:
        """Return the status and body of a request; :raises CustodianSilent: no answer came."""
        try:
            address = (self.folder / _ADDRESS).read_text()
            request = urllib.request.Request(  # noqa: S310 - the loopback address we wrote
                address + path, content, {"Content-Type": kind}, method=method
            )
            with self._opener.open(request, timeout=_CALL_SECONDS) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read()
        except (OSError, http.client.HTTPException):
            raise CustodianSilent from None

    def _open(self, day: date) -> None:
        self._keep_day(day)
        for name in _SEEDED:
            self.call("PATCH", f"/_mock/accounts/{name}", {"closed": True})

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        patience = time.monotonic() + _START_SECONDS
        while not (self.folder / _ADDRESS).exists():
            if process.poll() is not None or time.monotonic() > patience:
                said = (self.folder / "log").read_text(errors="replace")[-2000:]
                raise BankRefused(f"the pretend bank does not start: {said}")
            time.sleep(0.02)

    def _keep_day(self, day: date) -> None:
        draft = self.folder / f".{_CLOCK}"
        draft.write_text(day.isoformat())
        draft.replace(self.folder / _CLOCK)


def account_label(number: str) -> str:
    """
    Return the name under which mock-bank files an account: its number with ISO 13616 check digits.

    China issues no IBAN. The pretend bank insists on the form; nothing else ever sees it.
    """
    digits = "".join(str(int(each, 36)) for each in f"{number}CN00")
    return f"CN{98 - int(digits) % 97:02d}{number}"
