"""What an owner is told at each stage of a request, a contract and a loan; no database needed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.utils import translation

from headrace.portals import names, wording
from headrace.portals.enterprise import steps, strips, taking_back, timeline, turns, waiting
from headrace.portals.enterprise.standing import Stage, stage_of
from tests.portals.samples import cases
from tests.portals.samples.cases import KEY, STAGES, at_stage

pytestmark = pytest.mark.urls("tests.portals.owner_urls")
ON_ITS_WAY = (
    *("checking", "matching", "choose", "writing", "sign", "countersign", "draw", "draw again"),
    *("release", "repay", "late", "repaid"),
)
TO_DO = ("publish", "choose", "sign", "draw", "draw again", "sent back", "cancelled", "late")
ENDED = ("withdrawn", "expired", "terminated")


@pytest.fixture(autouse=True)
def as_registered(monkeypatch) -> None:
    """No institution has an English name here, whatever town stood before."""
    monkeypatch.setattr(names, "_ENGLISH", {})


def plain(words: str) -> str:
    return words.replace(wording.NBSP, " ")


class TestStage:
    @pytest.mark.parametrize(
        ("case", "stage"),
        [
            *((name, Stage(name)) for name in STAGES if name in set(Stage)),
            ("draw again", Stage.DRAW),
            ("sent back", Stage.DRAW),
            ("cancelled", Stage.DRAW),
            ("late", Stage.REPAY),
            *((name, Stage.OVER) for name in ENDED),
        ],
    )
    def test_is_named_by_what_happens_next(self, case, stage):
        assert at_stage(case).stage is stage

    @pytest.mark.parametrize(
        "state", ["drawn", "in_arrears", "restructured", "called", "written_off"]
    )
    def test_of_a_loan_that_is_owed_is_repaying_whatever_its_books_say(self, state):
        case = at_stage("repay")
        assert stage_of(
            case.firm, case.demand, case.agreement, replace(case.loan, state=state)
        ) is (Stage.REPAY)

    def test_of_an_agreement_waits_for_the_firm_before_it_waits_for_the_bank(self):
        case = at_stage("sign")
        one = replace(case.agreement, waits_for=(cases.BANK, cases.FIRM))
        assert stage_of(case.firm, case.demand, one, None) is Stage.SIGN

    @pytest.mark.parametrize("state", ["prepared", "booked"])
    def test_of_money_asked_for_is_release_until_the_loan_runs(self, state):
        case = at_stage("release")
        one = replace(case.agreement, drawdown=cases.drawdown(state))
        assert stage_of(case.firm, case.demand, one, None) is Stage.RELEASE

    def test_offers_to_choose_from_are_the_firm_ones_only(self):
        case = replace(
            at_stage("choose"), offers=(cases.offer(), cases.dearer("lapsed"), cases.dearer("made"))
        )
        assert [each.id for each in case.firm_offers] == [cases.OFFER]

    def test_the_civil_day_is_the_town_s(self):
        # 17:00 in Greenwich is already tomorrow in the town.
        late = replace(at_stage("none"), at=datetime(2026, 11, 23, 17, tzinfo=UTC))
        assert late.today == date(2026, 11, 24)


class TestSteps:
    @pytest.mark.parametrize("case", ON_ITS_WAY)
    def test_are_seven_and_end_with_money_in_the_account(self, case):
        found = steps.steps_of(at_stage(case))
        assert len(found) == 7
        assert found[-1].title == "Money in your account"

    @pytest.mark.parametrize("case", [*ON_ITS_WAY, "publish"])
    def test_run_from_done_over_now_to_ahead(self, case):
        order = {"done": 0, "now": 1, "ahead": 2}
        places = [order[each.when] for each in steps.steps_of(at_stage(case))]
        assert all(first <= second for first, second in pairwise(places))
        assert places.count(1) == (0 if case in ("repay", "late", "repaid") else 1)

    @pytest.mark.parametrize("case", ["none", *ENDED])
    def test_are_not_shown_where_no_request_is_under_way(self, case):
        assert steps.steps_of(at_stage(case)) == ()
        assert steps.note_of(at_stage(case)) == ""

    def test_a_step_that_is_done_has_its_day_and_no_more_words(self):
        done = [each for each in steps.steps_of(at_stage("choose")) if each.when == "done"]
        assert [plain(each.date) for each in done] == ["21 Nov", "22 Nov", "22 Nov", ""]
        assert {each.second for each in done} == {""}

    @pytest.mark.parametrize(
        ("case", "says"),
        [
            ("publish", ""),
            ("checking", "The experts' turn, by Sat 28 Nov, 14:00."),
            ("matching", "The funders' turn, by Mon 21 Dec, 14:00 at the latest."),
            ("choose", "Your turn, by Mon 30 Nov, 14:00. Takes about 10 minutes."),
            ("writing", "You have chosen; the agreement is being written."),
            ("sign", "You have chosen; your turn to sign. Takes about 5 minutes."),
            ("countersign", "You have signed; the funder's turn to sign."),
            ("draw", "Your turn: say which account. Takes about 2 minutes."),
            ("release", "The banks' turn: two persons must release it."),
        ],
    )
    def test_the_present_one_says_whose_turn_it_is_and_by_when(self, case, says):
        now = next(each for each in steps.steps_of(at_stage(case)) if each.when == "now")
        assert plain(now.second) == says

    def test_checks_are_counted_without_those_nobody_requires(self):
        assert steps.checks_of(cases.ANSWERED) == (2, 2)
        assert steps.checks_of(cases.OPEN) == (1, 2)
        assert "Checks by experts: 1 of 2 done" in [
            each.title for each in steps.steps_of(at_stage("checking"))
        ]

    @pytest.mark.parametrize(
        ("case", "note"),
        [("checking", "step 3 of 7"), ("choose", "step 5 of 7"), ("repay", "all 7 done")],
    )
    def test_the_note_counts_them(self, case, note):
        assert steps.note_of(at_stage(case)) == note

    def test_offers_are_counted_once_they_are_approved(self):
        titles = [each.title for each in steps.steps_of(at_stage("choose"))]
        assert "Matched for you: 2 offers" in titles
        one = replace(at_stage("choose"), offers=(cases.offer(), cases.dearer(approved_at=None)))
        assert "Matched for you: 1 offer" in [each.title for each in steps.steps_of(one)]


class TestTurn:
    @pytest.mark.parametrize("case", TO_DO)
    def test_says_what_to_do_and_never_waits_at_once(self, case):
        turn = turns.turn_of(at_stage(case), KEY)
        assert turn is not None
        assert turn.title.startswith("Your turn: ")
        assert turn.act.url

    @pytest.mark.parametrize("case", [each for each in STAGES if each not in TO_DO])
    def test_is_nobody_s_but_the_others_while_the_owner_waits(self, case):
        assert turns.turn_of(at_stage(case), KEY) is None

    @pytest.mark.parametrize("case", [each for each in STAGES if each not in (*TO_DO, "none")])
    def test_whoever_waits_reads_for_whom(self, case):
        assert waiting.waiting_words(at_stage(case))

    def test_to_choose_names_the_cheapest_and_its_last_hour(self):
        turn = turns.turn_of(at_stage("choose"), KEY)
        assert plain(turn.words) == (
            "By Mon 30 Nov, 14:00. The best one costs 5.0 % a year, everything included."
        )
        assert turn.act.label == "Compare 2 offers"

    def test_to_choose_from_one_offer_does_not_speak_of_comparing(self):
        one = replace(at_stage("choose"), offers=(cases.offer(),))
        assert turns.turn_of(one, KEY).act.label == "See the offer"

    def test_to_publish_is_done_by_its_own_button_with_a_key(self):
        act = turns.turn_of(at_stage("publish"), KEY).act
        assert (act.method, act.key) == ("post", str(KEY))

    def test_after_a_rejected_payment_asks_for_the_account_once_more(self):
        turn = turns.turn_of(at_stage("draw again"), KEY)
        assert turn.title == "Your turn: say once more where the money goes"
        assert turn.words == "The bank could not pay to the account you gave."

    def test_of_a_late_loan_names_what_is_missing_to_the_fen(self):
        turn = turns.turn_of(at_stage("late"), KEY)
        assert turn.title == "Your turn: pay ¥31,620.00"
        assert "15 November 2026" in plain(turn.words)

    @pytest.mark.parametrize(
        ("case", "says"),
        [
            ("checking", "The experts' turn, by Sat 28 Nov, 14:00: 1 of 2 checks done."),
            (
                "matching",
                "The funders' turn, by Mon 21 Dec, 14:00 at the latest: 2 have your file.",
            ),
            ("repay", "Next: ¥51,000.00 by 15 Nov."),
            ("withdrawn", "You took this request back. You can ask again whenever you like."),
            ("expired", "This request ran out before an offer was chosen. You can ask again."),
            ("terminated", "It ended before all had signed."),
        ],
    )
    def test_waiting_names_who_acts_and_the_latest_hour(self, case, says):
        assert plain(waiting.waiting_words(at_stage(case))) == says

    def test_matching_without_a_fitting_funder_says_so(self):
        case = at_stage("matching")
        none = replace(case, demand=replace(case.demand, matched_lenders=0))
        assert "no funder fits yet" in waiting.waiting_words(none)

    def test_the_day_of_the_last_payment_is_the_town_s(self):
        case = at_stage("repaid")
        # Half past midnight of the 24th in the town.
        late = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
        case = replace(case, loan=replace(case.loan, repaid_at=late))
        assert "24 November 2026" in plain(waiting.waiting_words(case))


class TestWithdrawing:
    @pytest.mark.parametrize("case", ["publish", "checking", "matching", "choose"])
    def test_is_asked_first_with_the_request_and_its_amount(self, case):
        asked = taking_back.withdrawal(at_stage(case), KEY)
        assert asked.question == "Take back your request for ¥300,000?"
        assert asked.facts[0].value == "R-2026-0007"
        assert asked.act.key == str(KEY)
        assert asked.open is False

    def test_counts_the_offers_that_would_end(self):
        facts = {
            each.label: each.value for each in taking_back.withdrawal(at_stage("choose"), KEY).facts
        }
        assert facts["Offers that end"] == "2"

    @pytest.mark.parametrize(
        "case",
        [each for each in STAGES if each not in ("publish", "checking", "matching", "choose")],
    )
    def test_is_not_offered_once_the_choice_is_made(self, case):
        assert taking_back.withdrawal(at_stage(case), KEY) is None


class TestChannel:
    @pytest.mark.parametrize("case", ON_ITS_WAY)
    def test_has_four_stations_and_the_reader_s_own_is_the_wheel(self, case):
        strip = strips.strip_of(at_stage(case))
        assert [each.kind for each in strip.stations] == ["ring", "basin", "wheel", "ring"]
        assert [each.name for each in strip.stations if each.reader] == ["You"]

    @pytest.mark.parametrize("case", ["none", "publish", *ENDED])
    def test_is_not_drawn_where_no_money_is_on_its_way(self, case):
        assert strips.strip_of(at_stage(case)) is None

    @pytest.mark.parametrize("case", ON_ITS_WAY)
    def test_the_water_stands_at_the_first_shut_gate_and_nowhere_beyond(self, case):
        strip = strips.strip_of(at_stage(case))
        shut = [
            k for k, each in enumerate(strip.reaches) if each.gate and each.gate.state != "open"
        ]
        if shut:
            assert [each.filled for each in strip.reaches[shut[0] + 1 :]] == [0] * (
                len(strip.reaches) - shut[0] - 1
            )

    @pytest.mark.parametrize(
        ("case", "gate"),
        [
            ("checking", ("shut", "checks by experts")),
            ("matching", ("shut", "a funder's decision")),
            ("choose", ("yours", "your choice")),
            ("writing", ("shut", "the agreement is written")),
            ("sign", ("yours", "your signature")),
            ("countersign", ("shut", "the funder's signature")),
            ("draw", ("yours", "your account")),
            ("release", ("shut", "two keys")),
            ("late", ("yours", "an instalment is short")),
        ],
    )
    def test_the_gate_that_stops_it_is_named_with_whose_key_it_needs(self, case, gate):
        gates = [each.gate for each in strips.strip_of(at_stage(case)).reaches if each.gate]
        first = next(each for each in gates if each.state != "open")
        assert (first.state, first.words) == gate

    @pytest.mark.parametrize("case", ["draw", "release"])
    def test_what_is_held_shows_its_level_in_the_basin(self, case):
        basin = strips.strip_of(at_stage(case)).stations[1]
        assert basin.holds
        assert plain(basin.amount) == "¥300,000"

    def test_of_offers_says_the_most_that_one_of_them_gives(self):
        funders = strips.strip_of(at_stage("choose")).stations[0]
        assert (funders.name, plain(funders.amount)) == ("2 offers, each up to", "¥300,000")

    @pytest.mark.parametrize("case", ["repay", "late", "repaid"])
    def test_of_a_loan_adds_up_without_remainder(self, case):
        loan = at_stage(case).loan
        strip = strips.strip_of(at_stage(case))
        assert loan.principal.minor == loan.principal_paid.minor + loan.outstanding.minor
        for each in (loan.principal, loan.principal_paid, loan.outstanding, loan.interest_paid):
            assert f"¥{each.amount:,.2f}" in strip.sum_line

    def test_of_two_lenders_counts_them(self):
        case = at_stage("repay")
        both = replace(case.agreement, lenders=(cases.lender(), cases.lender("乙银行")))
        strip = strips.of_loan(case, both, case.loan)
        assert strip.stations[0].name == "2 funders"

    def test_names_institutions_as_the_reader_says_them(self, monkeypatch):
        monkeypatch.setattr(names, "_ENGLISH", {"宁渡银行": "Ningdu Bank"})
        assert strips.strip_of(at_stage("draw")).stations[1].name == "Ningdu Bank"
        with translation.override("zh-hans"):
            assert strips.strip_of(at_stage("draw")).stations[1].name == "宁渡银行"


class TestTimeline:
    def test_of_signing_tells_the_five_things_in_their_order(self):
        case = at_stage("sign")
        events = timeline.events_of(case, case.agreement)
        assert [each.when for each in events] == ["done", "now", "ahead", "ahead", "ahead"]
        assert events[1].title == "Your turn: read and sign"
        assert events[1].second == "clause 10.2"

    def test_of_a_signed_agreement_leads_to_the_account(self):
        case = at_stage("draw")
        events = timeline.events_of(case, case.agreement)
        assert [each.when for each in events] == ["done", "done", "done", "now", "ahead"]

    def test_of_money_asked_for_waits_for_two_persons(self):
        case = at_stage("release")
        events = timeline.events_of(case, case.agreement)
        assert events[3].when == "done"
        assert plain(events[3].date) == "23 Nov"
        assert events[4].title == "Two persons release it, one of each bank"

    def test_of_a_loan_in_order_tells_the_last_paid_and_the_next_three(self):
        case = at_stage("repay")
        events = timeline.events_of(case, case.agreement)
        assert [each.when for each in events] == ["done", "done", "ahead", "ahead", "ahead"]
        assert [plain(each.date) for each in events[2:]] == ["15 Nov", "15 Dec", "15 Jan"]
        assert "clause 7.1" in events[2].second
        assert events[3].second == ""

    def test_of_a_late_loan_says_what_came_and_that_no_interest_runs_on_it(self):
        case = at_stage("late")
        events = timeline.events_of(case, case.agreement)
        late = next(each for each in events if each.when == "now")
        assert plain(late.title) == "Your turn: pay the missing ¥31,620.00"
        assert plain(late.second) == "¥19,380.00 of it came in time"
        assert "no extra interest" in events[events.index(late) + 1].second

    def test_of_a_late_loan_of_which_nothing_came_says_so(self):
        rows = (cases.row(1, date(2026, 11, 15), "late"),)
        case = replace(at_stage("late"), plan=rows)
        late = next(each for each in timeline.events_of(case, case.agreement) if each.when == "now")
        assert late.second == "nothing has come yet"

    def test_of_a_repaid_loan_ends_with_nothing_owed(self):
        case = at_stage("repaid")
        assert timeline.events_of(case, case.agreement)[-1].title == (
            "The last instalment is paid; nothing is owed"
        )


@pytest.mark.parametrize("case", STAGES)
def test_no_stage_speaks_english_on_a_chinese_page(case):
    with translation.override("zh-hans"):
        found = at_stage(case)
        said = [waiting.waiting_words(found), steps.note_of(found)]
        said += [f"{each.title}{each.second}" for each in steps.steps_of(found)]
        turn, strip = turns.turn_of(found, KEY), strips.strip_of(found)
        said += [turn.title, turn.words, turn.act.label] if turn else []
        said += [strip.sentence, strip.sum_line] if strip else []
        if found.agreement:
            said += [each.title for each in timeline.events_of(found, found.agreement)]
    letters = {
        letter for words in said for letter in words if letter.isascii() and letter.isalpha()
    }
    assert letters == set()
