"""How we speak to the pretend bank, without one that runs: its names, its folder, its silence."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.custody.ports import CustodianSilent, Notification, Statement, StatusReport
from headrace.gateways.mock_bank import MockBank, MockBankChannel
from headrace.gateways.mock_bank.server import account_label
from tests.gateways.letters import NUMBERED, line, notice, payment_status, statement, status_report
from tests.kit.tongues import in_english, is_told_in_both

NUMBER = "6222020000000001"


def iban(number: str) -> str:
    return f"<Acct><Id><IBAN>{account_label(number)}</IBAN></Id></Acct>"


class _Folder(MockBank):
    """The bank's folder alone: nothing has to be done for what lies in it already."""

    def settle(self) -> None:
        """The messages below are all there."""


@pytest.fixture
def bank(tmp_path):
    (tmp_path / "outbox").mkdir()
    return _Folder(tmp_path)


@pytest.fixture
def channel(bank):
    return MockBankChannel(bank)


class TestTheNameOfAnAccount:
    @given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=30))
    def test_has_check_digits_that_anyone_can_check(self, number):
        # ISO 13616: move the first four signs to the end, letters to figures, the rest is 1 of 97.
        label = account_label(number)
        turned = label[4:] + label[:4]

        assert int("".join(str(int(each, 36)) for each in turned)) % 97 == 1

    def test_keeps_the_number_whole(self):
        assert account_label(NUMBER) == f"CN{account_label(NUMBER)[2:4]}{NUMBER}"

    def test_has_two_check_digits_even_where_the_first_is_a_nought(self):
        labels = [account_label(f"62220200000{each:05}") for each in range(200)]

        assert {len(each) for each in labels} == {20}
        assert any(each[2] == "0" for each in labels)


class TestReading:
    @pytest.mark.parametrize(
        ("account", "number"),
        [
            (iban(NUMBER), NUMBER),
            (NUMBERED, NUMBER),
            ("<Acct><Id><IBAN>CN006222020000000001</IBAN></Id></Acct>", f"CN00{NUMBER}"),
            ("<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>", "DE89370400440532013000"),
        ],
        ids=["the label", "the number", "wrong check digits", "another country"],
    )
    def test_gives_the_account_its_own_number_back(self, channel, account, number):
        assert channel.read(notice(line(), account=account)).account == number

    def test_leaves_everything_else_of_a_message_alone(self, channel):
        plain, labelled = notice(line()), notice(line(), account=iban(NUMBER))

        assert channel.read(labelled) == channel.read(plain)
        assert isinstance(channel.read(labelled), Notification)
        assert isinstance(channel.read(statement(account=iban(NUMBER))), Statement)

    def test_takes_an_answer_as_it_is(self, channel):
        found = channel.read(status_report(payment_status("E-1", "ACCP")))

        assert isinstance(found, StatusReport)


class TestTheOutbox:
    def put(self, bank: MockBank, *names: str) -> None:
        for name in names:
            (bank.outbox / f"{name}.xml").write_text(name)

    def fetched(self, channel: MockBankChannel, after: str = "") -> list[tuple[str, str]]:
        return [(each.cursor, each.xml.decode()) for each in channel.fetch_messages(NUMBER, after)]

    def test_is_read_by_number_and_not_by_name(self, bank, channel):
        self.put(bank, f"camt.054-{NUMBER}-10", f"camt.053-{NUMBER}-9", f"pain.002-{NUMBER}-100")

        assert [cursor for cursor, _ in self.fetched(channel)] == ["9", "10", "100"]

    @pytest.mark.parametrize(
        ("after", "left"),
        [("", ["9", "10", "100"]), ("9", ["10", "100"]), ("99", ["100"]), ("100", [])],
    )
    def test_goes_on_after_the_cursor(self, bank, channel, after, left):
        self.put(bank, *(f"camt.054-{NUMBER}-{each}" for each in (9, 10, 100)))

        assert [cursor for cursor, _ in self.fetched(channel, after)] == left

    def test_holds_other_accounts_messages_back(self, bank, channel):
        self.put(bank, f"camt.054-{NUMBER}-1", "camt.054-6222029999999999-2")

        assert [cursor for cursor, _ in self.fetched(channel)] == ["1"]

    @pytest.mark.parametrize(
        ("kind", "taken"),
        [
            ("pain.002", True),
            ("camt.052", True),
            ("camt.053", True),
            ("camt.054", True),
            ("pacs.004", False),
            ("camt.029", False),
            ("pain.001", False),
        ],
    )
    def test_gives_only_the_kinds_that_we_read(self, bank, channel, kind, taken):
        self.put(bank, f"{kind}-{NUMBER}-1")

        assert bool(self.fetched(channel)) is taken

    def test_passes_over_what_is_still_being_written(self, bank, channel):
        (bank.outbox / f"camt.054-{NUMBER}-1.xml.part").write_text("half")

        assert self.fetched(channel) == []

    def test_gives_the_bytes_as_they_lie_there(self, bank, channel):
        content = notice(line()) + b"\r\n\r\n"
        (bank.outbox / f"camt.054-{NUMBER}-1.xml").write_bytes(content)

        (envelope,) = channel.fetch_messages(NUMBER, "")
        assert envelope.xml == content


