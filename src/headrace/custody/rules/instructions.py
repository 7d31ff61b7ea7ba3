"""The life of an instruction to the custodian: two keys, then sent, answered, booked."""

from enum import StrEnum

from headrace.kit.errors import N_, NotAdmitted, Refused


class State(StrEnum):
    """Where an instruction stands."""

    DRAFTED = "drafted"
    AUTHORISED = "authorised"
    SENDING = "sending"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    BOOKED = "booked"
    RETURNING = "returning"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What happens to an instruction."""

    SECOND_KEY = "second_key"
    CANCEL = "cancel"
    SEND = "send"
    DELIVERED = "delivered"
    ACCEPT = "accept"
    REJECT = "reject"
    BOOK = "book"
    RETURN = "return"


_NEXT = {
    (State.DRAFTED, Event.SECOND_KEY): State.AUTHORISED,
    (State.AUTHORISED, Event.SEND): State.SENDING,
    # Once its sending has begun nobody knows whether it left: then only the bank can say no.
    (State.DRAFTED, Event.CANCEL): State.CANCELLED,
    (State.AUTHORISED, Event.CANCEL): State.CANCELLED,
    # A crash may have come between the call and its record: sending again is safe, because the
    # custodian knows the message and the payment by their ids.
    (State.SENDING, Event.SEND): State.SENDING,
    (State.SENDING, Event.DELIVERED): State.SENT,
    (State.SENDING, Event.ACCEPT): State.ACCEPTED,
    (State.SENT, Event.ACCEPT): State.ACCEPTED,
    (State.SENDING, Event.REJECT): State.REJECTED,
    (State.SENT, Event.REJECT): State.REJECTED,
    # A bank looks again on the day of settlement.
    (State.ACCEPTED, Event.REJECT): State.REJECTED,
    # The notice of the booking may overtake the answer.
    (State.SENDING, Event.BOOK): State.BOOKED,
    (State.SENT, Event.BOOK): State.BOOKED,
    (State.ACCEPTED, Event.BOOK): State.BOOKED,
    # A refusal after the booking only announces: the money is back when the account shows it.
    (State.BOOKED, Event.REJECT): State.RETURNING,
    (State.BOOKED, Event.RETURN): State.RETURNED,
    (State.RETURNING, Event.RETURN): State.RETURNED,
}


class StepRefused(Refused):
    """The instruction is not in a state that allows the step."""

    message = N_("The instruction is “{state}”; “{event}” is not possible now.")
    remedy = N_("Reload the page to see its present state.")
    journalled = ("state", "event")

    def __init__(self, *, state: str, event: str) -> None:
        super().__init__(state=state, event=event)


class SamePerson(NotAdmitted):
    """Who prepared a payment or turned the first key may not turn this one."""

    message = N_("Each step of a payment needs another person: you have already acted on this one.")
    remedy = N_("Ask a colleague who has the duty of a checker.")


class KeyNotYours(NotAdmitted):
    """The first key belongs to the party whose money leaves."""

    message = N_("The first key belongs to the party that pays.")
    remedy = N_("A checker of the paying party releases the payment first.")


class PayerNotAdmitted(NotAdmitted):
    """The paying party holds no admitted role any more."""

    message = N_("Your organisation has no admittance in force; it releases no payment.")
    remedy = N_("Ask the authority that suspended it.")


class KeyOfTheCustodian(KeyNotYours):
    """The second key belongs to the bank that holds the money."""

    message = N_("The second key belongs to the custodian that holds the money.")
    remedy = N_("Wait for the custodian's checker to release the payment.")


class CancelNotYours(NotAdmitted):
    """A viewer of the house that prepared a payment, or a suspended custodian, would cancel it."""

    message = N_(
        "A payment is cancelled by a maker or checker of the house that prepared it, or of the"
        " custodian."
    )
    remedy = N_("Ask a colleague who has one of the two duties.")


class AuthorisationReused(Refused):
    """The client's confirmation already stands behind another payment."""

    message = N_("The client's authorisation {reference} was already used for another payment.")
    remedy = N_("Let the client confirm this payment at the custodian.")
    journalled = ("reference",)

    def __init__(self, *, reference: str) -> None:
        super().__init__(field="client_authorisation", reference=reference)


class InstructionAltered(Refused):
    """The payment differs from what the two keys released."""

    message = N_("The payment differs from the one that was released with two keys.")
    remedy = N_("Do not send it. Report this to the supervisor.")


def after(state: str, event: Event) -> State:
    """Return the state that follows; :raises StepRefused: the table has no such move."""
    try:
        return _NEXT[State(state), event]
    except KeyError:
        raise StepRefused(state=state, event=event) from None


def allows(state: str, event: Event) -> bool:
    """Say whether the table has this move."""
    return (State(state), event) in _NEXT


def check_another_person(person: object, *, acted: tuple[object, ...]) -> None:
    """Refuse a key turned by nobody, or by somebody who acted before (:raises SamePerson:)."""
    if person is None or person in acted:
        raise SamePerson
