"""The supervisor's pages from values: words, figures, marks and days, in both languages."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from tenor.money import Money

import headrace
from headrace.custody.queries import FlowTotal
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.portals.supervisor import (
    alert_page,
    alert_words,
    alerts,
    audit,
    audit_kinds,
    audit_words,
    console_pictures,
    decisions,
    flows,
    key_figures,
    seats,
)
from headrace.portals.supervisor.party import Party
from headrace.portals.visits import Visit
from headrace.supervision.queries import (
    AlertView,
    AuditEntry,
    AuditReport,
    AuditStretch,
    HeatCell,
)

SOURCES = Path(headrace.__file__).parent
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KIND = re.compile(
    r'"((?:config|parties|evidence|credit|products|market|custody|contracts|register|rulebook'
    r'|supervision)\.[a-z_]+\.[a-z_]+)"'
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def visit(role="government", duties=("maker",), district="990100"):
    actor = Actor(new_id(), new_id(), frozenset({role}), frozenset(duties), district)
    return Visit(actor, AT)


def alert(**other):
    told = AlertView(
        id=new_id(),
        code="late",
        title="An instalment is late",
        severity="notice",
        kind="contracts.instalment.late",
        subject=Subject("loan", new_id()),
        about=new_id(),
        district="990101",
        facts={},
        state="new",
        raised_at=AT,
        decide_by_date=None,
        closed_at=None,
        note="",
    )
    return replace(told, **other)


def yuan(amount):
    return Money(Decimal(amount))


PARTY = Party(new_id(), "Jiukezao Foods", "91990100X", "990102", yuan(0), yuan(0), frozen=False)


class TestWhoMayAct:
    @pytest.mark.parametrize(
        ("role", "duties", "may"),
        [
            ("government", ("maker",), True),
            ("government", ("checker",), True),
            ("government", ("maker", "checker"), True),
            ("government", ("viewer",), False),
            ("government", (), False),
            ("auditor", ("maker", "checker"), False),
            ("bank", ("maker",), False),
        ],
        ids=["maker", "checker", "both", "viewer", "no duty", "auditor", "bank"],
    )
    def test_is_an_officer_with_a_duty(self, role, duties, may):
        assert seats.acts(visit(role, duties)) is may


class TestDue:
    @pytest.mark.parametrize(
        ("told", "kind", "english", "chinese"),
        [
            ({}, "wait", "for your information", "供知悉"),
            ({"decide_by_date": TODAY}, "turn", "by 23 Nov", "11月23日"),
            ({"decide_by_date": TODAY + timedelta(days=2)}, "turn", "by 25 Nov", "11月25日"),
            ({"decide_by_date": TODAY - timedelta(days=1)}, "late", "since 22 Nov", "11月22日"),
            ({"decide_by_date": TODAY, "state": "acting"}, "part", "taken up, by 23 Nov", "11月"),
            ({"state": "closed", "closed_at": AT}, "done", "closed 23 Nov", "11月23日"),
            (
                {"decide_by_date": TODAY - timedelta(days=3), "state": "acting"},
                "late",
                "since 20 Nov",
                "11月20日",
            ),
        ],
        ids=["news", "today", "in two days", "overdue", "taken up", "closed", "taken up and late"],
    )
    def test_is_said_with_a_mark_in_both_languages(self, told, kind, english, chinese):
        shown = decisions.due(alert(**told), visit())
        assert (shown.kind, shown.words.replace("\u00a0", " ")) == (kind, english)
        with translation.override("zh-hans"):
            words = decisions.due(alert(**told), visit()).words
        assert CHINESE.search(words)
        assert "Nov" not in words
        if chinese.startswith("11月"):
            assert chinese in words

    def test_only_the_first_five_stand_on_the_screen(self):
        rows = decisions.rows([alert() for _ in range(8)], visit())
        assert len(rows) == 5


class TestAlertWords:
    @pytest.mark.parametrize(
        ("facts", "english", "chinese"),
        [
            ({}, "", ""),
            ({"days_past_due": 1}, "1 day late", "逾期 1 天"),
            ({"days": 35}, "35 days late", "逾期 35 天"),
            ({"days": 0}, "", ""),
            ({"days": "35"}, "", ""),
            ({"missing_minor": 5_363_457}, "¥53,635", "5.36 万元"),
            ({"amount_minor": 1_200_000_000}, "¥12.0 m", "1,200 万元"),
            (
                {"days": 2, "outstanding_minor": 900_000},
                "2 days late, ¥9,000",
                "逾期 2 天，9,000 元",
            ),
            (
                {"yearly_cost_rate": "0.131", "ceiling_rate": "0.12", "lender_type": "bank"},
                "13.10 % all in, ceiling 12.00 %, by a bank",
                "13.10 %",
            ),
            ({"yearly_cost_rate": "x", "ceiling_rate": "0.12"}, "", ""),
            ({"yearly_cost_rate": None, "ceiling_rate": None}, "", ""),
        ],
        ids=[
            "nothing",
            "a day",
            "days",
            "no days",
            "no number",
            "money",
            "millions",
            "both",
            "rate",
            "no rate",
            "none",
        ],
    )
    def test_tell_the_figures_and_no_name(self, facts, english, chinese):
        plain = alert_words.figures(alert(facts=facts)).replace("\u00a0", " ")
        assert plain == english
        with translation.override("zh-hans"):
            spoken = alert_words.figures(alert(facts=facts)).replace("\u00a0", " ")
        assert chinese in spoken
        assert bool(spoken) == bool(chinese)

    @pytest.mark.parametrize(
        ("severity", "kind"), [("grave", "refused"), ("watch", "near"), ("notice", "wait")]
    )
    def test_each_gravity_has_its_mark(self, severity, kind):
        assert alert_words.kind(alert(severity=severity)) == kind

    def test_the_place_stands_before_the_figures(self):
        assert alert_words.second(alert(facts={"days": 3})).startswith("Dongdu: 3 days")
        assert alert_words.second(alert()) == "Dongdu"


class TestListOfAlerts:
    @pytest.mark.parametrize(
        ("told", "title"),
        [
            ([], "No alert asks for a decision"),
            ([{}], "No alert asks for a decision"),
            ([{"decide_by_date": TODAY}], "1 alert asks for a decision"),
            ([{"decide_by_date": TODAY}, {"decide_by_date": TODAY}], "2 alerts ask for a decision"),
            (
                [{"decide_by_date": TODAY, "state": "closed", "closed_at": AT}],
                "No alert asks for a decision",
            ),
        ],
        ids=["none", "news", "one", "two", "closed"],
    )
    def test_leads_with_how_many_ask_for_a_decision(self, told, title):
        page = alerts.page([alert(**each) for each in told], visit(), all_of_them=False)
        assert page.head.finding == title
        assert (page.empty is None) == bool(told)

    def test_marks_the_view_that_is_shown(self):
        for all_of_them in (False, True):
            page = alerts.page([], visit(), all_of_them=all_of_them)
            assert [current for _, current in page.views] == [not all_of_them, all_of_them]


class TestAlertPage:
    def page(self, told, *, acts=True, party=PARTY, typed=None, errors=None):
        return alert_page.page(
            told, party, visit(), acts=acts, typed=typed or {}, errors=errors or {}
        )

    def test_offers_to_take_it_up_and_to_close_it(self):
        page = self.page(alert())
        assert page.take_up is not None
        assert page.note is not None
        assert page.close_at.endswith("/closing/")

    def test_is_taken_up_once(self):
        page = self.page(alert(state="acting"))
        assert page.take_up is None
        assert page.note is not None

    @pytest.mark.parametrize("state", ["new", "acting", "closed"])
    def test_gives_a_reader_without_duty_nothing_to_press(self, state):
        told = alert(state=state, closed_at=AT if state == "closed" else None)
        page = self.page(told, acts=False)
        assert (page.take_up, page.note, page.close_at, page.links) == (None, None, "", ())

    def test_closed_shows_its_note_and_no_form(self):
        page = self.page(alert(state="closed", closed_at=AT, note="All were genuine"))
        assert page.note is None
        assert "All were genuine" in [each.value for each in page.facts]

    def test_keeps_what_was_typed_beside_what_is_wrong(self):
        page = self.page(alert(), typed={"note": "ok"}, errors={"note": "Too short."})
        assert [(each.name, each.value, each.error) for each in page.wrong] == [
            ("note", "ok", "Too short.")
        ]

    def test_about_no_party_names_none(self):
        page = self.page(alert(), party=None)
        assert page.links == ()
        assert "Whom it concerns" not in [each.label for each in page.facts]


class TestAuditPage:
    def entry(self, **other):
        told = AuditEntry(
            new_id(),
            "market.offer.made",
            Subject("offer", new_id()),
            new_id(),
            new_id(),
            new_id(),
            AT,
            {},
        )
        return replace(told, **other)

    def page(self, *entries, older="", newer="", within=False, report=None, called=None):
        feed = AuditStretch(tuple(entries), older, newer)
        return audit.page(feed, called or {}, within=within, report=report)

    def test_leads_both_ways_and_back(self):
        page = self.page(self.entry(), older="a/b", newer="c", within=True)
        assert page.more.url == "/supervisor/audit/?before=a%2Fb"
        assert page.newer.url == "/supervisor/audit/?after=c"
        assert page.first.url == "/supervisor/audit/"

    def test_leads_nowhere_from_the_only_page(self):
        page = self.page(self.entry())
        assert (page.more, page.newer, page.first, page.feed_end) == (None, None, None, "")

    def test_says_where_it_ends(self):
        assert self.page().feed_end == "No further entry that your office may read."

    def test_says_the_moment_in_the_towns_time(self):
        (row,) = self.page(self.entry()).feed
        assert row.at.replace("\u00a0", " ") == "23 November 2026, 09:00"
        with translation.override("zh-hans"):
            (row,) = self.page(self.entry()).feed
        assert row.at.startswith("2026年11月23日")
        assert row.at.endswith("09:00")

    def test_marks_what_was_refused_and_names_what_was_tried(self):
        refused = self.entry(kind="kit.refused", facts={"problem": "market/rate-above-ceiling"})
        (row,) = self.page(refused).feed
        assert row.mark.kind == "refused"
        assert row.what == "Refused: an offer above the ceiling"
        assert audit_words.said("kit.refused", {"problem": "x/y"}) == "Refused: an act"

    def test_says_whose_act_it_was(self):
        known, work = self.entry(), self.entry(actor_person=None)
        called = {known.actor_organisation: "Clearbrook Rural Bank", known.about: "Valve"}
        rows = self.page(known, work, self.entry(), called=called).feed
        assert [each.by for each in rows] == [
            "Clearbrook Rural Bank",
            "the centre's own work",
            "a person",
        ]
        assert [each.about for each in rows] == ["Valve", "no party", "no party"]

    @pytest.mark.parametrize(
        ("report", "title", "kind"),
        [
            (AuditReport(True, 4218, 64, 0, ""), "Nothing was altered in 4,218 sealed", "done"),
            (AuditReport(False, 9, 2, 1, "seal 1"), "1 entry is not what it was", "refused"),
            (AuditReport(False, 9, 2, 2, "seal 1"), "2 entries are not what they were", "refused"),
        ],
        ids=["sound", "one fault", "two faults"],
    )
    def test_tells_what_a_verification_found(self, report, title, kind):
        page = self.page(report=report)
        assert page.head.finding.startswith(title)
        (told,) = page.messages
        assert told.kind == kind
        assert (report.first_fault in told.strong) or report.ok

    def test_every_kind_that_the_house_records_has_its_words(self):
        recorded = set()
        for path in sorted(SOURCES.rglob("*.py")):
            if "journal" in (text := path.read_text(encoding="utf-8")):
                recorded |= set(KIND.findall(text))
        assert len(recorded) > 30
        assert recorded - set(audit_kinds.KINDS) == set()


class TestHeat:
    def cell(self, share, district="990101", firms=40):
        return HeatCell(district, "bank_loan", firms, share)

    @pytest.mark.parametrize(
        ("share", "step", "words"),
        [
            ("0", 1, "0.0"),
            ("0.0099", 1, "1.0"),
            ("0.01", 2, "1.0"),
            ("0.02", 3, "2.0"),
            ("0.03", 4, "3.0"),
            ("0.05", 5, "5.0"),
            ("1", 5, "100.0"),
        ],
    )
    def test_classes_begin_where_they_say(self, share, step, words):
        heat = console_pictures.heat([self.cell(Decimal(share))])
        ((_, (cell,)),) = heat.rows
        assert (cell.step, cell.words) == (step, words)
        assert cell.look == (step == 5)

    def test_too_few_firms_are_hatched_and_never_looked_at(self):
        heat = console_pictures.heat([self.cell(None, firms=None)])
        ((_, (cell,)),) = heat.rows
        assert (cell.words, cell.step, cell.look) == ("under 20", None, False)

    def test_only_the_worst_of_the_worst_class_asks_to_be_looked_at(self):
        cells = [self.cell(Decimal("0.06")), self.cell(Decimal("0.08"), "990102")]
        heat = console_pictures.heat(cells)
        assert [row[0].look for _, row in heat.rows] == [False, True]

    def test_without_cells_there_is_no_map(self):
        assert console_pictures.heat([]) is None


class TestFlows:
    def test_only_the_codes_and_the_currency_asked_for_count(self):
        totals = [
            FlowTotal("pay_in", 1, yuan(5)),
            FlowTotal("pay_in", 1, Money(Decimal(7), "EUR")),
            FlowTotal("drawdown", 1, yuan(3)),
        ]
        assert flows.moved(totals, "pay_in") == yuan(5)
        assert flows.moved(totals, "pay_in", "drawdown") == yuan(8)
        assert flows.moved([], "pay_in") == yuan(0)

    @pytest.mark.parametrize(
        ("differences", "words"),
        [
            (0, "books match the bank"),
            (1, "1 difference with the bank is open"),
            (2, "2 differences with the bank are open"),
        ],
    )
    def test_books_say_whether_they_match(self, differences, words):
        assert key_figures._books(flows.Custody(yuan(1), differences)) == words

    def test_a_course_without_movement_is_not_drawn(self):
        assert key_figures._course("Paid in", [yuan(0)] * 12) is None
        assert key_figures._course("Paid in", [yuan(0), yuan(1)]).values == (0.0, 1.0)
