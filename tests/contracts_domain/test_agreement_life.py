"""The life of an agreement: a table, walked pair by pair."""

from itertools import product
from uuid import UUID

import pytest

from headrace.contracts.rules.agreement import (
    AgreementMoveRefused,
    Event,
    NotASigner,
    State,
    after,
    signer_of,
)
from tests.contracts_domain.values import BANK_A, FIRM

ALLOWED = {
    (State.DRAFTED, Event.SIGNED_BY_ONE): State.SIGNING,
    (State.SIGNING, Event.SIGNED_BY_ONE): State.SIGNING,
    (State.SIGNING, Event.SIGNED_BY_ALL): State.EFFECTIVE,
    (State.DRAFTED, Event.GIVEN_UP): State.TERMINATED,
    (State.SIGNING, Event.GIVEN_UP): State.TERMINATED,
    (State.EFFECTIVE, Event.GIVEN_UP): State.TERMINATED,
    (State.EFFECTIVE, Event.LOAN_REPAID): State.COMPLETED,
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_each_pair_of_state_and_event_moves_or_is_refused(state, event):
    if (state, event) in ALLOWED:
        assert after(state, event) is ALLOWED[state, event]
        return
    with pytest.raises(AgreementMoveRefused) as refused:
        after(state, event)
    assert refused.value.facts == {"state": state.value, "event": event.value}


class TestSignerOf:
    person = UUID(int=7)

    def signer(self, party, *duties, person=person):
        return signer_of(
            person_id=person,
            organisation_id=party.party_id,
            borrower_id=FIRM.party_id,
            duties=frozenset(duties),
        )

    def test_an_owner_who_is_maker_binds_the_firm(self):
        assert self.signer(FIRM, "maker") == self.person

    def test_a_lender_is_bound_only_by_a_checker(self):
        assert self.signer(BANK_A, "checker") == self.person
        with pytest.raises(NotASigner) as refused:
            self.signer(BANK_A, "maker")
        assert refused.value.facts == {"duty": "checker"}

    def test_a_viewer_and_a_machine_bind_nobody(self):
        with pytest.raises(NotASigner):
            self.signer(FIRM, "viewer")
        with pytest.raises(NotASigner):
            self.signer(FIRM, "maker", person=None)
