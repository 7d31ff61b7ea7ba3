"""Every refusal of the house names its problem once, fills its sentences, and speaks Chinese."""

import json
import re
import string

import pytest
from django.utils.translation import gettext, override

from headrace.kit import errors
from headrace.kit.errors import CentreError, NotAdmitted, NotFound, Unreachable
from headrace.kit.journal import _plain
from tests.kit.family import built, family, speaking
from tests.kit.tongues import HAN, OPEN_PLACE, in_chinese, in_english

FAMILIES = {"NotFound": 404, "NotAdmitted": 403, "Refused": 409, "Malformed": 422}
SPEAKING, BUILT = speaking(), built()
SILENT = [each for each in family() if each not in SPEAKING]


def by_code(refusal: object) -> str:
    return refusal.code()  # type: ignore[attr-defined]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def chinese(sentence: str) -> str:
    with override("zh-hans"):
        return gettext(sentence)


class TestTheFamily:
    def test_is_as_large_as_the_house(self):
        assert len(SPEAKING) > 100
        assert len(BUILT) > 80

    def test_gives_every_problem_a_code_of_its_own(self):
        codes = [each.code() for each in family()]

        assert sorted(codes) == sorted(set(codes))

    @pytest.mark.parametrize("refusal", family(), ids=by_code)
    def test_names_its_problems_by_package_and_words(self, refusal):
        assert re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", refusal.code())
        assert refusal.code().split("/")[0] == refusal.__module__.split(".")[1]

    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_answers_with_a_status_that_says_whose_fault_it_is(self, refusal):
        assert 400 <= refusal.status <= 503
        assert refusal.title

    @pytest.mark.parametrize(("name", "status"), FAMILIES.items())
    def test_has_one_status_for_each_of_its_branches(self, name, status):
        branch = getattr(errors, name)
        below = [each for each in family() if issubclass(each, branch)]

        assert branch.status == status
        # The interface alone knows HTTP's finer ones, such as 413 for a body that is too large.
        assert {each.status for each in below if not each.code().startswith("api/")} == {status}

    def test_never_answers_that_an_outside_party_is_gone_with_a_fault_of_ours(self):
        assert Unreachable.status == 503


class TestTheSentence:
    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_is_a_sentence(self, refusal):
        for each in filter(None, (refusal.message, refusal.remedy)):
            assert each[0].isupper() or each[0] in "{“"
            # A sentence of the rules may come last, whole as it is.
            assert each.endswith((".", "!", "?", "}"))
            assert "  " not in each
            assert each.strip() == each

    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_has_only_places_with_a_name(self, refusal):
        for each in (refusal.message, refusal.remedy):
            assert all(name.isidentifier() for name in places(each))
            assert "{}" not in each

    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_leaves_no_place_open(self, refusal):
        english = in_english(refusal)

        assert not OPEN_PLACE.search(english.message), english.message
        assert not OPEN_PLACE.search(english.remedy), english.remedy

    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_is_what_the_log_of_the_machine_shows(self, refusal):
        assert str(refusal) == refusal.explain(str)

    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_shows_no_inside_of_the_machine(self, refusal):
        english = in_english(refusal)

        for leaked in ("Decimal(", "Money(", "UUID(", "datetime.", "frozenset(", "<class"):
            assert leaked not in english.message + english.remedy


class TestTheRemedy:
    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_is_told_with_every_problem(self, refusal):
        assert refusal.remedy, f"{refusal.__qualname__} does not say what would put it right"
        assert refusal.remedy != refusal.message

    @pytest.mark.parametrize("silent", SILENT, ids=by_code)
    def test_is_spared_only_by_a_family_that_is_never_raised_itself(self, silent):
        assert silent.__module__ == errors.__name__ or silent.__subclasses__()


class TestTheChinese:
    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_is_there_for_every_sentence(self, refusal):
        for each in filter(None, (refusal.message, refusal.remedy, refusal.title)):
            assert HAN.search(chinese(each)), f"no Chinese for {each!r}"

    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_invents_no_place_that_the_english_does_not_fill(self, refusal):
        for each in (refusal.message, refusal.remedy):
            # A text that comes from the rules comes in both tongues.
            translated = {name.replace("_zh", "_en") for name in places(chinese(each))}
            assert translated <= places(each)

    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_ends_as_a_chinese_sentence(self, refusal):
        for each in filter(None, (refusal.message, refusal.remedy)):
            assert chinese(each).endswith(("。", "！", "？", "”", "}")), chinese(each)

    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_leaves_no_place_open(self, refusal):
        told = in_chinese(refusal)

        assert not OPEN_PLACE.search(told.message + told.remedy)


class TestTheProblemDocument:
    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_can_carry_every_fact(self, refusal):
        assert json.loads(json.dumps(refusal.facts)).keys() == refusal.facts.keys()

    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_names_the_field_by_a_text(self, refusal):
        assert isinstance(refusal.field, str)


class TestTheJournal:
    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_may_keep_only_facts_that_there_are(self, refusal):
        assert set(refusal.journalled) <= refusal.facts.keys()

    @pytest.mark.parametrize("refusal", BUILT, ids=by_code)
    def test_can_hold_what_it_may_keep(self, refusal):
        for name in refusal.journalled:
            assert _plain(str(refusal.facts[name]))

    @pytest.mark.parametrize("refusal", SPEAKING, ids=by_code)
    def test_keeps_nobodys_name_or_number(self, refusal):
        assert not {"name_of_person", "login", "uscc", "owner_identity", "payee"} & set(
            refusal.journalled
        )


class TestARefusalWithoutFacts:
    @pytest.mark.parametrize("refusal", [NotFound, NotAdmitted])
    def test_leaves_its_places_standing_rather_than_failing(self, refusal):
        assert str(refusal()) == refusal.message

    def test_of_a_family_without_a_sentence_says_nothing(self):
        assert str(CentreError()) == ""
        assert CentreError().advise(str) == ""

    def test_keeps_its_field_out_of_its_facts(self):
        refusal = CentreError(field="amount", least="1.00 CNY")

        assert (refusal.field, refusal.facts) == ("amount", {"least": "1.00 CNY"})
