"""An owner's home and help from one case: what stands there, sales, consents."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from headrace.evidence.queries import ConsentView, DaySales, EventView
from headrace.portals import names, wording
from headrace.portals.enterprise import (
    helping,
    home,
    selling,
)
from headrace.portals.enterprise.around import DAYS_SHOWN, Around, first_day, next_loan
from tests.portals.samples import cases
from tests.portals.samples.cases import AT, KEY, STAGES, at_stage

pytestmark = pytest.mark.urls("tests.portals.owner_urls")
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def as_registered(monkeypatch) -> None:
    """No institution has an English name here, whatever town stood before."""
    monkeypatch.setattr(names, "_ENGLISH", {})


def plain(words: str) -> str:
    return words.replace(wording.NBSP, " ")


class TestHome:
    @pytest.mark.parametrize("case", [each for each in STAGES if each != "none"])
    def test_has_at_most_one_thing_to_do_and_a_title(self, case):
        page = home.home_page(at_stage(case), Around(), KEY)
        assert page.head.finding
        assert not (page.turn and page.head.main_act)
        assert bool(page.turn) != bool(page.head.lead)

    @pytest.mark.parametrize("case", ["repaid", "withdrawn", "expired", "terminated"])
    def test_of_a_request_that_is_over_leads_to_a_new_one(self, case):
        act = home.home_page(at_stage(case), Around(), KEY).head.main_act
        assert (act.label, act.url) == ("Ask again", "/owner/ask/")

    def test_of_a_firm_that_asked_for_nothing_begins_a_request(self):
        page = home.home_page(at_stage("none"), Around(), KEY)
        assert page.head.finding == "What does your firm need money for?"
        assert page.empty.act.url == "/owner/ask/"

    def test_an_earlier_loan_that_is_late_is_told_on_the_page_of_a_newer_request(self):
        late = at_stage("late").loan
        page = home.home_page(at_stage("checking"), Around(loans=(late,)), KEY)
        (message,) = page.messages
        assert message.strong == "¥31,620.00 is missing on an earlier loan."
        assert home.home_page(at_stage("late"), Around(loans=(late,)), KEY).messages == ()

    def test_the_question_before_taking_back_opens_by_its_address(self):
        page = home.home_page(at_stage("choose"), Around(), KEY, withdrawing=True)
        assert page.dialogue.open
        assert page.withdraw.opens == page.dialogue.id

    def test_the_loan_that_falls_due_first_is_the_next(self):
        early = at_stage("late").loan
        later = cases.loan(cases.plan_rows(4), id=UUID(int=88))
        assert next_loan((later, early)) is early
        assert next_loan((at_stage("repaid").loan,)) is None
        assert next_loan(()) is None


class TestSales:
    def sold(self, *days: tuple[int, int]) -> Around:
        return Around(
            sales=tuple(DaySales(TODAY - timedelta(days=back), minor, 1) for back, minor in days),
            last_event=self.EVENT,
        )

    EVENT = EventView(
        id=UUID(int=70),
        kind="invoice",
        direction="out",
        happened_at=AT,
        received_at=AT,
        issue_date=date(2026, 9, 3),
        amount_minor=100,
        currency="CNY",
        counterparty="",
        number="1",
        voided=False,
        source_id=UUID(int=71),
        self_declared=False,
    )

    def test_have_a_bar_for_each_day_with_those_on_which_nothing_was_sold(self):
        picture = selling.sales_picture(self.sold((0, 500_000)).sales, TODAY)
        assert len(picture.values) == DAYS_SHOWN
        assert picture.values[-1] == 5.0
        assert sum(picture.values) == 5.0

    def test_a_day_of_credit_notes_does_not_stand_below_the_line(self):
        picture = selling.sales_picture(self.sold((0, -500_000)).sales, TODAY)
        assert min(picture.values) == 0.0

    def test_compare_four_weeks_with_the_four_before(self):
        picture = selling.sales_picture(self.sold((0, 2_800_000), (40, 5_600_000)).sales, TODAY)
        assert picture.sentence == (
            "1.0 thousand a day in the last four weeks, 2.0 in the four before."
        )

    def test_begin_eight_weeks_ago(self):
        assert (TODAY - first_day(TODAY)).days == DAYS_SHOWN - 1

    def test_without_any_the_page_says_how_old_the_last_one_is(self):
        missing = selling.sales_missing(Around(last_event=self.EVENT))
        assert plain(missing.words) == "The last invoice that reached us is of 3 September 2026."
        assert selling.sales_missing(Around()).words == "No invoice has reached us yet."
        assert selling.sales_missing(self.sold((0, 1))) is None

    def test_their_source_and_age_stand_beside_them(self):
        assert plain(selling.sales_note(self.sold((0, 1)))) == (
            "from your tax invoices · Mon 23 Nov, 14:00"
        )
        own = Around(last_event=replace(self.EVENT, self_declared=True), self_made=True)
        assert plain(selling.sales_note(own)).startswith("from your own books")
        assert selling.sales_note(own).endswith("self-made")


class TestHelp:
    def consent(self, **changes) -> ConsentView:
        made = ConsentView(
            UUID(int=80),
            cases.FIRM,
            "credit",
            ("invoice", "bank", "smoke_signal"),
            (),
            (),
            date(2024, 1, 1),
            date(2027, 1, 1),
            datetime(2027, 1, 1, 16, 30, tzinfo=UTC),
            "live",
            True,
        )
        return replace(made, **changes)

    def test_shows_what_was_consented_to_until_which_day_of_the_town(self):
        page = helping.help_page(at_stage("none"), (self.consent(), self.consent(live=False)))
        (line,) = page.consents
        assert line.title == "Invoices, bank account, smoke_signal"
        assert plain(line.words) == "from 1 January 2024; ends 2 January 2027"
        assert page.consents_note == "1 in force"

    def test_in_chinese_the_kinds_are_parted_by_the_chinese_comma(self):
        with translation.override("zh-hans"):
            page = helping.help_page(at_stage("none"), (self.consent(),))
        assert "、" in page.consents[0].title

    def test_without_consents_has_no_note(self):
        assert helping.help_page(at_stage("none"), ()).consents_note == ""
