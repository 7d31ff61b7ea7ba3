"""What we send to a custodian: valid by our profile before it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tenor.money import Money

from headrace.custody.ports import PaymentOrder
from headrace.gateways.iso20022.writing import PaymentUnwritable, payment_file

SPACE = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
ORDER = PaymentOrder(
    message_id="01a2099d604b7cd195516b2532b06ae1",
    end_to_end_id="01a2099d604b7f47aa31fe92813e081b",
    created_at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
    execution_date=date(2026, 11, 23),
    debtor_name="宁渡存管专户",
    debtor_account="6222020000000001",
    payee_name="宁渡阀门有限公司",
    payee_account="6228480402564890018",
    amount=Money(Decimal("300000.50")),
    purpose_code="drawdown",
    remittance="贷款发放",
)


def texts(xml: bytes, path: str) -> list[str]:
    found = etree.fromstring(xml).xpath(f"//p:{path}/text()", namespaces=SPACE)
    return [str(each) for each in found]


class TestAPaymentFile:
    def test_carries_the_payment(self):
        xml = payment_file(ORDER)
        assert texts(xml, "EndToEndId") == [ORDER.end_to_end_id]
        assert texts(xml, "InstdAmt") == ["300000.50"]
        assert texts(xml, "CtrlSum") == ["300000.50", "300000.50"]
        assert texts(xml, "Cdtr/p:Nm") == ["宁渡阀门有限公司"]
        assert texts(xml, "CdtrAcct/p:Id/p:Othr/p:Id") == ["6228480402564890018"]
        assert texts(xml, "DbtrAcct/p:Id/p:Othr/p:Id") == ["6222020000000001"]

    def test_is_the_same_for_the_same_order(self):
        assert payment_file(ORDER) == payment_file(ORDER)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"payee_name": ""},
            {"payee_name": "   "},
            {"payee_name": "长" * 141},
            {"payee_name": "a\x00b"},
            {"payee_account": "62 2848"},
            {"payee_account": ""},
            {"remittance": "x" * 141},
            {"end_to_end_id": "01a2099d-604b-7f47-aa31-fe92813e081b"},
            {"amount": Money(Decimal(0))},
            {"amount": Money(Decimal(5), "EUR")},
        ],
    )
    def test_outside_the_profile_is_refused(self, wrong):
        with pytest.raises(PaymentUnwritable):
            payment_file(replace(ORDER, **wrong))

    @given(st.text(min_size=1, max_size=140))
    def test_carries_any_name_unchanged_or_refuses_it(self, name):
        try:
            xml = payment_file(replace(ORDER, payee_name=name))
        except PaymentUnwritable:
            return
        assert texts(xml, "Cdtr/p:Nm") == [name]
