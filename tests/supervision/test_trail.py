"""The audit feed as a person leafs through it: newest first, both ways, nothing left out."""

from uuid import UUID

import pytest

from headrace.kit import journal, log
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.supervision import queries, services
from tests.settling import settle


@transaction
def write(town, about, number=1):
    for place in range(number):
        journal.record(
            "evidence.events.received",
            subject=Subject("organisation", about),
            about=about,
            by=Actor.system("test"),
            at=town.at,
            facts={"place": place},
        )


def stored():
    """Every entry of the journal, the newest first."""
    found = (
        each.id
        for partition in range(log.PARTITIONS)
        for each in log.read(journal.TOPIC, partition, log.Cursor(), 10_000)
    )
    return sorted(found, reverse=True)


def older_pages(actor, limit):
    page = queries.audit_trail(actor, limit=limit)
    while True:
        yield page
        if not page.older:
            return
        page = queries.audit_trail(actor, before=page.older, limit=limit)


def ids(page):
    return [each.id for each in page.entries]


@pytest.fixture
def auditor(town):
    found = town.checker_of(town.register("Audit office", "government", "auditor"))
    # Another test's open transaction would hide the newest entries for a moment.
    settle()
    return found


@pytest.fixture
def office(town):
    return town.maker_of(town.register("Lunxi finance bureau", "government", "government"))


class TestNewestFirst:
    def test_the_first_page_holds_the_newest_entries(self, auditor):
        page = queries.audit_trail(auditor, limit=5)
        assert ids(page) == stored()[:5]
        assert page.newer == ""

    @pytest.mark.parametrize("limit", [1, 7, 1000])
    def test_every_entry_is_read_once_on_the_way_back(self, auditor, limit):
        pages = list(older_pages(auditor, limit))
        assert [each for page in pages for each in ids(page)] == stored()
        assert pages[-1].older == ""

    def test_a_full_last_page_leads_nowhere(self, auditor):
        number = len(stored())
        (page,) = older_pages(auditor, number)
        assert (len(page.entries), page.older, page.newer) == (number, "", "")

    def test_what_is_written_meanwhile_does_not_move_the_pages(self, town, auditor):
        first = queries.audit_trail(auditor, limit=5)
        before = stored()
        write(town, town.firm.id, 3)
        assert ids(queries.audit_trail(auditor, before=first.older, limit=5)) == before[5:10]

    def test_an_entry_is_told_as_it_was_written(self, town, auditor):
        write(town, town.firm.id)
        newest = queries.audit_trail(auditor, limit=1).entries[0]
        assert (newest.kind, newest.about) == ("evidence.events.received", town.firm.id)
        assert (newest.at, newest.facts) == (town.at, {"place": 0})
        assert newest.actor_person is None


class TestBackToTheNewest:
    def test_newer_pages_are_those_that_one_has_left(self, auditor):
        pages = list(older_pages(auditor, 7))
        back = queries.audit_trail(auditor, after=pages[-1].newer, limit=7)
        expected = stored()
        end = expected.index(ids(pages[-1])[0])
        assert ids(back) == expected[end - 7 : end]

    def test_the_way_back_ends_at_the_newest_page(self, auditor):
        page = list(older_pages(auditor, 7))[-1]
        while page.newer:
            page = queries.audit_trail(auditor, after=page.newer, limit=7)
        assert ids(page) == stored()[:7]

    def test_a_place_at_the_very_end_gives_the_newest_page(self, auditor):
        newest = stored()[0]
        page = queries.audit_trail(auditor, after=str(newest), limit=4)
        assert ids(page) == stored()[:4]

    def test_what_was_written_meanwhile_is_newer(self, town, auditor):
        first = queries.audit_trail(auditor, limit=3)
        write(town, town.firm.id, 2)
        page = queries.audit_trail(auditor, after=str(first.entries[0].id), limit=1)
        assert ids(page) == [stored()[1]]


class TestOfAnOffice:
    @pytest.fixture
    def far(self, town):
        return town.register("Far firm", "company", "enterprise", district="440100")

    def test_holds_what_concerns_its_districts(self, office, far, town):
        write(town, far.id, 5)
        about = {each.about for page in older_pages(office, 9) for each in page.entries}
        assert town.firm.id in about
        assert far.id not in about

    def test_fills_its_pages_past_what_concerns_others(self, office, far, town):
        write(town, town.firm.id, 2)
        write(town, far.id, 30)
        page = queries.audit_trail(office, limit=2)
        assert {each.about for each in page.entries} == {town.firm.id}
        assert len(page.entries) == 2

    def test_is_paged_both_ways_like_the_whole(self, office, far, town):
        write(town, town.firm.id, 6)
        pages = list(older_pages(office, 4))
        back = queries.audit_trail(office, after=pages[1].newer, limit=4)
        assert ids(back) == ids(pages[0])
        seen = [each for page in pages for each in ids(page)]
        assert seen == sorted(set(seen), reverse=True)

    def test_stops_after_a_stretch_of_others_and_can_go_on(self, office, far, town, monkeypatch):
        monkeypatch.setattr(queries.trail, "_CHUNK", 5)
        monkeypatch.setattr(queries.trail, "_CHUNKS", 2)
        write(town, far.id, 12)
        first = queries.audit_trail(office, limit=3)
        assert first.entries == ()
        assert first.older
        assert queries.audit_trail(office, before=first.older, limit=3).entries


class TestWhoReads:
    def test_is_for_offices_and_auditors(self, town):
        for party in (town.firm, town.bank, town.custodian):
            with pytest.raises(services.OnlyAnOfficer):
                queries.audit_trail(town.checker_of(party))

    @pytest.mark.parametrize("place", ["x", "e30x", "0", "--"])
    @pytest.mark.parametrize("way", ["before", "after"])
    def test_a_place_that_the_feed_did_not_give_out_is_refused(self, auditor, way, place):
        with pytest.raises(queries.BadPlace):
            queries.audit_trail(auditor, **{way: place})

    def test_a_place_before_everything_gives_an_empty_page(self, auditor):
        page = queries.audit_trail(auditor, before=str(UUID(int=1)))
        assert page == queries.AuditStretch((), "", "")

    @pytest.mark.parametrize("number", [1, 40])
    def test_an_auditors_page_is_one_query(self, town, auditor, number, django_assert_num_queries):
        write(town, new_id(), number)
        with django_assert_num_queries(1):
            queries.audit_trail(auditor, limit=20)
