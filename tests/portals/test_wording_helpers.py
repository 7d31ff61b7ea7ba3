"""Words that every desk shares: codes, names, refusals, answers, filters; pure, by value."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.kit.errors import N_, Refused
from headrace.portals import codes, names, refusing, wording
from headrace.portals.enterprise import answers, told
from headrace.portals.templatetags import headrace as filters

LANGUAGES = ("en", "zh-hans")
AMOUNTS = st.decimals("0", "999999999999", places=2)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
ALL_ANSWERED = {"amount": "300000", "purpose": "stock", "wanted": "week", "months": "6"}


def plain(words: str) -> str:
    return words.replace(wording.NBSP, " ")


class TestHeadlines:
    @pytest.mark.parametrize(
        ("amount", "english", "chinese"),
        [
            ("9999.49", "¥9,999", "9,999 元"),
            ("9999.5", "¥10,000", "1 万元"),
            ("9999999.5", "¥10.0 m", "1,000 万元"),
            ("99999999", "¥100.0 m", "1 亿元"),
            ("999949999", "¥999.9 m", "10 亿元"),
            ("999950000", "¥1.00 bn", "10 亿元"),
            ("-99999999", "−¥100.0 m", "−1 亿元"),
        ],
    )
    def test_what_rounds_up_to_the_next_unit_is_said_in_it(self, amount, english, chinese):
        assert plain(wording.headline(Decimal(amount), "en")) == english
        assert plain(wording.headline(Decimal(amount), "zh-hans")) == chinese

    @given(AMOUNTS)
    def test_in_chinese_never_have_ten_thousand_of_a_unit_that_has_a_larger_one(self, amount):
        digits, _, unit = wording.headline(amount, "zh-hans").partition(wording.NBSP)
        if unit in ("元", "万元"):
            assert Decimal(digits.replace(",", "")) < 10_000

    @given(AMOUNTS)
    def test_are_off_by_less_than_one_part_in_a_hundred(self, amount):
        for language, units in (
            ("en", {"": 1, "m": 10**6, "bn": 10**9}),
            ("zh-hans", {"元": 1, "万元": 10**4, "亿元": 10**8}),
        ):
            said = wording.headline(amount, language).lstrip("¥")
            digits, _, unit = said.partition(wording.NBSP)
            told_ = Decimal(digits.replace(",", "")) * units[unit]
            assert abs(told_ - amount) <= max(amount / 100, Decimal("0.5"))

    @given(AMOUNTS)
    def test_of_a_debt_differ_from_those_of_a_claim_by_the_minus_only(self, amount):
        for language in LANGUAGES:
            less = wording.headline(-amount, language)
            assert less.replace(wording.MINUS, "") == wording.headline(amount, language)

    def test_an_unknown_currency_keeps_its_code(self):
        assert plain(wording.headline(Decimal(5), "en", "JPY")) == "JPY 5"
        assert plain(wording.headline(Decimal(5), "zh-hans", "JPY")) == "5 JPY"


class TestFigures:
    @given(st.decimals("-1e9", "1e9", places=4), st.integers(0, 4))
    def test_have_exactly_their_places_and_no_hyphen(self, value, places):
        said = wording.figure(value, places)
        assert "-" not in said
        assert len(said.partition(".")[2]) == places

    @pytest.mark.parametrize(
        ("value", "places", "says"),
        [("0.5", 0, "1"), ("-0.4", 0, "0"), ("1234567.891", 2, "1,234,567.89"), ("-3", 0, "−3")],
    )
    def test_are_rounded_half_up_and_nought_has_no_sign(self, value, places, says):
        assert wording.figure(Decimal(value), places) == says

    @given(st.decimals("0", "1", places=6))
    def test_a_percentage_keeps_its_figure_and_its_sign_together(self, share):
        said = wording.percent(share)
        assert said.endswith(f"{wording.NBSP}%")
        assert abs(Decimal(said[:-2]) - share * 100) <= Decimal("0.05")

    @pytest.mark.parametrize(
        ("amount", "english", "chinese"),
        [
            ("1000", "1 thousand", ""),
            ("9999", "9.999 thousand", ""),
            ("10000", "10 thousand", "1 万"),
        ],
    )
    def test_an_amount_is_read_back_from_its_first_unit_on(self, amount, english, chinese):
        assert plain(wording.read_back(Decimal(amount), "en")) == english
        assert plain(wording.read_back(Decimal(amount), "zh-hans")) == chinese


class TestDays:
    @given(DAYS)
    def test_every_form_names_the_same_day(self, on):
        assert str(on.day) in wording.short_day(on, "en").split(wording.NBSP)
        assert wording.short_day(on, "en") in wording.day(on, "en")
        assert wording.long_day(on, "en") in wording.full_day(on, "en")
        assert wording.short_day(on, "zh-hans") in wording.day(on, "zh-hans")
        assert wording.long_day(on, "zh-hans") in wording.full_day(on, "zh-hans")

    @given(DAYS)
    def test_a_chinese_day_has_no_latin_letter(self, on):
        for form in (wording.day, wording.short_day, wording.full_day, wording.long_day):
            assert not re.search("[A-Za-z]", form(on, "zh-hans"))

    def test_the_days_of_the_week_are_right_in_both_languages(self):
        sunday = date(2026, 11, 29)
        assert wording.day(sunday, "en").startswith("Sun")
        assert wording.full_day(sunday, "zh-hans").endswith("星期日")
        assert wording.full_day(sunday - timedelta(days=6), "zh-hans").endswith("星期一")

    def test_an_instant_is_of_the_town_s_day_even_after_midnight(self):
        # 16:30 in Greenwich is half past midnight of the next day in the town.
        at = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
        assert plain(wording.moment(at, "en")) == "Fri 1 Jan, 00:30"
        assert plain(wording.moment(at, "zh-hans")) == "1月1日 周五 00:30"

    def test_a_month_is_named_in_full_in_a_title(self):
        assert wording.month_name(date(2026, 9, 5), "en") == "September"
        assert wording.month_name(date(2026, 9, 5), "zh-hans") == "9月"

    @given(st.timedeltas(timedelta(0), timedelta(days=4000)))
    def test_an_age_never_claims_more_than_is_true(self, span):
        digits, _, unit = wording.age(span, "en").partition(wording.NBSP)
        days = {"min": 1 / 1440, "h": 1 / 24, "d": 1, "months": 365 / 12}[unit]
        assert int(digits) * days <= span.total_seconds() / 86400 + 1e-9

    def test_what_lies_ahead_has_no_negative_age(self):
        assert plain(wording.age(timedelta(hours=-5), "en")) == "0 min"


class TestFilters:
    MONEY = Money(Decimal("53634.57"))

    @pytest.mark.parametrize(
        ("language", "headline", "exact", "read_back"),
        [
            ("en", "¥53,635", "¥53,634.57", "53.635 thousand"),
            ("zh-hans", "5.36 万元", "53,634.57 元", "5.3635 万"),
        ],
    )
    def test_speak_the_language_of_the_page(self, language, headline, exact, read_back):
        with translation.override(language):
            assert plain(filters.headline(self.MONEY)) == headline
            assert plain(filters.exact(self.MONEY)) == exact
            assert plain(filters.read_back(self.MONEY)) == read_back
            assert filters.fen(self.MONEY) == "53,634.57"

    def test_a_bare_number_is_yuan(self):
        assert filters.headline(1200) == filters.headline(Decimal(1200)) == "¥1,200"
        assert filters.count(8431) == "8,431"

    def test_another_currency_goes_with_the_money(self):
        assert filters.exact(Money(Decimal("10.00"), "EUR")) == "€10.00"

    def test_the_unit_is_smaller_only_where_there_is_one(self):
        assert filters.with_unit("¥86,420") == "¥86,420"
        assert filters.with_unit(f"8.64{wording.NBSP}万元") == (
            f'8.64{wording.NBSP}<span class="unit">万元</span>'
        )

    def test_what_comes_from_outside_is_escaped(self):
        said = filters.with_unit(f"<b>{wording.NBSP}<i>")
        assert "<b>" not in said
        assert "<i>" not in said

    def test_days_and_instants_take_the_town_s_clock(self):
        at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
        assert plain(filters.full_day(at)) == "24 November 2026, Tuesday"
        assert plain(filters.moment(at)) == "Tue 24 Nov, 00:30"
        assert filters.clock(at) == "00:30"
        with translation.override("zh-hans"):
            assert plain(filters.full_day(at)) == "2026年11月24日 星期二"
            assert plain(filters.age(timedelta(hours=3))) == "3 小时"


class TestCodes:
    LISTS = (
        codes.DISTRICTS,
        codes.INDUSTRIES,
        codes.PLANS,
        codes.PURPOSES,
        codes.FINDINGS,
        codes.SIZES,
        codes.FORMS,
        codes.LENDERS,
    )

    @pytest.mark.parametrize("words", LISTS, ids=lambda words: next(iter(words)))
    def test_every_code_has_words_in_both_languages(self, words):
        for code in words:
            with translation.override("en"):
                english = codes.word(words, code)
            with translation.override("zh-hans"):
                chinese = codes.word(words, code)
            assert "_" not in english
            assert re.search("[\u4e00-\u9fff]", chinese), code

    @given(st.from_regex(r"[a-z]+(_[a-z]+){0,3}", fullmatch=True))
    def test_a_code_without_words_is_read_without_its_strokes(self, code):
        assert codes.word({}, code) == code.replace("_", " ")

    def test_one_of_two_texts_is_taken_by_the_language_of_the_page(self):
        assert codes.in_language("yes", "是") == "yes"
        with translation.override("zh-hans"):
            assert codes.in_language("yes", "是") == "是"
        with translation.override(None):
            assert codes.language() == "en"


class TestNames:
    def test_an_institution_that_is_known_is_said_in_english_only_on_an_english_page(
        self, monkeypatch
    ):
        monkeypatch.setattr(names, "_ENGLISH", {})
        names.introduce({"宁渡银行": "Ningdu Bank"})
        assert names.said("宁渡银行") == "Ningdu Bank"
        assert names.said("别的银行") == "别的银行"
        with translation.override("zh-hans"):
            assert names.said("宁渡银行") == "宁渡银行"


class Lapsed(Refused):
    """A refusal with an hour and a state, for the tests."""

    message = N_("The offer lapsed at {expires_at}.")
    remedy = N_("Ask the lender for a new one.")


class Silent(Refused):
    """A refusal that says nothing beyond its title."""


class TestRefusals:
    AT = "2026-11-30T06:00:00+00:00"

    def test_an_hour_is_said_as_an_hour_of_the_town(self):
        wrong, remedy = refusing.said(Lapsed(expires_at=self.AT))
        assert plain(wrong) == "The offer lapsed at Mon 30 Nov, 14:00."
        assert remedy == "Ask the lender for a new one."

    def test_one_without_a_message_says_its_title(self):
        assert refusing.said(Silent()) == ("The present state does not allow this", "")

    def test_a_place_without_its_value_stays_visible_and_nothing_fails(self):
        assert refusing.said(Lapsed())[0] == "The offer lapsed at {expires_at}."

    @pytest.mark.parametrize(
        ("field", "form"), [("fees", "rate"), ("term_months", "months"), ("offer_id", "")]
    )
    def test_belongs_to_the_field_of_the_form_that_asks_for_it(self, field, form):
        assert refusing.field_of(Lapsed(field=field)) == form

    def test_on_an_owner_s_page_is_told_in_words_and_not_in_machine_time(self):
        message = told.not_done(Lapsed(expires_at=self.AT))
        assert message.kind == "refused"
        assert "T06:00" not in message.strong

    def test_that_names_a_state_means_that_the_page_was_old(self):
        message = told.not_done(Lapsed(state="lapsed"))
        assert message.kind == "in-time"
        assert message.words == "Nothing was done twice. This is how it stands now."

    @pytest.mark.parametrize(
        "what",
        ["published", "kept", "withdrawn", "accepted", "declined", "signed", "asked", "paid"],
    )
    def test_what_was_done_is_said_once_in_each_language(self, what):
        (english,) = told.done(what)
        with translation.override("zh-hans"):
            (chinese,) = told.done(what)
        assert english.kind == chinese.kind == "done"
        assert english.strong != chinese.strong

    @given(st.text(max_size=20))
    def test_words_that_are_not_ours_say_nothing(self, what):
        known = {
            "published",
            "kept",
            "withdrawn",
            "accepted",
            "declined",
            "signed",
            "asked",
            "paid",
        }
        assert bool(told.done(what)) == (what in known)


class TestAnswers:
    @pytest.mark.parametrize(
        ("typed", "yuan"),
        [
            ("300000", "300000.00"),
            ("300,000", "300000.00"),
            ("¥300，000 元", "300000.00"),
            ("30万", "300000.00"),
            ("30 万元", "300000.00"),
            ("12.5万", "125000.00"),
            ("３０００００", "300000.00"),
            ("10000.01", "10000.01"),
            ("1000000000", "1000000000.00"),
        ],
    )
    def test_an_amount_is_read_as_people_write_it(self, typed, yuan):
        found = answers.read({**ALL_ANSWERED, "amount": typed})
        assert found.complete
        assert str(found.amount.amount) == yuan

    @pytest.mark.parametrize(
        "typed",
        [
            *("", " ", "元", "abc", "30万万", "1e99", "NaN", "sNaN", "Infinity", "-300000"),
            *("9999.99", "1000000000.01", "10000.001", "10,000.0000000001"),
        ],
    )
    def test_an_amount_that_makes_no_sense_is_named_with_what_would(self, typed):
        found = answers.read({**ALL_ANSWERED, "amount": typed})
        assert list(found.wrong) == ["amount"]
        assert not found.complete
        assert found.kept()["amount"] == typed

    @given(st.text(max_size=30))
    def test_no_amount_that_anybody_types_breaks_the_form(self, typed):
        found = answers.read({**ALL_ANSWERED, "amount": typed})
        assert found.complete == (found.amount is not None)

    @given(st.decimals("10000", "1000000000", places=2))
    def test_an_amount_is_understood_exactly(self, amount):
        found = answers.read({**ALL_ANSWERED, "amount": f"{amount:,}"})
        assert found.amount == Money(amount)

    @pytest.mark.parametrize("name", ["purpose", "wanted", "months"])
    @pytest.mark.parametrize("value", ["", "somewhere", "7", "<script>"])
    def test_a_choice_that_was_not_offered_is_none(self, name, value):
        found = answers.read({**ALL_ANSWERED, name: value})
        assert list(found.wrong) == [name]

    @pytest.mark.parametrize(("wanted", "days"), [("week", 7), ("fortnight", 14), ("later", None)])
    def test_a_wish_becomes_a_day(self, wanted, days):
        today = date(2026, 12, 28)
        found = answers.read({**ALL_ANSWERED, "wanted": wanted}).wanted_date(today)
        assert found == (today + timedelta(days=days) if days else None)

    def test_only_the_answers_are_kept_for_later(self):
        found = answers.read({**ALL_ANSWERED, "key": "k", "csrfmiddlewaretoken": "t"})
        assert found.kept() == ALL_ANSWERED

    def test_nothing_answered_names_all_four(self):
        assert list(answers.read({}).wrong) == ["amount", "purpose", "wanted", "months"]
