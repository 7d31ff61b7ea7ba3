"""The gates of a drawdown: every one must be open before an instruction is prepared."""

from dataclasses import dataclass
from uuid import UUID

from headrace.contracts.rules.agreement import State
from headrace.kit.errors import N_, Refused


class AgreementNotEffective(Refused):
    """Not all parties have signed, or the agreement has ended."""

    message = N_("Money can be drawn once every party has signed, while the agreement lasts.")
    remedy = N_("Look at the agreement's page for who has still to sign.")

    def __init__(self, state: State) -> None:
        super().__init__(field="agreement_id", state=state.value)


class AlreadyDrawn(Refused):
    """A drawdown is under way or done."""

    message = N_("The money of this agreement is already drawn or on its way.")
    remedy = N_("Follow the drawdown that is under way.")

    def __init__(self) -> None:
        super().__init__(field="agreement_id")


class PartyFrozen(Refused):
    """The supervisor has frozen an account of the borrower or of a lender."""

    message = N_("The supervisor has frozen an account that this payment needs.")
    remedy = N_("Ask the supervisor named in the order; the payment can go once it is lifted.")
    journalled = ("party",)

    def __init__(self, party_id: UUID) -> None:
        super().__init__(field="agreement_id", party=str(party_id))


class FundSourceNotAdmitted(Refused):
    """A lender's declared source of funds is not, or is no longer, admitted."""

    message = N_("A lender has no admitted source of funds for {amount}.")
    remedy = N_("The lender declares a source and the government admits it.")
    journalled = ("lender", "amount")

    def __init__(self, *, lender_id: UUID, amount: str) -> None:
        super().__init__(field="agreement_id", lender=str(lender_id), amount=amount)


class PayeeNotAgreed(Refused):
    """The payee is neither the enterprise itself nor named in the agreement."""

    message = N_("{payee} is neither the borrower nor a supplier named in the agreement.")
    remedy = N_("Pay the borrower's own account, or a supplier named in the agreement.")

    def __init__(self, payee: str) -> None:
        super().__init__(field="payee_name", payee=payee)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a drawdown at the moment it is asked for."""

    state: State
    drawn: bool
    frozen_party: UUID | None
    uncovered_lender: UUID | None
    amount: str
    borrower_name: str
    agreed_payees: tuple[str, ...]
    payee_name: str


def check(facts: Facts) -> None:
    """
    Let a drawdown pass only when every gate is open.

    :raises AgreementNotEffective: :raises AlreadyDrawn: :raises PartyFrozen:
    :raises FundSourceNotAdmitted: :raises PayeeNotAgreed:
    """
    if facts.state is not State.EFFECTIVE:
        raise AgreementNotEffective(facts.state)
    if facts.drawn:
        raise AlreadyDrawn
    if facts.frozen_party is not None:
        raise PartyFrozen(facts.frozen_party)
    if facts.uncovered_lender is not None:
        raise FundSourceNotAdmitted(lender_id=facts.uncovered_lender, amount=facts.amount)
    if facts.payee_name.strip() not in (facts.borrower_name, *facts.agreed_payees):
        raise PayeeNotAgreed(facts.payee_name)
