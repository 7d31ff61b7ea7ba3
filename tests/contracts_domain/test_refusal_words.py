"""Every refusal about agreements and loans, as its reader meets it in either language."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from tenor.money import Money

from headrace.contracts import services
from headrace.contracts.rules import agreement as life
from headrace.contracts.rules import signature
from headrace.kit.refusals import _kept
from tests.products.saying import Said, said_by

ONE = UUID(int=1)


def yuan(amount):
    return Money(Decimal(amount))


SPECIFIED = [
    (
        services.AgreementMoveRefused(life.State.EFFECTIVE, life.Event.SIGNED_BY_ONE),
        Said(
            409,
            "contracts/agreement-move-refused",
            "agreement_id",
            (),
            (
                "As the agreement stands, this step is not possible.",
                "Look at the agreement's page for the step that comes next.",
            ),
            ("合同目前的状态不能进行这一步。", "请在合同页面查看下一步。"),
        ),
    ),
    (
        services.NotASigner(duty="checker"),
        Said(
            403,
            "contracts/not-a-signer",
            "signature",
            (),
            (
                "A maker signs for the enterprise, a checker for a lender; you are neither here.",
                "Ask a colleague who has that duty.",
            ),
            (
                "企业由经办人签署，出借方由复核人签署；您在本合同中不具备相应职责。",
                "请具备该职责的同事签署。",
            ),
        ),
    ),
    (
        services.DayAlreadyPast(last=date(2026, 4, 6), asked=date(2026, 4, 5)),
        Said(
            409,
            "contracts/day-already-past",
            "on",
            (),
            ("2026-04-06 is closed; 2026-04-05 lies before it.", "Close days in order."),
            ("2026-04-06 已日终，2026-04-05 在此之前。", "请按日期顺序办理日终。"),
        ),
    ),
    (
        services.FeeNotSigned("consulting"),
        Said(
            409,
            "contracts/fee-not-signed",
            "code",
            ("code",),
            (
                "The signed cost sheet has no line consulting; nothing can be collected under it.",
                "Only what both parties signed can be collected.",
            ),
            (
                "已签署的费用清单中没有“consulting”这一项，不得收取。",
                "只能收取双方签署过的费用。",
            ),
        ),
    ),
    (
        services.FeeAboveSigned(code="handling", asked=yuan("1000.01"), left=yuan(1000)),
        Said(
            409,
            "contracts/fee-above-signed",
            "amount",
            (),
            (
                "The signed sheet allows 1000.00 more under handling; 1000.01 was asked.",
                "Collect at most what is left on the signed line.",
            ),
            (
                "“handling”一项按已签署清单还可收取 1000.00，本次要求收取 1000.01。",
                "收取金额不得超过该项余额。",
            ),
        ),
    ),
    (
        services.FeeNotPositive(),
        Said(
            422,
            "contracts/fee-not-positive",
            "amount",
            (),
            ("A fee must be more than zero.", "Give the amount to collect."),
            ("费用金额须大于零。", "请填写收取金额。"),
        ),
    ),
    (
        services.AgreementNotEffective(life.State.SIGNING),
        Said(
            409,
            "contracts/agreement-not-effective",
            "agreement_id",
            (),
            (
                "Money can be drawn once every party has signed, while the agreement lasts.",
                "Look at the agreement's page for who has still to sign.",
            ),
            ("各方签署后、合同终止前方可提款。", "请在合同页面查看尚未签署的一方。"),
        ),
    ),
    (
        services.AlreadyDrawn(),
        Said(
            409,
            "contracts/already-drawn",
            "agreement_id",
            (),
            (
                "The money of this agreement is already drawn or on its way.",
                "Follow the drawdown that is under way.",
            ),
            ("本合同的资金已提取或正在支付。", "请查看正在办理的提款。"),
        ),
    ),
    (
        services.PartyFrozen(ONE),
        Said(
            409,
            "contracts/party-frozen",
            "agreement_id",
            ("party",),
            (
                "The supervisor has frozen an account that this payment needs.",
                "Ask the supervisor named in the order; the payment can go once it is lifted.",
            ),
            (
                "本次付款涉及的账户已被监管方冻结。",
                "请联系下达冻结指令的监管部门；解除冻结后即可付款。",
            ),
        ),
    ),
    (
        services.FundSourceNotAdmitted(lender_id=ONE, amount="1000000.00"),
        Said(
            409,
            "contracts/fund-source-not-admitted",
            "agreement_id",
            ("lender", "amount"),
            (
                "A lender has no admitted source of funds for 1000000.00.",
                "The lender declares a source and the government admits it.",
            ),
            (
                "有出借方没有足以覆盖 1000000.00 的已准入资金来源。",
                "请出借方申报资金来源并经政府部门准入。",
            ),
        ),
    ),
    (
        services.PayeeNotAgreed("Another Firm"),
        Said(
            409,
            "contracts/payee-not-agreed",
            "payee_name",
            (),
            (
                "Another Firm is neither the borrower nor a supplier named in the agreement.",
                "Pay the borrower's own account, or a supplier named in the agreement.",
            ),
            (
                "“Another Firm”既不是借款人，也不是合同写明的供应商。",
                "请付至借款人本人账户，或合同写明的供应商。",
            ),
        ),
    ),
    (
        services.UnknownPlanKind("balloon", known=("bullet", "equal_principal")),
        Said(
            422,
            "contracts/unknown-plan-kind",
            "plan_kind",
            (),
            (
                "This product is not repaid by balloon.",
                "Choose one of: bullet, equal_principal.",
            ),
            # Two packages say "Choose one of"; whichever Chinese is read must name the choices.
            ("该产品没有“balloon”这种还款方式。", "请从下列方式中选择：bullet, equal_principal。"),
        ),
    ),
    (
        services.SharesDiffer(parts=yuan(999_999), principal=yuan(1_000_000)),
        Said(
            422,
            "contracts/shares-differ",
            "lenders",
            (),
            (
                "The lenders' parts add up to 999999.00; the loan is 1000000.00.",
                "Name each lender once, with parts that add up to the loan to the cent.",
            ),
            (
                "各出借方份额合计 999999.00，借款本金为 1000000.00。",
                "每个出借方只列一次，份额合计须与本金分毫不差。",
            ),
        ),
    ),
    (
        services.CostNamedTwice("handling"),
        Said(
            422,
            "contracts/cost-named-twice",
            "costs",
            (),
            (
                "The cost sheet names handling twice.",
                "Put both into one line, or give the second its own code.",
            ),
            ("费用清单中“handling”出现两次。", "请合并为一项，或给第二项另设代码。"),
        ),
    ),
    (
        services.SignatureForged(agreement=ONE, why="mismatch"),
        Said(
            409,
            "contracts/signature-forged",
            "signature",
            ("agreement", "why"),
            (
                "The signature does not verify with a key that your organisation has in use.",
                "Sign again with your organisation's registered key.",
            ),
            ("用贵单位在用的密钥验证，签名不成立。", "请用贵单位登记的密钥重新签署。"),
        ),
    ),
    (
        services.SignatureOfAnother(agreement=ONE, signer=UUID(int=2)),
        Said(
            409,
            "contracts/signature-of-another",
            "signature",
            ("agreement", "signer"),
            (
                "This signature was made by another party.",
                "Sign with your own organisation's key.",
            ),
            ("此签名由其他方作出。", "请用贵单位自己的密钥签署。"),
        ),
    ),
    (
        services.OtherDocumentSigned(agreement=ONE),
        Said(
            409,
            "contracts/other-document-signed",
            "signature",
            ("agreement",),
            (
                "The signature is over another document than this agreement.",
                "Open the agreement anew and sign what it shows.",
            ),
            ("签名所针对的文件不是本合同。", "请重新打开合同，签署页面所示内容。"),
        ),
    ),
    (
        signature.AlreadySigned(),
        Said(
            409,
            "contracts/already-signed",
            "agreement_id",
            (),
            (
                "Your organisation has signed this agreement.",
                "Nothing is left to do until the others have signed.",
            ),
            ("贵单位已签署本合同。", "其他各方签署之前无需再办理。"),
        ),
    ),
    (
        services.NotASignature(),
        Said(
            422,
            "contracts/not-a-signature",
            "signature",
            (),
            (
                "This is not a signature in the compact form of RFC 7515 with a key id.",
                "Send header, payload and signature in base64url, with dots between.",
            ),
            (
                "这不是带密钥标识的 RFC 7515 紧凑格式签名。",
                "请依次发送 base64url 编码的头部、内容和签名，以点号分隔。",
            ),
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


def test_a_payee_is_a_name_and_names_stay_out_of_the_journal():
    assert _kept(services.PayeeNotAgreed("Chen Xiaoming")) == {}
