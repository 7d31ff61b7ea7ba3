"""An officer finds the parties of his districts by what he knows of them, and no others."""

import pytest

from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.supervision import queries, services

VALVE, SISTER, FAR = "石榴湾阀门有限公司", "石榴湾阀门配件有限公司", "石榴湾水泵有限公司"


@pytest.fixture
def office(town):
    """The finance bureau of the county."""
    return town.maker_of(town.register("Lunxi finance bureau", "government", "government"))


@pytest.fixture
def auditor(town):
    return town.checker_of(town.register("Audit office", "government", "auditor"))


@pytest.fixture
def valve(town):
    return town.register(VALVE, "company", "enterprise")


@pytest.fixture
def sister(town):
    return town.register(SISTER, "company", "enterprise")


@pytest.fixture
def far(town):
    return town.register(FAR, "company", "enterprise", district="440100")


def names(found):
    return [each.name for each in found.parties]


class TestFindParties:
    @pytest.mark.parametrize("words", ["石榴湾", "阀门", "时流湾", "shiliuwan", "石留弯阀门"])
    def test_finds_part_of_a_name_as_written_or_as_heard(self, office, valve, words):
        assert names(queries.find_parties(office, words)) == [VALVE]

    def test_finds_a_whole_code_and_four_signs_of_it(self, office, valve):
        code = parties.organisation(valve.id).uscc
        for words in (code, code.lower(), f" {code[:9]} {code[9:]} "):
            assert names(queries.find_parties(office, words)) == [VALVE]
        assert VALVE in names(queries.find_parties(office, code[-6:]))

    def test_puts_the_best_fit_first(self, office, valve, sister):
        assert names(queries.find_parties(office, "石榴湾阀门有限")) == [VALVE]
        assert names(queries.find_parties(office, VALVE))[0] == VALVE
        assert set(names(queries.find_parties(office, "石榴湾"))) == {VALVE, SISTER}

    def test_leaves_out_the_parties_of_other_districts(self, town, office, auditor, valve, far):
        assert names(queries.find_parties(office, "石榴湾")) == [VALVE]
        assert names(queries.find_parties(office, FAR)) == []
        assert set(names(queries.find_parties(auditor, "石榴湾"))) == {VALVE, FAR}
        ministry = town.maker_of(town.ministry)
        assert set(names(queries.find_parties(ministry, "石榴湾"))) == {VALVE, FAR}

    def test_finds_one_by_the_name_that_the_reader_says(self, office, valve):
        said = {VALVE: "Shiliuwan Valve Co., Ltd"}
        found = queries.find_parties(office, "valve", said=lambda name: said.get(name, name))
        assert names(found) == [VALVE]
        assert names(queries.find_parties(office, "valve")) == []

    def test_says_how_many_fit_beside_those_it_shows(self, office, valve, sister):
        found = queries.find_parties(office, "石榴湾", limit=1)
        assert (len(found.parties), found.of) == (1, 2)

    @pytest.mark.parametrize("words", ["", "   ", "。"])
    def test_finds_nothing_for_nothing(self, office, valve, words, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert queries.find_parties(office, words) == queries.Found((), 0)

    def test_takes_as_many_queries_for_many_as_for_one(
        self, town, office, valve, django_assert_num_queries
    ):
        with django_assert_num_queries(4):
            queries.find_parties(office, "石榴湾")
        town.register(SISTER, "company", "enterprise")
        with django_assert_num_queries(4):
            assert queries.find_parties(office, "石榴湾").of == 2

    def test_is_for_offices_and_auditors(self, town):
        for party in (town.firm, town.bank, town.custodian):
            with pytest.raises(services.OnlyAnOfficer):
                queries.find_parties(town.checker_of(party), "石榴湾")


class TestOverseenParty:
    def test_is_given_to_the_office_of_its_district(self, office, valve):
        assert queries.overseen_party(valve.id, office).name == VALVE

    def test_is_not_found_by_another_districts_office(self, office, auditor, far):
        with pytest.raises(NotFound) as unseen:
            queries.overseen_party(far.id, office)
        assert unseen.value.field == "organisation"
        assert queries.overseen_party(far.id, auditor).name == FAR

    def test_is_no_business_of_a_party(self, town, valve):
        with pytest.raises(services.OnlyAnOfficer):
            queries.overseen_party(valve.id, town.checker_of(town.bank))
