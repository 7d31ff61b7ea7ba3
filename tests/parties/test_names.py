import pytest

from headrace.parties.rules import names


class TestCore:
    @pytest.mark.parametrize(
        ("name", "core"),
        [
            ("宁渡精密阀门有限公司", "宁渡精密阀门"),
            (" 宁渡 精密阀门（集团）股份有限公司", "宁渡精密阀门集团"),
            ("ＡＢＣ Trading Co., Ltd.", "abctrading"),
            ("有限公司", "有限公司"),
        ],
    )
    def test_leaves_width_spaces_and_the_legal_ending_out(self, name, core):
        assert names.core_of(name) == core


class TestSound:
    def test_is_the_reading_to_sort_by(self):
        assert names.sound_of("宁渡阀门") == "ning du fa men"

    def test_of_latin_letters_is_themselves(self):
        assert names.sound_of("ABC 阀门") == "abc  fa men"


class TestLikeness:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("宁渡精密阀门有限公司", "宁度精密阀门股份有限公司"),
            ("宁渡精密阀门有限公司", "宁渡精密阀门厂"),
            ("宁渡精密阀门有限公司", "宁渡市精密阀门有限公司"),
            ("海东食品有限公司", "海冬食品公司"),
            ("Seaside Foods Ltd", "SEASIDE FOODS CO., LTD."),
        ],
    )
    def test_of_one_firm_under_two_spellings_is_suspicious(self, one, other):
        assert names.likeness(one, other) >= names.SUSPECT_FROM
        assert names.likeness(one, other) == names.likeness(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("宁渡精密阀门有限公司", "海东食品有限公司"),
            ("宁渡精密阀门有限公司", "宁渡服装有限公司"),
            ("宁渡银行", "宁渡融资担保有限公司"),
            ("第一水泵厂", "红星机械厂"),
        ],
    )
    def test_of_two_firms_is_not(self, one, other):
        assert names.likeness(one, other) < names.SUSPECT_FROM
