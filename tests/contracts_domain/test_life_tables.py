"""The life of an agreement and of its loan, written out a second time as people read them."""

from datetime import date
from itertools import product as pairs
from uuid import UUID

import pytest
from tenor.loan import State as LoanState
from tenor.loan import TransitionRefused

from headrace.contracts.rules import agreement as life
from headrace.contracts.rules import closing, servicing
from headrace.contracts.rules.agreement import Event, State
from headrace.contracts.rules.oversight import overseen_prefix
from headrace.contracts.rules.reference import payment_reference

FIRM, BANK, PERSON = UUID(int=1), UUID(int=2), UUID(int=3)


class TestAgreement:
    @pytest.mark.parametrize("event", list(Event))
    @pytest.mark.parametrize("ended", [State.COMPLETED, State.TERMINATED])
    def test_that_has_ended_moves_no_more(self, ended, event):
        with pytest.raises(life.AgreementMoveRefused) as refused:
            life.after(ended, event)
        assert refused.value.facts == {"state": ended.value, "event": event.value}

    @pytest.mark.parametrize(
        ("state", "signatures", "follows"),
        [
            (State.DRAFTED, 1, State.SIGNING),
            (State.DRAFTED, 2, State.SIGNING),
            (State.DRAFTED, 9, State.SIGNING),
        ],
    )
    def test_stays_in_signing_however_many_sign_until_the_last(self, state, signatures, follows):
        for _ in range(signatures):
            state = life.after(state, Event.SIGNED_BY_ONE)
        assert state is follows
        assert life.after(state, Event.SIGNED_BY_ALL) is State.EFFECTIVE

    @pytest.mark.parametrize("state", [each for each in State if each is not State.SIGNING])
    def test_is_made_effective_by_signatures_alone(self, state):
        with pytest.raises(life.AgreementMoveRefused):
            life.after(state, Event.SIGNED_BY_ALL)

    def test_is_completed_by_a_repaid_loan_alone(self):
        assert life.after(State.EFFECTIVE, Event.LOAN_REPAID) is State.COMPLETED
        for state in set(State) - {State.EFFECTIVE}:
            with pytest.raises(life.AgreementMoveRefused):
                life.after(state, Event.LOAN_REPAID)

    def test_takes_no_signature_once_it_is_effective(self):
        with pytest.raises(life.AgreementMoveRefused):
            life.after(State.EFFECTIVE, Event.SIGNED_BY_ONE)


class TestSigner:
    def signer(self, *, of, duties, person=PERSON):
        return life.signer_of(
            person_id=person,
            organisation_id=of,
            borrower_id=FIRM,
            duties=frozenset(duties),
        )

    @pytest.mark.parametrize(
        ("of", "duties"),
        [
            (FIRM, {"maker"}),
            (FIRM, {"maker", "checker"}),
            (BANK, {"checker"}),
            (BANK, {"checker", "viewer"}),
        ],
    )
    def test_is_a_maker_of_the_firm_or_a_checker_of_a_lender(self, of, duties):
        assert self.signer(of=of, duties=duties) == PERSON

    @pytest.mark.parametrize(
        ("of", "duties", "needed"),
        [
            (FIRM, {"checker"}, "maker"),
            (FIRM, {"viewer"}, "maker"),
            (FIRM, set(), "maker"),
            (BANK, {"maker"}, "checker"),
            (BANK, {"viewer"}, "checker"),
            (BANK, set(), "checker"),
        ],
    )
    def test_with_another_duty_is_told_which_one_it_takes(self, of, duties, needed):
        with pytest.raises(life.NotASigner) as refused:
            self.signer(of=of, duties=duties)
        assert refused.value.facts == {"duty": needed}

    @pytest.mark.parametrize("of", [FIRM, BANK])
    def test_is_never_a_program(self, of):
        with pytest.raises(life.NotASigner):
            self.signer(of=of, duties={"maker", "checker"}, person=None)


# Rows: the loan before a payment. Columns: what the payment left open.
# "some": late rows remain; "cleared": nothing is late any more; "all": nothing is open at all.
AFTER_PAYMENT = {
    "agreed": (None, None, None),
    "cancelled": (None, None, None),
    "drawn": ("drawn", "drawn", "repaid"),
    "in_arrears": ("in_arrears", "drawn", "repaid"),
    "restructured": ("restructured", "restructured", "repaid"),
    "called": ("called", "called", "repaid"),
    "written_off": ("written_off", "written_off", "repaid"),
    "repaid": (None, None, None),
}


class TestLoan:
    @pytest.mark.parametrize(
        ("state", "column"), list(pairs(AFTER_PAYMENT, ("some", "cleared", "all")))
    )
    def test_after_a_payment_stands_as_the_table_says(self, state, column):
        follows = AFTER_PAYMENT[state][("some", "cleared", "all").index(column)]
        left = {"cleared": column != "some", "repaid": column == "all"}
        if follows is None:
            with pytest.raises(TransitionRefused):
                servicing.next_state(LoanState(state), **left)
        else:
            assert servicing.next_state(LoanState(state), **left).value == follows


class TestCloseOfADay:
    @pytest.mark.parametrize(
        ("before", "after", "passes"),
        [
            (0, 1, False),
            (0, 30, False),
            (0, 31, True),
            (0, 365, True),
            (29, 30, False),
            (30, 31, True),
            (30, 30, False),
            (31, 32, False),
            (31, 0, False),
            (45, 31, False),
        ],
    )
    def test_passes_the_mark_of_thirty_days_once(self, before, after, passes):
        assert closing.becomes_serious(before=before, after=after) is passes

    @pytest.mark.parametrize("asked", [date(2026, 4, 6), date(2026, 4, 7), date(2027, 1, 1)])
    def test_follows_the_last_one_or_repeats_it(self, asked):
        closing.check_order(asked=asked, last=date(2026, 4, 6))

    def test_may_be_the_first_on_any_day(self):
        closing.check_order(asked=date(1999, 1, 1), last=None)

    @pytest.mark.parametrize("asked", [date(2026, 4, 5), date(2025, 12, 31)])
    def test_never_goes_back(self, asked):
        with pytest.raises(closing.DayAlreadyPast) as refused:
            closing.check_order(asked=asked, last=date(2026, 4, 6))
        assert refused.value.facts == {"last": "2026-04-06", "asked": asked.isoformat()}


class TestOversight:
    @pytest.mark.parametrize(
        ("office", "prefix"),
        [
            ("330280", "330280"),
            ("330200", "3302"),
            ("331000", "3310"),
            ("300000", "30"),
            ("100000", "10"),
            ("000001", "000001"),
            ("000100", "0001"),
            ("3302820", None),
            ("      ", None),
            ("33-282", None),
        ],
    )
    def test_is_read_two_digits_at_a_time(self, office, prefix):
        assert overseen_prefix(office) == prefix


class TestReference:
    @pytest.mark.parametrize(
        ("digest", "reference"),
        [
            (bytes(7), "HRAAAAAAAAAA"),
            (b"\xff" * 7, "HR7777777777"),
            (b"\x00\x44\x32\x14\xc7\x42\x54", "HRABCDEFGHIJ"),
        ],
    )
    def test_spells_fifty_bits_in_letters_and_digits(self, digest, reference):
        assert payment_reference(digest) == reference

    def test_does_not_look_beyond_the_seventh_byte(self):
        assert payment_reference(bytes(7) + b"x" * 25) == payment_reference(bytes(32))
