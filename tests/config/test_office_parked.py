"""The page of entries that a package could not take: seen by the operator, delivered again."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from headrace.kit import delivery, journal, reactions
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from tests.config.people import Centre
from tests.parties.conftest import SET_UP

PAGE = "/office/parked/"
FIRM = UUID(int=4)


@dataclass
class Package:
    """A package made up for the test, whose reaction can be mended."""

    broken: bool = True
    taken: list[UUID] = field(default_factory=list)

    def react(self, entry: journal.Entry) -> None:
        if self.broken:
            raise LookupError("the firm Old Mill has no grade")
        self.taken.append(entry.id)


@pytest.fixture
def package(monkeypatch):
    package = Package()
    monkeypatch.setattr(reactions, "_by_group", {"beta": {"kit.tested": [package.react]}})
    return package


@pytest.fixture
def entry_id(package, committed, at, caplog) -> UUID:
    """An entry that the package could not take."""
    with open_transaction():
        told = journal.record(
            "kit.tested", subject=Subject("thing", FIRM), about=FIRM, by=SET_UP, at=at
        )
    delivery.deliver_all()
    return told


@pytest.fixture
def browser(entry_id, at):
    return Centre(at).inside()


def again(entry_id: UUID, group: str = "beta") -> str:
    return f"{PAGE}{group}/{entry_id}/"


class TestThePage:
    def test_names_entry_package_and_fault_but_not_what_it_said_of_a_firm(self, browser, entry_id):
        text = browser.get(PAGE).content.decode()
        for shown in (str(entry_id), "beta", "kit.tested", "LookupError", "Deliver again"):
            assert shown in text
        assert "Old Mill" not in text

    def test_counts_in_the_side_bar(self, browser):
        assert "pause_circle" in browser.get("/office/").content.decode()

    def test_delivers_again_and_says_so(self, browser, package, entry_id):
        package.broken = False
        text = browser.post(again(entry_id), follow=True).content.decode()
        assert "The entry was taken." in text
        assert "Nothing is parked" in text

    def test_says_when_it_was_not_taken(self, browser, entry_id, caplog):
        text = browser.post(again(entry_id), follow=True).content.decode()
        assert "could not be taken" in text

    def test_has_nothing_under_another_entry(self, browser):
        assert browser.post(again(uuid4())).status_code == 404

    def test_delivers_nothing_by_a_mere_visit(self, browser, package, entry_id):
        package.broken = False
        assert browser.get(again(entry_id)).status_code == 405
        assert package.taken == []

    def test_is_for_the_office_alone(self, client, package, entry_id):
        package.broken = False
        assert client.post(again(entry_id)).status_code == 302
        assert package.taken == []
