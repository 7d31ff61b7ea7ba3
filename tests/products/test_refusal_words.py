"""Every refusal of the catalogue names its field, says what is wrong and what would mend it."""

from decimal import Decimal

import pytest

from headrace.products import rules, services
from headrace.products.registry import ModelUnknown
from headrace.products.rules import Event, State
from tests.products.saying import Said, said_by

SPECIFIED = [
    (
        ModelUnknown("pawn"),
        Said(
            404,
            "products/model-unknown",
            "model",
            (),
            (
                "There is no way of financing called pawn.",
                "Check the address, or ask the person who sent it to you.",
            ),
            ("没有名为 pawn 的融资方式。", "请核对地址，或询问发给您的人。"),
        ),
    ),
    (
        rules.ProductStateRefused(State.DRAFT, Event.LAUNCH),
        Said(
            409,
            "products/product-state-refused",
            "product_id",
            (),
            (
                "The product is draft; this step is not possible now.",
                "Follow the order: draft, approved, live.",
            ),
            ("产品当前状态为 draft，暂不能执行此步骤。", "请按顺序办理：草拟、核准、上线。"),
        ),
    ),
    (
        rules.RangeEmpty(field="amount_min", least="2.00", most="1.00"),
        Said(
            422,
            "products/range-empty",
            "amount_min",
            (),
            (
                "The least, 2.00, is above the most, 1.00.",
                "Give a least that is at most the most, and both above nought.",
            ),
            ("下限 2.00 高于上限 1.00。", "请填写大于零且下限不高于上限的数值。"),
        ),
    ),
    (
        rules.RateOutOfRange(Decimal("6.8")),
        Said(
            422,
            "products/rate-out-of-range",
            "rate_yearly",
            (),
            (
                "A yearly rate of 6.8 is not a fraction between 0 and 1 of 8 decimals.",
                "Give the rate as a fraction: 0.068 is 6.8 %.",
            ),
            ("年利率 6.8 不是 0 与 1 之间、至多八位的小数。", "请以小数填写利率：0.068 即 6.8%。"),
        ),
    ),
    (
        rules.PlanKindUnknown("rent", ("bullet", "equal_principal")),
        Said(
            422,
            "products/plan-kind-unknown",
            "plan_kind",
            (),
            (
                "This way of financing has no plan called rent.",
                "Choose one of: bullet, equal_principal.",
            ),
            (
                "此融资方式没有名为 rent 的还款方式。",
                "请从下列方式中选择：bullet, equal_principal。",
            ),
        ),
    ),
    (
        rules.GradeUnknown("Z9", ("A1", "D")),
        Said(
            422,
            "products/grade-unknown",
            "grade_floor",
            (),
            ("There is no grade Z9.", "Choose one of: A1, D."),
            ("没有 Z9 这一等级。", "请从下列方式中选择：A1, D。"),
        ),
    ),
    (
        rules.CurrencyMixed(field="fees", asked="USD", expected="CNY"),
        Said(
            422,
            "products/currency-mixed",
            "fees",
            (),
            ("USD and CNY cannot be counted together.", "Give every amount in CNY."),
            ("USD 与 CNY 不能合并计算。", "请统一以 CNY 填写各项金额。"),
        ),
    ),
    (
        rules.OutsideProduct(field="term_months", least="3", most="36", asked="37"),
        Said(
            409,
            "products/outside-product",
            "term_months",
            (),
            (
                "The product covers 3 to 36; 37 was asked.",
                "Stay within the product's range, or offer another product.",
            ),
            ("该产品的范围为 3 至 36，申请为 37。", "请在产品范围内申请，或换用其他产品。"),
        ),
    ),
    (
        services.LicenceDoesNotCover(model="bank_loan", roles=frozenset({"small_loan", "bank"})),
        Said(
            403,
            "products/licence-does-not-cover",
            "model",
            (),
            (
                "Your licence does not cover bank_loan; it takes one of: bank, small_loan.",
                "Apply for the role, or offer a product that your licence covers.",
            ),
            (
                "贵机构的牌照不含 bank_loan，须具备下列角色之一：bank, small_loan。",
                "请申请相应角色，或提供牌照范围内的产品。",
            ),
        ),
    ),
    (
        services.PersonNeeded(),
        Said(
            403,
            "products/person-needed",
            "by",
            (),
            (
                "A person must do this; a program cannot answer for it.",
                "Let a person of your organisation log in and do it.",
            ),
            ("此事须由人办理，程序不能代为负责。", "请由贵机构人员登录后办理。"),
        ),
    ),
    (
        services.OtherDistrict("360730"),
        Said(
            403,
            "products/other-district",
            "product_id",
            (),
            (
                "This lender belongs to district 360730; its officers decide.",
                "Leave the decision to the officers of that district.",
            ),
            ("该出借方属于 360730，由当地主管部门决定。", "请交由当地主管部门决定。"),
        ),
    ),
    (
        services.DrafterLaunches(),
        Said(
            403,
            "products/drafter-launches",
            "product_id",
            (),
            (
                "You drafted this product; another person of your institution must launch it.",
                "Ask a second person with the duty of a checker.",
            ),
            (
                "该产品由您草拟，须由贵机构另一人上线。",
                "请由具有复核职责的另一人办理。",
            ),
        ),
    ),
]


@pytest.mark.parametrize(
    ("refusal", "specified"), SPECIFIED, ids=[type(each).__name__ for each, _ in SPECIFIED]
)
def test_a_refusal_says_in_both_languages_what_is_wrong_and_what_mends_it(refusal, specified):
    assert said_by(refusal) == specified


def test_no_two_refusals_share_a_code():
    codes = [specified.code for _, specified in SPECIFIED]
    assert len(codes) == len(set(codes))
