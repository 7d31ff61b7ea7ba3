"""The custodian's bank of the demo town and of the tests: mock-bank, spoken to in ISO 20022."""

from headrace.gateways.mock_bank.channel import MockBankChannel
from headrace.gateways.mock_bank.server import BankRefused, MockBank

__all__ = ["BankRefused", "MockBank", "MockBankChannel"]
