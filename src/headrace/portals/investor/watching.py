"""What an open file and an open portfolio depend on: only what this bank may see."""

from collections.abc import Iterable
from typing import Final

from headrace.contracts.queries import AgreementView, PortfolioRow
from headrace.kit.actors import Actor
from headrace.kit.tickets import about, done_by
from headrace.portals.investor.reading import File

FILE_PARTS: Final = (
    "part-turn",
    "part-strip",
    "file-facts",
    "file-findings",
    "file-sales",
    "file-latest",
)
"""The parts of a file beside the place where it is decided."""


def of_file(actor: Actor, file: File) -> frozenset[str]:
    """
    Return the words of a file: the firm's evidence, its own acts, and those of this bank.

    What other banks do with the same firm is theirs, that they do something too.
    """
    demand, own = file.dossier.demand, actor.organisation_id
    words = {
        about("evidence", demand.enterprise_id),
        about("credit", demand.enterprise_id),
        about("credit", demand.id),
        done_by("market", demand.enterprise_id),
        *(done_by(package, own) for package in ("market", "contracts", "custody")),
    }
    if file.agreement:
        words.add(about("contracts", file.agreement.id))
    return frozenset(words)


def of_portfolio(
    actor: Actor, loans: Iterable[PortfolioRow], agreements: Iterable[AgreementView]
) -> frozenset[str]:
    """Return the words of a portfolio: its agreements and loans, and the bank's own money."""
    own = actor.organisation_id
    return frozenset(
        {
            about("custody", own),
            done_by("contracts", own),
            *(about("contracts", each.loan_id) for each in loans),
            *(about("contracts", each.id) for each in agreements),
        }
    )
