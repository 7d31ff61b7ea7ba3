"""The life of a loan: what may happen in which state, and nothing else."""

import pytest
from tenor.loan import NEXT, Event, State, TransitionRefused, after, events_in

FINAL = {State.CANCELLED, State.REPAID}


class TestAfter:
    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("event", Event)
    def test_knows_an_answer_or_a_refusal_for_every_pair(self, state, event):
        if (state, event) in NEXT:
            assert after(state, event) is NEXT[state, event]
            return
        with pytest.raises(TransitionRefused) as refused:
            after(state, event)
        assert (refused.value.state, refused.value.event) == (state, event)

    def test_leads_from_the_agreement_to_the_last_repayment(self):
        state = State.AGREED
        for event in (
            Event.DRAWDOWN,
            Event.INSTALMENT_PAID,
            Event.INSTALMENT_MISSED,
            Event.ARREARS_CLEARED,
            Event.LAST_INSTALMENT_PAID,
        ):
            state = after(state, event)
        assert state is State.REPAID

    def test_leads_from_arrears_to_a_claim_written_off_that_may_still_be_paid(self):
        state = State.IN_ARREARS
        for event in (Event.CALL, Event.WRITE_OFF, Event.RECOVERY, Event.LAST_INSTALMENT_PAID):
            state = after(state, event)
        assert state is State.REPAID

    def test_never_draws_on_a_loan_in_arrears_nor_writes_off_a_healthy_one(self):
        for state, event in [
            (State.IN_ARREARS, Event.DRAWDOWN),
            (State.DRAWN, Event.WRITE_OFF),
            (State.AGREED, Event.LAST_INSTALMENT_PAID),
        ]:
            with pytest.raises(TransitionRefused):
                after(state, event)


class TestTable:
    def test_reaches_every_state_from_the_agreement(self):
        reached = {State.AGREED}
        for _ in State:
            reached |= {after for (before, _), after in NEXT.items() if before in reached}
        assert reached == set(State)

    def test_ends_only_in_the_final_states(self):
        assert {state for state in State if not events_in(state)} == FINAL

    def test_lists_what_may_happen_in_the_order_of_events(self):
        assert events_in(State.AGREED) == (Event.CANCELLATION, Event.DRAWDOWN)
