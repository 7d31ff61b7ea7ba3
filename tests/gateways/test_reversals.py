"""A payment that comes back, in each dress that a bank gives it."""

import pytest

from headrace.custody.ports import Entry, Notification
from headrace.gateways.iso20022.reading import read
from headrace.gateways.iso20022.xml import MessageUnreadable
from tests.gateways.letters import BALANCES, details, line, notice, statement, tag

OURS = tag("Refs", tag("EndToEndId", "0" * 32))
AC04 = tag("RtrInf", tag("Rsn", tag("Cd", "AC04")))


def only(xml: bytes) -> Entry:
    (entry,) = read(xml).entries
    return entry


@pytest.mark.parametrize(
    ("parts", "reversal", "told"),
    [
        ((details(OURS),), "", ""),
        ((details(OURS),), "false", ""),
        ((details(OURS),), "0", ""),
        ((details(OURS),), "true", "NARR"),
        ((details(OURS),), "1", "NARR"),
        ((), "true", "NARR"),
        ((details(OURS, AC04),), "", "AC04"),
        ((details(OURS, AC04),), "false", "AC04"),
        ((details(OURS, AC04),), "true", "AC04"),
        ((details(OURS, tag("RtrInf")),), "", "NARR"),
    ],
)
@pytest.mark.parametrize("kind", ["camt.052", "camt.054"])
def test_a_return_is_told_by_its_reason_or_by_the_reversal(kind, parts, reversal, told):
    found = only(notice(line(parts=parts, reversal=reversal), kind=kind))
    assert found.return_reason == told


def test_a_statement_tells_it_alike():
    found = only(statement(BALANCES, line(parts=(details(OURS),), reversal="true")))
    assert (found.credit, found.return_reason, found.end_to_end_id) == (True, "NARR", "0" * 32)


def test_every_part_of_a_reversed_batch_comes_back():
    parts = [
        details(OURS, '<Amt Ccy="CNY">1000.00</Amt>'),
        details(OURS, '<Amt Ccy="CNY">250.00</Amt>', AC04),
    ]
    message = read(notice(line(parts=parts, reversal="true")))
    assert isinstance(message, Notification)
    assert [each.return_reason for each in message.entries] == ["NARR", "AC04"]


def test_a_reversed_debit_stays_on_its_side():
    found = only(notice(line(side="DBIT", reversal="true")))
    assert (found.credit, found.return_reason) == (False, "NARR")


def test_a_reversal_that_holds_elements_is_not_guessed():
    with pytest.raises(MessageUnreadable):
        read(notice(line(reversal="<Cd>true</Cd>")))
