"""The pretend bank as we start, drive and ask it."""

import os
import time
from datetime import date
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.custody.ports import CustodianSilent, Notification, Statement
from headrace.gateways.mock_bank import BankRefused, MockBank, MockBankChannel
from headrace.gateways.mock_bank.server import account_label

ACCOUNT = "6222020000000001"
FRIDAY = date(2026, 11, 27)


@pytest.fixture
def bank(tmp_path):
    running = MockBank.start(tmp_path / "bank", on=FRIDAY)
    running.open_account(number=ACCOUNT, name="存管专户")
    yield running
    running.stop()


@pytest.fixture
def channel(bank):
    return MockBankChannel(bank)


def pay_in(bank: MockBank, amount: str) -> None:
    bank.pay_in(
        account=ACCOUNT, amount=Money(Decimal(amount)), reference="HAREFERENCE2", payer_name="甲"
    )


class TestTheBank:
    def test_holds_yuan_and_tells_of_money_that_arrives(self, bank, channel):
        pay_in(bank, "12.50")
        (notice,) = (channel.read(each.xml) for each in channel.fetch_messages(ACCOUNT, ""))
        assert isinstance(notice, Notification)
        assert notice.account == ACCOUNT
        assert [each.amount for each in notice.entries] == [Money(Decimal("12.50"))]

    def test_lives_by_the_days_it_is_driven_to(self, bank, channel):
        # Friday, a week-end, Monday: two business days are closed
        bank.drive(date(2026, 12, 1))
        told = [channel.read(each.xml) for each in channel.fetch_messages(ACCOUNT, "")]
        assert all(isinstance(each, Statement) for each in told)
        assert [(each.number, each.on) for each in told] == [
            (1, FRIDAY),
            (2, date(2026, 11, 30)),
        ]

    def test_keeps_holidays(self, bank, channel):
        bank.close_on([date(2026, 11, 30)])
        bank.drive(date(2026, 12, 2))
        told = [channel.read(each.xml) for each in channel.fetch_messages(ACCOUNT, "")]
        assert [each.on for each in told] == [FRIDAY, date(2026, 12, 1)]

    def test_does_not_go_back(self, bank):
        bank.drive(FRIDAY)
        with pytest.raises(BankRefused):
            bank.drive(date(2026, 11, 26))

    def test_goes_on_where_it_stopped(self, bank, channel):
        pay_in(bank, "12.50")
        bank.drive(date(2026, 12, 1))
        bank.stop()
        again = MockBank.start(bank.folder, on=FRIDAY)
        try:
            again.open_account(number=ACCOUNT, name="存管专户")
            assert again.today == date(2026, 12, 1)
            again.drive(date(2026, 12, 2))
            last = channel.read(MockBankChannel(again).fetch_messages(ACCOUNT, "")[-1].xml)
            assert (last.number, last.opening) == (3, Money(Decimal("12.50")))
        finally:
            again.stop()

    def test_is_reached_by_another_process_through_its_folder(self, bank):
        other = MockBank.attached(bank.folder)
        assert ACCOUNT in {each["id"] for each in other.call("GET", "/_mock/accounts")}

    def test_that_is_not_there_is_silent(self, tmp_path):
        with pytest.raises(CustodianSilent):
            MockBankChannel(MockBank.attached(tmp_path)).fetch_messages(ACCOUNT, "")

    def test_ends_when_it_is_told_to(self, bank):
        process = bank._process
        bank.stop()
        assert process.returncode == 0
        with pytest.raises(CustodianSilent):
            bank.settle()


def test_the_bank_ends_with_the_process_that_started_it(tmp_path):
    started = (
        "import sys, time; from pathlib import Path; from datetime import date;"
        "from headrace.gateways.mock_bank import MockBank;"
        f"bank = MockBank.start(Path({str(tmp_path)!r}), on=date(2026, 11, 23));"
        "print(bank._process.pid, flush=True); time.sleep(60)"
    )
    import subprocess
    import sys

    parent = subprocess.Popen([sys.executable, "-c", started], stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    patience = time.monotonic() + 10
    while _alive(child) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_messages_after_a_cursor_are_new_ones_only(bank, channel):
    pay_in(bank, "1.00")
    (first,) = channel.fetch_messages(ACCOUNT, "")
    pay_in(bank, "2.00")
    (second,) = channel.fetch_messages(ACCOUNT, first.cursor)
    assert second.cursor != first.cursor
    assert channel.fetch_messages(ACCOUNT, second.cursor) == ()
    assert len(channel.fetch_messages(ACCOUNT, "")) == 2


def test_an_account_label_has_the_check_digits_that_the_bank_insists_on():
    label = account_label(ACCOUNT)
    assert label == "CN766222020000000001"
    assert int("".join(str(int(each, 36)) for each in label[4:] + label[:4])) % 97 == 1
