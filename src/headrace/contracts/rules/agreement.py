"""The life of an agreement as a table, and who may sign it."""

from enum import StrEnum
from uuid import UUID

from headrace.kit.errors import N_, NotAdmitted, Refused


class State(StrEnum):
    """Where an agreement stands."""

    DRAFTED = "drafted"
    SIGNING = "signing"
    EFFECTIVE = "effective"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class Event(StrEnum):
    """What moves an agreement on."""

    SIGNED_BY_ONE = "signed_by_one"
    SIGNED_BY_ALL = "signed_by_all"
    LOAN_REPAID = "loan_repaid"
    GIVEN_UP = "given_up"


_NEXT = {
    (State.DRAFTED, Event.SIGNED_BY_ONE): State.SIGNING,
    (State.SIGNING, Event.SIGNED_BY_ONE): State.SIGNING,
    (State.SIGNING, Event.SIGNED_BY_ALL): State.EFFECTIVE,
    (State.DRAFTED, Event.GIVEN_UP): State.TERMINATED,
    (State.SIGNING, Event.GIVEN_UP): State.TERMINATED,
    (State.EFFECTIVE, Event.GIVEN_UP): State.TERMINATED,
    (State.EFFECTIVE, Event.LOAN_REPAID): State.COMPLETED,
}

_DUTY_OF_BORROWER, _DUTY_OF_LENDER = "maker", "checker"


class AgreementMoveRefused(Refused):
    """The agreement's present state does not allow this step."""

    message = N_("As the agreement stands, this step is not possible.")
    remedy = N_("Look at the agreement's page for the step that comes next.")

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(field="agreement_id", state=state.value, event=event.value)


class PartyNotAdmitted(Refused):
    """A party was suspended or has left: it is neither lent to nor lends."""

    message = N_("A party of this agreement is not admitted to the centre at present.")
    remedy = N_("Wait until its admission is in force again, or give the agreement up.")
    journalled = ("party",)

    def __init__(self, party_id: UUID) -> None:
        super().__init__(field="agreement_id", party=str(party_id))


class MoneyUnderWay(Refused):
    """The money is on its way or was lent: what is owed cannot be given up."""

    message = N_("The money of this agreement is on its way or was drawn.")
    remedy = N_("A loan that was drawn ends by being repaid.")

    def __init__(self) -> None:
        super().__init__(field="agreement_id")


class NotASigner(NotAdmitted):
    """The person lacks the duty that binds the organisation."""

    message = N_("A maker signs for the enterprise, a checker for a lender; you are neither here.")
    remedy = N_("Ask a colleague who has that duty.")

    def __init__(self, *, duty: str) -> None:
        super().__init__(field="signature", duty=duty)


def after(state: State, event: Event) -> State:
    """
    Return the state that follows.

    :raises AgreementMoveRefused: the table has no such move
    """
    try:
        return _NEXT[state, event]
    except KeyError:
        raise AgreementMoveRefused(state, event) from None


def signer_of(
    *,
    person_id: UUID | None,
    organisation_id: UUID,
    borrower_id: UUID,
    duties: frozenset[str],
) -> UUID:
    """
    Return the person who may sign: a maker binds the enterprise, only a checker binds a lender.

    An owner is often alone in the firm; a lender commits others' money, so four eyes apply.

    :raises NotASigner: the person lacks the duty, or it is no person at all
    """
    duty = _DUTY_OF_BORROWER if organisation_id == borrower_id else _DUTY_OF_LENDER
    if person_id is None or duty not in duties:
        raise NotASigner(duty=duty)
    return person_id
