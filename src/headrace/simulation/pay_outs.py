"""What the town leaves for the custodian's clerk: an account to verify, a payment to release."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from tenor.money import Money

from headrace.custody import services as custody
from headrace.simulation.clerk import Custodian
from headrace.simulation.keys import key_of
from headrace.simulation.lenders import Bank

_TAKEN_OUT: Final = Money(Decimal(500_000))


def leave_for_the_clerk(custodian: Custodian, banks: Sequence[Bank], at: datetime) -> None:
    """Let a bank tell its account, and another ask for free money and turn the first key."""
    first, second, *_others = banks
    _tell(custodian, first, "6217990100000102", at)
    custody.verify_bank_account(
        key=key_of("verify", second.login),
        by=custodian.desk.checker(at),
        bank_account_id=_tell(custodian, second, "6217990100000203", at),
        at=at,
    )
    instruction_id = custody.request_pay_out(
        key=key_of("pay-out", second.login),
        by=second.desk.maker(at),
        book_id=custodian.book_id,
        amount=_TAKEN_OUT,
        at=at,
    )
    custody.approve_instruction(
        key=key_of("first-key", instruction_id),
        by=second.desk.checker(at),
        instruction_id=instruction_id,
        at=at,
    )


def _tell(custodian: Custodian, bank: Bank, number: str, at: datetime) -> UUID:
    return custody.tell_bank_account(
        key=key_of("account", bank.login),
        by=bank.desk.maker(at),
        book_id=custodian.book_id,
        number=number,
        at=at,
    )