class TestSilence:
    @pytest.mark.parametrize(
        "address",
        [None, "http://127.0.0.1:1"],
        ids=["nobody has started the bank", "nobody listens any more"],
    )
    def test_is_an_unreachable_custodian_and_no_fault_of_ours(self, bank, channel, address):
        if address is not None:
            (bank.folder / "address").write_text(address)

        with pytest.raises(CustodianSilent) as refusal:
            channel.submit(b"<Document/>")

        assert refusal.value.status == 503
        assert is_told_in_both(refusal.value)
        assert in_english(refusal.value).remedy == (
            "The payment is sent again under the same id; it cannot be made twice."
        )


class TestTheFolder:
    def test_keeps_the_day_for_the_next_start(self, bank):
        (bank.folder / "clock").write_text("2026-11-23")

        assert bank.today == date(2026, 11, 23)

    def test_of_a_bank_that_somebody_else_runs_is_not_ours_to_stop(self, tmp_path):
        attached = MockBank.attached(tmp_path)

        attached.stop()

        assert attached.folder == tmp_path

    def test_speaks_to_the_loopback_past_every_proxy(self, tmp_path, monkeypatch):
        # Given an environment that sends everybody to a proxy
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

        # Then none of those who open the bank's addresses knows of it
        openers = MockBank.attached(tmp_path)._opener.handlers
        assert [each.proxies for each in openers if getattr(each, "proxies", None)] == []


class TestSubmitting:
    """What we make of the bank's list of answers that wait."""

    def channel_that_hears(self, queued: list[dict]) -> tuple[MockBankChannel, list[str]]:
        asked: list[str] = []

        def send(method: str, path: str, content: bytes | None, kind: str) -> tuple[int, bytes]:
            asked.append(f"{method} {path}")
            if method == "POST":
                return 202, json.dumps({"queued": queued}).encode()
            return 200, b"<answer/>"

        return MockBankChannel(SimpleNamespace(send=send)), asked  # type: ignore[arg-type]

    def test_returns_the_answer_that_the_bank_has_ready(self):
        queued = [{"type": "pain.002.001.10", "id": 7, "released": True}]
        channel, asked = self.channel_that_hears(queued)

        assert channel.submit(b"<Document/>") == b"<answer/>"
        assert asked == ["POST /payments", "GET /_mock/mailbox/7"]

    @pytest.mark.parametrize(
        "queued",
        [
            [],
            [{"type": "pain.002.001.10", "id": 7, "released": False}],
            [{"type": "pain.002.001.10", "id": 7}],
            [{"type": "camt.054.001.08", "id": 8, "released": True}],
        ],
        ids=["nothing", "held back", "unsaid", "another kind"],
    )
    def test_returns_nothing_where_the_answer_comes_later(self, queued):
        channel, asked = self.channel_that_hears(queued)

        assert channel.submit(b"<Document/>") is None
        assert asked == ["POST /payments"]
