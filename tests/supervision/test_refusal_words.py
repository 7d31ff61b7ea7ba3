"""Every refusal of the supervisor's desk, as its reader meets it in either language."""

import pytest

from headrace.supervision import services
from headrace.supervision.queries.audit import BadPlace
from headrace.supervision.services.cases import CaseClosed, CaseHasLiveOrders
from headrace.supervision.services.freezes import NotAParty
from tests.products.saying import Said, said_by

SPECIFIED = [
    (
        services.OnlyAnOfficer(),
        Said(
            403,
            "supervision/only-an-officer",
            "",
            (),
            (
                "Only an officer of the government may do this.",
                "Ask the finance bureau of the district.",
            ),
            ("只有政府经办人员可以办理。", "请联系所在区的金融主管部门。"),
        ),
    ),
    (
        services.NotYourDistrict("330282"),
        Said(
            403,
            "supervision/not-your-district",
            "subject",
            ("district",),
            (
                "This party belongs to the district 330282.",
                "Hand it to the officers of that district, or to the centre level.",
            ),
            ("该单位属于 330282 辖区。", "请移交该辖区或上级部门办理。"),
        ),
    ),
    (
        services.SamePerson(),
        Said(
            403,
            "supervision/same-person",
            "order_id",
            (),
            (
                "You ordered this freeze; another officer must lift it.",
                "Ask a colleague of the bureau.",
            ),
            ("该冻结由您下达，须由另一名经办人员解除。", "请本部门同事办理。"),
        ),
    ),
    (
        services.ReasonTooShort(),
        Said(
            422,
            "supervision/reason-too-short",
            "reason",
            (),
            (
                "Give the reason in at least 10 letters.",
                "Say what was seen, and which rule the order rests on.",
            ),
            ("请填写理由，至少 10 个字。", "请写明发现了什么、依据哪条规则。"),
        ),
    ),
    (
        services.AlreadyFrozen(),
        Said(
            409,
            "supervision/already-frozen",
            "subject",
            (),
            ("A freeze of this party is in force already.", "Look at the order in force."),
            ("对该单位的冻结已在执行中。", "请查看执行中的指令。"),
        ),
    ),
    (
        services.AlreadyLifted(),
        Said(
            409,
            "supervision/already-lifted",
            "order_id",
            (),
            ("This freeze was lifted before.", "Nothing is left to do."),
            ("该冻结此前已解除。", "无需再办理。"),
        ),
    ),
    (
        services.AlertMoveRefused(),
        Said(
            409,
            "supervision/alert-move-refused",
            "alert_id",
            (),
            ("This alert is closed.", "Open a case if something new has come up."),
            ("该预警已办结。", "如有新情况，请另立案件。"),
        ),
    ),
    (
        CaseHasLiveOrders(),
        Said(
            409,
            "supervision/case-has-live-orders",
            "case_id",
            (),
            (
                "A freeze ordered in this case is still in force.",
                "Lift it first, or keep the case open.",
            ),
            ("本案下达的冻结仍在执行中。", "请先解除冻结，或保留案件。"),
        ),
    ),
    (
        CaseClosed(),
        Said(
            409,
            "supervision/case-closed",
            "case_id",
            (),
            ("This case is closed.", "Open a new one if something has come up."),
            ("本案已办结。", "如有新情况，请另立新案。"),
        ),
    ),
    (
        NotAParty("demand"),
        Said(
            422,
            "supervision/not-a-party",
            "subject",
            (),
            (
                "A freeze is ordered against an organisation, nothing else.",
                "Name the organisation whose payments must stop.",
            ),
            ("冻结只能针对单位下达。", "请指明须停止付款的单位。"),
        ),
    ),
    (
        BadPlace(),
        Said(
            422,
            "supervision/bad-place",
            "after",
            (),
            (
                "This is no place in the audit feed.",
                "Begin anew without a place, or use the one that came with the last page.",
            ),
            ("审计流中没有这个位置。", "请从头读取，或使用上一页返回的位置。"),
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
