"""Every refusal about an offer, as lender and firm meet it in either language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from tenor.money import Money

from headrace.kit.refusals import _kept
from headrace.market.rules import offer
from tests.products.saying import Said, said_by

ONE, TWO = UUID(int=1), UUID(int=2)
HOUR = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RULE = {
    "rule_id": str(UUID(int=9)),
    "rule_key": "market.ceiling",
    "pack": "CN-CURRENT",
    "source": "a decree",
    "lender_type": "bank",
    "explanation_en": "Four times the loan prime rate.",
    "explanation_zh": "一年期贷款市场报价利率的四倍。",
}


def yuan(amount):
    return Money(Decimal(amount))


def breach(*, fee):
    return offer.Breach(
        demand_id=ONE,
        lender_id=TWO,
        yearly_cost=Decimal("0.12345"),
        ceiling=Decimal("0.12"),
        fee=fee,
        on=date(2026, 11, 23),
        rule=RULE,
    )


SPECIFIED = [
    (
        offer.OfferStateRefused(offer.State.LAPSED, offer.Event.CHOOSE),
        Said(
            409,
            "market/offer-state-refused",
            "offer_id",
            (),
            (
                "The offer is lapsed; this step is not possible now.",
                "Look at the offer again: something has happened meanwhile.",
            ),
            (
                "报价当前状态为 lapsed，暂不能执行此步骤。",
                "请重新查看报价：期间情况已有变化。",
            ),
        ),
    ),
    (
        offer.OfferLapsed(HOUR),
        Said(
            409,
            "market/offer-lapsed",
            "offer_id",
            (),
            (
                "The offer lapsed at 2026-11-23T09:00:00+00:00.",
                "Ask the lender for a new one.",
            ),
            ("报价已于 2026-11-23T09:00:00+00:00 失效。", "请向出借方索取新的报价。"),
        ),
    ),
    (
        offer.ExpiryOutOfRange(HOUR),
        Said(
            422,
            "market/expiry-out-of-range",
            "expires_at",
            (),
            (
                "The offer must end after now and by 2026-11-23T09:00:00+00:00.",
                "Choose an end before the request's own.",
            ),
            (
                "报价的截止时间应晚于现在且不晚于 2026-11-23T09:00:00+00:00。",
                "请选择早于申请截止的时间。",
            ),
        ),
    ),
    (
        offer.AboveDemand(asked=yuan(401), open=yuan(400)),
        Said(
            409,
            "market/above-demand",
            "amount",
            (),
            (
                "401.00 would exceed what is still open, 400.00.",
                "Stay within what is still open of the request.",
            ),
            ("401.00 将超过尚未覆盖的金额 400.00。", "请不要超过申请尚未覆盖的金额。"),
        ),
    ),
    (
        offer.ProductNotOnOffer(offer_id=ONE, state="paused"),
        Said(
            409,
            "market/product-not-on-offer",
            "product_id",
            ("offer", "state"),
            (
                "The product of this offer is paused; nothing new is offered under it.",
                "Let the product be resumed, or make another offer under one that is live.",
            ),
            (
                "此报价所属产品当前状态为 paused，不得再以该产品对外报价。",
                "请先恢复该产品，或改用在售产品重新报价。",
            ),
        ),
    ),
    (
        offer.MakerApproves(ONE),
        Said(
            403,
            "market/maker-approves",
            "offer_id",
            ("offer",),
            (
                "You made this offer; another person of your institution must approve it.",
                "Ask a colleague with the duty of a checker.",
            ),
            ("此报价由您提出，须由贵机构另一人复核。", "请由具有复核职责的同事办理。"),
        ),
    ),
    (
        offer.StalePage(demand_id=ONE, changed=["score", "doubts"]),
        Said(
            409,
            "market/stale-page",
            "seen_hash",
            ("demand", "changed"),
            (
                "The file has changed since you opened it: doubts, score.",
                "Open the file again and decide on what it says now.",
            ),
            (
                "您打开档案之后内容已有变化：doubts, score。",
                "请重新打开档案，依现有内容作出决定。",
            ),
        ),
    ),
    (
        offer.FundSourceNotAdmitted(amount=yuan(9), lender_id=TWO),
        Said(
            409,
            "market/fund-source-not-admitted",
            "amount",
            ("lender",),
            (
                "No source of funds of yours is admitted for 9.00.",
                "Declare a source and let government admit it, or offer less.",
            ),
            (
                "贵机构没有覆盖 9.00 的已准入资金来源。",
                "请申报资金来源并经主管部门准入，或降低金额。",
            ),
        ),
    ),
    (
        offer.LenderNotAdmitted(lender_id=TWO, roles=["small_loan", "bank"]),
        Said(
            403,
            "market/lender-not-admitted",
            "offer_id",
            ("lender",),
            (
                "The lender is not admitted as one of: bank, small_loan.",
                "The lender's admission must be in force when the offer is made and accepted.",
            ),
            (
                "出借方未获下列任一角色的准入：bank, small_loan。",
                "提出和接受报价时，出借方的准入均须有效。",
            ),
        ),
    ),
    (
        offer.FirmNotAdmitted(ONE),
        Said(
            409,
            "market/firm-not-admitted",
            "demand_id",
            ("demand",),
            (
                "The firm is not admitted to the centre at present.",
                "Wait until its admission is in force again, or leave this request.",
            ),
            ("该企业目前未在本中心准入。", "请待其恢复准入后再办理，或放弃该申请。"),
        ),
    ),
    (
        offer.ConflictOfInterest(lender_id=TWO, demand_id=ONE),
        Said(
            409,
            "market/conflict-of-interest",
            "demand_id",
            ("lender", "demand"),
            (
                "Lender and borrower are related; they cannot contract here.",
                "Another lender must take this request.",
            ),
            ("出借方与借款方存在关联，不能在此订约。", "此申请须由其他出借方受理。"),
        ),
    ),
    (
        offer.AlreadyOffered(),
        Said(
            409,
            "market/already-offered",
            "product_id",
            (),
            (
                "You already have an open offer for this request under this product.",
                "Withdraw it first, then make another.",
            ),
            ("贵机构在该产品下对此申请已有未结报价。", "请先撤回原报价，再提出新报价。"),
        ),
    ),
    (
        offer.FeeTwice("handling"),
        Said(
            422,
            "market/fee-twice",
            "fees",
            (),
            (
                "The fee handling stands twice, or is not above nought.",
                "State each fee once, with its amount.",
            ),
            ("费用 handling 重复，或不大于零。", "请将每项费用连同金额填写一次。"),
        ),
    ),
]
NAMES = [type(each).__name__ for each, _ in SPECIFIED]


@pytest.mark.parametrize(("refusal", "specified"), SPECIFIED, ids=NAMES)
def test_a_refusal_says_in_both_languages_what_is_wrong_and_what_mends_it(refusal, specified):
    assert said_by(refusal) == specified


@pytest.mark.parametrize("refusal", [each for each, _ in SPECIFIED], ids=NAMES)
def test_the_journal_keeps_of_a_refusal_what_it_allows_and_not_a_word_more(refusal):
    assert set(_kept(refusal)) == set(refusal.journalled)


class TestRateAboveCeiling:
    def test_cites_the_rule_in_the_language_of_the_reader(self):
        told = said_by(offer.RateAboveCeiling(breach(fee="")))
        assert told.en == (
            "Everything counted, the offer costs 12.34 % a year; the ceiling is 12.00 %.",
            "Lower the rate or the fees. Four times the loan prime rate.",
        )
        assert told.zh == (
            "该报价的年化综合成本为 12.34 %，上限为 12.00 %。",
            "请降低利率或费用。一年期贷款市场报价利率的四倍。",
        )

    @pytest.mark.parametrize(("fee", "field"), [("", "rate_yearly"), ("handling", "fees")])
    def test_points_at_the_rate_or_at_the_fees_whichever_lifted_it(self, fee, field):
        assert offer.RateAboveCeiling(breach(fee=fee)).field == field

    def test_keeps_for_the_supervisor_the_exact_figures_and_the_rule(self):
        assert _kept(offer.RateAboveCeiling(breach(fee="handling"))) == {
            "demand": str(ONE),
            "lender": str(TWO),
            "lender_type": "bank",
            "yearly_cost_rate": "0.12345",
            "ceiling_rate": "0.12",
            "rule_id": str(UUID(int=9)),
            "rule_key": "market.ceiling",
            "pack": "CN-CURRENT",
            "on": "2026-11-23",
            "source": "a decree",
            "fee": "handling",
        }


class TestStalePage:
    def test_of_a_file_that_was_never_opened_says_so(self):
        told = said_by(offer.StalePage(demand_id=ONE, changed=[]))
        assert told.en[0] == "The file has changed since you opened it: not opened."
