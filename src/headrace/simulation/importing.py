"""
Real firms come into a town that is open already: each registers, consents and sends its books.

Every step is a verb that remembers what was done, so an import that was cut off goes on where it
stood, and a second one adds nothing.
"""

from dataclasses import dataclass
from pathlib import Path

from headrace.kit import clock
from headrace.parties import services as parties
from headrace.simulation import dataset, real_books
from headrace.simulation.founding import SETUP
from headrace.simulation.real_books import Sent
from headrace.simulation.real_firms import RealFirm, real_firms
from headrace.simulation.town import Progress, Town, admit, quietly

REGISTERING, SENDING = "real firms", "their invoices"
_WITH_PASSWORD = 12
"""Owners a visitor can be; a password costs a third of a second of work."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `passed_over` firms had sent everything before."""

    firms: int
    passed_over: int
    invoices: Sent


def run(town: Town, folder: Path, password: str, *, progress: Progress = quietly) -> Imported:
    """
    Bring all firms of the set into the town; return what was done.

    :raises dataset.DataMissing: the set is not in the folder
    """
    firms = real_firms(town.plan, folder)
    of = sum(each.invoices for each in firms)
    waiting = []
    for number, firm in enumerate(firms):
        progress(REGISTERING, number, len(firms))
        if not _register(town, firm, password):
            waiting.append(firm)
    progress(REGISTERING, len(firms), len(firms))
    done, sent = of - sum(each.invoices for each in waiting), Sent()
    progress(SENDING, done, of)
    by_code = {each.code: each for each in waiting}
    for code, lines in dataset.invoices(folder, list(by_code)):
        owner = admit(town, by_code[code], clock.now())
        consent_id = real_books.consent(owner, clock.now())
        sent.add(real_books.send(owner, lines, consent_id, clock.now()))
        done += len(lines)
        progress(SENDING, done, of)
    return Imported(len(firms), len(firms) - len(waiting), sent)


def _register(town: Town, firm: RealFirm, password: str) -> bool:
    """Admit a firm with its owner; say whether all its invoices stand already."""
    owner = admit(town, firm, clock.now())
    if real_books.is_complete(owner, firm.invoices):
        return True
    if firm.number < _WITH_PASSWORD:
        parties.set_password(
            by=SETUP, person_id=owner.desk.maker_id, password=password, at=clock.now()
        )
    return False
