"""What a lender does with a request that it was shown: every pair of state and act is walked."""

from itertools import product as pairs

import pytest

from headrace.market.rules import push
from headrace.market.rules.push import Event, State

# Rows: where the request stands on the desk. Columns: open, act, mute, decline, end.
WALKED = {
    State.SHOWN: ("opened", "acted", "muted", "declined", "ended"),
    State.OPENED: ("opened", "acted", "muted", "declined", "ended"),
    State.ACTED: ("acted", "acted", None, None, None),
    State.MUTED: ("muted", "acted", None, None, None),
    State.DECLINED: ("declined", None, None, None, None),
    State.ENDED: (None, None, None, None, None),
}
COLUMNS = (Event.OPEN, Event.ACT, Event.MUTE, Event.DECLINE, Event.END)


class TestPush:
    @pytest.mark.parametrize(("state", "event"), list(pairs(State, Event)))
    def test_moves_as_the_written_table_says_and_in_no_other_way(self, state, event):
        follows = WALKED[state][COLUMNS.index(event)]
        if follows is not None:
            assert push.after(state, event) == follows
            return
        with pytest.raises(push.PushStateRefused) as refused:
            push.after(state, event)
        assert refused.value.facts == {"state": state.value, "event": event.value}

    def test_that_was_only_looked_at_again_keeps_its_decision(self):
        for state in (State.ACTED, State.MUTED, State.DECLINED):
            assert push.after(state, Event.OPEN) is state

    def test_that_was_muted_can_still_be_acted_on(self):
        assert push.after(State.MUTED, Event.ACT) is State.ACTED

    def test_waits_until_somebody_decides_and_stays_on_the_desk_once_acted_on(self):
        assert {each.value for each in push.WAITING} == {"shown", "opened"}
        assert {each.value for each in push.ON_THE_DESK} == {"shown", "opened", "acted"}

    def test_that_waits_can_always_be_ended_and_one_that_was_decided_never(self):
        for state in State:
            assert ((state, Event.END) in push.NEXT) is (state in push.WAITING)


class TestDecline:
    @pytest.mark.parametrize(
        "code",
        ["too_risky", "too_much_debt", "purpose", "sector", "evidence", "capacity", "other"],
    )
    def test_with_a_known_reason_and_a_sentence_passes(self, code):
        push.check_decline(code, "Two buyers less and we would look again.")

    @pytest.mark.parametrize("code", ["", "Too_risky", "colour", "too_risky "])
    def test_under_a_reason_of_ones_own_making_is_refused(self, code):
        with pytest.raises(push.DeclineUnexplained):
            push.check_decline(code, "We do not like it.")

    @pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u3000"])
    def test_without_a_sentence_for_the_firm_is_refused(self, text):
        with pytest.raises(push.DeclineUnexplained):
            push.check_decline("too_risky", text)
