"""What an officer knows of a party fits its name or its code, or does not: by value."""

import pytest

from headrace.supervision.rules import likeness

VALVE = "石榴湾阀门有限公司"
FOODS = "九棵枣食品有限公司"
BAMBOO = "云雀岭竹业经营部"
ENGLISH = "Jiukezao Foods Co., Ltd"
CODE = "91990100MA1K2P3X4B"


class TestPlain:
    @pytest.mark.parametrize(
        ("typed", "plain"),
        [
            (" 石榴湾 ", "石榴湾"),
            ("石榴湾（阀门）", "石榴湾阀门"),
            ("ＪＩＵＫＥＺＡＯ", "jiukezao"),
            ("Jiukezao Foods Co., Ltd", "jiukezaofoodscoltd"),
            ("9199 0100-MA1K", "91990100ma1k"),
            ("。，！", ""),
        ],
        ids=["spaces", "brackets", "full width", "English", "a code", "signs alone"],
    )
    def test_leaves_letters_and_figures(self, typed, plain):
        assert likeness.plain(typed) == plain


class TestSound:
    def test_reads_chinese_a_syllable_each(self):
        assert likeness.sound("石榴湾") == ("shi", "liu", "wan")

    def test_keeps_other_letters_together(self):
        assert likeness.sound("Jiukezao") == ("jiukezao",)


class TestPlaceOf:
    @pytest.mark.parametrize("words", ["石榴湾", "石", "石榴湾阀门有限公司", " 石榴湾阀门 "])
    def test_is_best_where_the_name_begins_so(self, words):
        assert likeness.place_of(words, [VALVE]) == 0

    @pytest.mark.parametrize("words", ["阀门", "湾阀", "门有限"])
    def test_is_next_where_the_name_holds_the_words(self, words):
        assert likeness.place_of(words, [VALVE]) == 1

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("时流湾", VALVE),
            ("九颗枣", FOODS),
            ("jiukezao", FOODS),
            ("fa men", VALVE),
            ("云却领竹叶", BAMBOO),
        ],
        ids=["other signs", "one other sign", "pinyin", "pinyin in two", "three other signs"],
    )
    def test_is_third_where_the_name_sounds_so(self, words, name):
        assert likeness.place_of(words, [name]) == 2

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("jiukezhao", FOODS),
            ("iukezao", FOODS),
            ("石留弯阀们", VALVE),
            ("shiliuwang", VALVE),
            ("Jiukesao", ENGLISH),
        ],
        ids=[
            "a letter too much",
            "a letter too few",
            "misheard",
            "another ending",
            "another letter",
        ],
    )
    def test_is_found_where_the_name_nearly_sounds_so(self, words, name):
        assert likeness.place_of(words, [name]) is not None

    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("银行", VALVE),
            ("Nobody at all", VALVE),
            ("安", VALVE),
            ("an", VALVE),
            ("", VALVE),
            ("。", VALVE),
        ],
        ids=["another thing", "English", "a sign", "two letters", "-", "sign"],
    )
    def test_is_none_where_nothing_fits(self, words, name):
        assert likeness.place_of(words, [name]) is None

    def test_takes_the_best_of_the_names_a_party_has(self):
        assert likeness.place_of("Foods", [FOODS, ENGLISH]) == 1
        assert likeness.place_of("九棵", [FOODS, ENGLISH]) == 0

    def test_a_party_without_a_name_fits_nothing(self):
        assert likeness.place_of("石榴湾", []) is None


class TestCode:
    @pytest.mark.parametrize(
        "typed", [CODE, CODE.lower(), "9199", "MA1K", "p3x4b", "91990100 MA1K2P3X4B", "9199-0100"]
    )
    def test_fits_whole_or_from_four_signs_in_a_row(self, typed):
        assert likeness.fits_code(typed, CODE)

    @pytest.mark.parametrize("typed", ["919", "", "    ", "0000", CODE + "9"])
    def test_does_not_fit_less_or_other_signs(self, typed):
        assert not likeness.fits_code(typed, CODE)

    @pytest.mark.parametrize("code", [None, ""])
    def test_of_a_party_without_one_never_fits(self, code):
        assert not likeness.fits_code("9199", code)
