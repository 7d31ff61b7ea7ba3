"""Every refusal about a request, as firm and lender meet it in either language."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from tenor.money import Money

from headrace.kit.refusals import _kept
from headrace.market import services
from headrace.market.rules import demand, push
from headrace.market.services.dossiers import NotALender
from tests.products.saying import Said, said_by

ONE, TWO = UUID(int=1), UUID(int=2)
HOUR = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PURPOSES = (
    {"code": "materials", "en": "Materials", "zh": "采购原料"},
    {"code": "wages", "en": "Wages", "zh": "发放工资"},
)


def yuan(amount):
    return Money(Decimal(amount))


SPECIFIED = [
    (
        demand.DemandStateRefused(demand.State.EXPIRED, demand.Event.OFFER),
        Said(
            409,
            "market/demand-state-refused",
            "demand_id",
            (),
            (
                "The request is expired; this step is not possible now.",
                "Look at the request again: something has happened meanwhile.",
            ),
            (
                "申请当前状态为 expired，暂不能执行此步骤。",
                "请重新查看申请：期间情况已有变化。",
            ),
        ),
    ),
    (
        demand.AmountNotPositive("amount_least"),
        Said(
            422,
            "market/amount-not-positive",
            "amount_least",
            (),
            (
                "The amount must be above nought, and the least acceptable not above it.",
                "Give the amount you need and, if part of it helps, the least that does.",
            ),
            (
                "金额须大于零，可接受的最低金额不得高于申请金额。",
                "请填写所需金额；如部分金额也有用，请填写最低金额。",
            ),
        ),
    ),
    (
        demand.CurrencyMixed(field="amount_least", asked="USD", expected="CNY"),
        Said(
            422,
            "market/currency-mixed",
            "amount_least",
            (),
            ("USD and CNY cannot be counted together.", "Give every amount in CNY."),
            ("USD 与 CNY 不能合并计算。", "请统一以 CNY 填写各项金额。"),
        ),
    ),
    (
        demand.CurrencyNotHeld(currency="USD", known=["EUR", "CNY", "CNY"]),
        Said(
            409,
            "market/currency-not-held",
            "amount",
            (),
            ("No custodian of this centre holds USD.", "Ask in one of: CNY, EUR."),
            ("本中心没有以 USD 存管资金的存管机构。", "请选用以下币种之一：CNY, EUR。"),
        ),
    ),
    (
        demand.CurrencyNotHeld(currency="USD", known=[]),
        Said(
            409,
            "market/currency-not-held",
            "amount",
            (),
            ("No custodian of this centre holds USD.", "Ask in one of: -."),
            ("本中心没有以 USD 存管资金的存管机构。", "请选用以下币种之一：-。"),
        ),
    ),
    (
        demand.PurposeUnknown("gambling", PURPOSES),
        Said(
            422,
            "market/purpose-unknown",
            "purpose_code",
            ("purpose",),
            (
                "gambling is not a purpose that a request can be for.",
                "Choose one of: materials (Materials), wages (Wages).",
            ),
            (
                "gambling 不在融资申请可选的用途之列。",
                "请选择以下用途之一：materials（采购原料）、wages（发放工资）。",
            ),
        ),
    ),
    (
        demand.TermOutOfRange(longest=120),
        Said(
            422,
            "market/term-out-of-range",
            "term_months",
            (),
            ("The term must be 1 to 120 months.", "Give the term in whole months."),
            ("期限应为 1 至 120 个月。", "请以整月填写期限。"),
        ),
    ),
    (
        demand.FieldMissing(model="lease", name="serial"),
        Said(
            422,
            "market/field-missing",
            "details.serial",
            (),
            (
                "lease needs serial.",
                "Fill in the field, or take this way of financing out of the request.",
            ),
            ("lease 须填写 serial。", "请补填该项，或从申请中去掉这种融资方式。"),
        ),
    ),
    (
        demand.TextMissing("purpose_text"),
        Said(
            422,
            "market/text-missing",
            "purpose_text",
            (),
            (
                "This must be filled in before the request is published.",
                "Say in a sentence or two.",
            ),
            ("发布申请前须填写此项。", "用一两句话说明即可。"),
        ),
    ),
    (
        demand.DemandBound(yuan(250_000)),
        Said(
            409,
            "market/demand-bound",
            "demand_id",
            (),
            (
                "250000.00 of the request is already accepted and binding.",
                "Let the remainder lapse; what is accepted goes on.",
            ),
            (
                "申请中已有 250000.00 被接受并具约束力。",
                "其余部分可任其到期，已接受的部分继续履行。",
            ),
        ),
    ),
    (
        push.PushStateRefused(push.State.MUTED, push.Event.DECLINE),
        Said(
            409,
            "market/push-state-refused",
            "demand_id",
            (),
            (
                "This matched request is muted; this step is not possible now.",
                "Open the request again and look at what you decided.",
            ),
            (
                "此匹配申请当前状态为 muted，暂不能执行此步骤。",
                "请重新打开申请，查看已作出的决定。",
            ),
        ),
    ),
    (
        push.DeclineUnexplained(),
        Said(
            409,
            "market/decline-unexplained",
            "reason",
            (),
            (
                "A decline needs one of the reasons capacity, evidence, other, purpose, sector, "
                "too_much_debt, too_risky and a sentence for the firm.",
                "Choose a reason and say what would change your answer.",
            ),
            (
                "婉拒须选择下列理由之一并向企业说明一句话：capacity, evidence, other, purpose, "
                "sector, too_much_debt, too_risky。",
                "请选择理由，并说明怎样可以改变结果。",
            ),
        ),
    ),
    (
        NotALender(),
        Said(
            403,
            "market/not-a-lender",
            "demand_id",
            (),
            ("Only an admitted lender opens this file.", "Apply for the role of a lender."),
            ("只有已准入的出借方可以打开此档案。", "请申请出借方角色。"),
        ),
    ),
    (
        services.PersonNeeded(),
        Said(
            403,
            "market/person-needed",
            "by",
            (),
            (
                "A person must do this; a program cannot answer for it.",
                "Let a person of your organisation log in and do it.",
            ),
            ("此事须由人办理，程序不能代为负责。", "请由贵机构人员登录后办理。"),
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


class TestPurposeUnknown:
    def test_repeats_at_most_forty_letters_of_what_was_sent(self):
        refusal = demand.PurposeUnknown("x" * 400, PURPOSES)
        assert refusal.facts["purpose"] == "x" * 40
