"""Real firms come in by the verbs of everybody; cut off and begun again, nothing doubles."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from headrace.evidence import queries as evidence
from headrace.kit import clock
from headrace.parties import queries as parties
from headrace.simulation import dataset, importing, real_books
from headrace.simulation.dataset import Line, Record
from tests.simulation.conftest import PASSWORD, PowerCut

NOWHERE = Path("/nowhere")
FIRMS = (
    Record("E1", "***电器销售有限公司", True, 3, 250_000_000),
    Record("E2", "个体经营E2", False, 2, 90_000_000),
    Record("E3", "***建筑劳务有限公司", False, 1, 0),
)
BOOKS = {
    "E1": [
        Line("sale-1", "sale", date(2019, 3, 1), "A1", 12_300, False, False),
        Line("sale-1-2", "sale", date(2019, 3, 1), "A1", -12_300, False, False),
        Line("sale-2", "sale", date(2019, 4, 2), "A2", 0, True, True),
    ],
    "E2": [
        Line("sale-1", "sale", date(2020, 1, 5), "A1", 45_600, False, False),
        Line("purchase-1", "purchase", date(2020, 1, 6), "A3", 100, False, False),
    ],
    "E3": [Line("purchase-1", "purchase", date(2020, 1, 6), "A3", 777, False, False)],
}


@pytest.fixture
def set_of_three(monkeypatch) -> None:
    """Three firms stand for the set, so that the import is proved without any data."""

    def invoices(folder: Path, codes: Sequence[str]):
        return ((code, BOOKS[code]) for code in codes)

    monkeypatch.setattr(dataset, "firms", lambda folder: FIRMS)
    monkeypatch.setattr(dataset, "invoices", invoices)


def cut_after(invoices: int):
    def listen(what: str, done: int, of: int) -> None:
        if what == importing.SENDING and done >= invoices:
            raise PowerCut(what)

    return listen


def sums(town):
    owners = [
        parties.actor_of(parties.person_of_login(f"owner{number}"), at=clock.now())
        for number in (1, 2, 3)
    ]
    until = date(2030, 1, 1)
    return [
        [
            (each.day, each.direction, each.sum_minor, each.voided)
            for each in evidence.invoice_aggregates(owner.organisation_id, until=until)
        ]
        for owner in owners
    ]


class TestImport:
    def test_goes_on_where_it_was_cut_and_adds_nothing_the_second_time(self, hamlet, set_of_three):
        town = hamlet

        # Given an import that was cut off after the first firm's books
        with pytest.raises(PowerCut):
            importing.run(town, NOWHERE, PASSWORD, progress=cut_after(3))

        # When it is begun again
        done = importing.run(town, NOWHERE, PASSWORD)

        # Then it passes over what is complete, and counts every invoice once
        assert (done.firms, done.passed_over) == (3, 1)
        assert (done.invoices.taken, done.invoices.known, done.invoices.refused) == (3, 0, 0)
        first = sums(town)

        # And credit notes and voided invoices stand as they are
        assert first[0] == [
            (date(2019, 3, 1), "sale", 0, 0),
            (date(2019, 4, 2), "sale", 0, 1),
        ]
        assert first[2] == [(date(2020, 1, 6), "purchase", 777, 0)]

        # And a further import adds nothing
        again = importing.run(town, NOWHERE, PASSWORD)
        assert (again.passed_over, again.invoices.taken) == (3, 0)
        assert sums(town) == first


class TestRounding:
    def test_counts_what_was_no_whole_fen(self, hamlet, set_of_three):
        importing.run(hamlet, NOWHERE, PASSWORD)
        owner = importing.admit(hamlet, importing.real_firms(hamlet.plan, NOWHERE)[0], clock.now())
        consent_id = real_books.consent(owner, clock.now())

        sent = real_books.send(owner, BOOKS["E1"], consent_id, clock.now())

        assert (sent.taken, sent.known, sent.rounded) == (0, 3, 1)
