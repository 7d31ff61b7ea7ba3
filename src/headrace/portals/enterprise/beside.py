"""What a contract's page needs beside the standing."""

from dataclasses import dataclass

from headrace.contracts import queries as contracts


@dataclass(frozen=True, slots=True)
class Beside:
    """What the contract's page needs beside the standing."""

    repayments: tuple[contracts.RepaymentView, ...] = ()
    others: tuple[contracts.AgreementView, ...] = ()
    pay_url: str = ""
    typed_account: str = ""
    wrong_account: str = ""
    signing: bool = False
