"""The supervisor's console, the audit, a freeze, and the chooser."""

from headrace.portals.drawings.days import Sparkline
from headrace.portals.pieces import Action, Event, Fact, Field, Head, Mark
from headrace.portals.public import pages as public
from headrace.portals.public.part_pictures import heat, histogram
from headrace.portals.supervisor import pages
from tests.portals.samples.words import say


def console() -> pages.ConsolePage:
    return pages.ConsolePage(
        head=Head(
            "",
            say("Lunxi today: sound, one place to look at", "轮溪今日：总体平稳，一处需关注"),
            other_act=Action(say("Print for the meeting", "打印会议稿"), "#page"),
        ),
        figures=(
            _figure("ring", ("Paid in", "存入"), ("¥23.6\u00a0m", "2,361\u00a0万元"), 1),
            _figure(
                "basin", ("Held in custody", "存管余额"), ("¥64.0\u00a0m", "6,400\u00a0万元"), 2
            ),
            _figure("wheel", ("Released to firms", "放款"), ("¥19.8\u00a0m", "1,984\u00a0万元"), 3),
            _figure("ring", ("Repaid", "回款"), ("¥17.2\u00a0m", "1,721\u00a0万元"), 4),
            _figure(
                "late", ("Late over 30 days", "逾期 30 天以上"), ("¥7.8\u00a0m", "780\u00a0万元"), 5
            ),
        ),
        heat=heat(),
        heat_note=say("district × model", "区 × 模式"),
        decisions=(
            pages.DecisionRow(
                Mark("refused", say("Xiling, shop platform: late 6.3 %", "西岭，电商：逾期 6.3 %")),
                say("above 5 % for 3 weeks; limit proposed", "连续 3 周高于 5 %，建议限额"),
                Mark("turn", say("by 17:30", "17:30 前")),
                "#page",
            ),
            pages.DecisionRow(
                Mark(
                    "near", say("Same receipt pledged twice: refused", "同一仓单重复质押：已拦截")
                ),
                say(
                    "Anli Warehouse, lot 3307; found in the public register",
                    "安砾仓储，批次 3307；登记系统命中",
                ),
                Mark("turn", say("by 25 Nov", "11月25日前")),
            ),
            pages.DecisionRow(
                Mark("wait", say("Offer at 13.1 %: refused by rule", "13.1 % 报价：按规则拒绝")),
                say("small-loan company, warned once", "小贷公司，已警示一次"),
                Mark("wait", say("closed 16:35", "16:35 已结")),
            ),
        ),
        decisions_note=say("2 yours of 4", "4 项中 2 项轮到您"),
        offers=histogram(),
        offers_note=say("426 this week, 0 over", "本周 426 份，0 超限"),
        offers_mark=Mark("turn", say("2 within half a point of it", "2 份距上限不足半个点")),
        offers_words=say("both by one small-loan company", "均来自同一小贷公司"),
        rules=(
            pages.RuleRow(
                say("Private-lending ceiling", "民间借贷上限"),
                "12.0\u00a0%",
                say("since 2025-09", "自 2025-09"),
            ),
            pages.RuleRow(
                say("Private persons as lenders", "个人出借"),
                say("off", "关闭"),
                say("since 2020-11", "自 2020-11"),
            ),
            pages.RuleRow(
                say("Voucher term", "凭证期限"),
                say("6 months", "6 个月"),
                say("since 2025-06", "自 2025-06"),
            ),
        ),
    )


def audit() -> pages.AuditPage:
    good = Mark("done", say("verifies", "校验一致"))
    return pages.AuditPage(
        head=Head(
            say("Audit", "审计"),
            say("Nothing was altered in 61 sealed days", "61 个封存日均未被改动"),
            say("Checked at 16:40 against the roots you hold.", "16:40 已与您持有的根值核对。"),
        ),
        rows=(
            pages.AuditRow("2026-11-22", "4,218", "71ab04d2…e02d9f3c", good),
            pages.AuditRow("2026-11-21", "3,905", "c19e77f0…5d1a20bb", good),
        ),
        search=Field(
            "subject", say("Contract, request or firm", "合同、申请或企业编号"), kind="code"
        ),
        search_at="#page",
        trail_title=say("Contract C-2026-0091", "合同 C-2026-0091"),
        trail=(
            Event("done", "2 Nov", say("Request published", "申请发布"), "market.demand.published"),
            Event(
                "done",
                "3 Nov",
                say("Finding accepted", "核查结论已收"),
                "evidence.finding.accepted",
            ),
        ),
        verify=Action(say("Verify again", "再次校验"), "#page", "post"),
    )


def freeze() -> pages.FreezePage:
    return pages.FreezePage(
        head=Head(
            say("Contract C-2026-0091", "合同 C-2026-0091"),
            say("Freeze the account of Liangshan Lamps?", "冻结凉杉灯具的账户？"),
        ),
        facts=(
            Fact(say("In custody now", "当前存管余额"), say("¥32,800.00", "32,800.00 元")),
            Fact(say("Held for others", "已预占"), say("¥0.00", "0.00 元")),
        ),
        fields=(
            Field("ground", say("On what ground", "依据"), kind="area"),
            Field("document", say("Number of the order", "文书编号")),
        ),
        post_to="#page",
        key="0198c0de-0000-7000-8000-000000000003",
        submit=say("Freeze ¥32,800.00", "冻结 32,800.00 元"),
        consequence=say(
            "Nothing leaves this account until you lift the freeze. Money may still come in.",
            "解除前任何款项不得转出，仍可入账。",
        ),
        in_force=(Event("done", "12 May", say("Freeze lifted", "已解除冻结")),),
    )


def chooser() -> public.ChooserPage:
    turn = Mark("turn", say("2 files to decide, 1 by 18:00", "2 份待决定，1 份 18:00 到期"))
    return public.ChooserPage(
        head=Head(
            "",
            say("Who would you like to be in Lunxi?", "在轮溪，您想做谁？"),
            say(
                "A town that never was. Every firm, bank and yuan is "
                "invented; the rules are real. Pick a desk, no password.",
                "一座不存在的城市。企业、银行和每一元都是虚构的，规则是真的。选一张桌子，无需密码。",
            ),
        ),
        places=(
            public.Place(
                "ring",
                say("Where money comes from", "钱从哪里来"),
                (_seat("Loan officer", "信贷员", "Clearbrook Rural Bank", "清川农商银行", turn),),
            ),
            public.Place(
                "basin",
                say("Where it waits", "钱在哪里等"),
                (
                    _seat(
                        "Custodian's clerk",
                        "存管经办",
                        "Ningdu Bank",
                        "宁渡银行",
                        Mark("turn", say("3 keys to turn before 17:00", "17:00 前 3 笔待复核")),
                    ),
                    _seat(
                        "Guarantee manager",
                        "担保经理",
                        "Tongzhou Guarantee",
                        "同舟担保",
                        Mark("turn", say("1 claim to pay by 27 Nov", "11月27日前 1 笔代偿")),
                    ),
                ),
            ),
            public.Place(
                "wheel",
                say("Where it works", "钱在哪里用"),
                (
                    _seat(
                        "Enterprise owner",
                        "企业主",
                        "Shiliuwan Valve",
                        "石榴湾阀门",
                        Mark("turn", say("choose an offer by Thursday", "周四前选定方案")),
                    ),
                ),
            ),
            public.Place(
                "gate",
                say("Who watches", "谁在看着"),
                (
                    _seat(
                        "Supervisor",
                        "监管员",
                        "Lunxi finance bureau",
                        "轮溪市金融局",
                        Mark(
                            "turn", say("2 decisions, one place to look at", "2 项待定，一处需关注")
                        ),
                    ),
                    _seat(
                        "Operator",
                        "运营员",
                        "the service centre itself",
                        "服务中心",
                        Mark("done", say("all feeds live", "数据全部在线")),
                    ),
                ),
                dry=True,
            ),
        ),
        clock=say(
            "The town's clock stands at Monday 23 November 2026, 16:55.",
            "小城的时钟停在 2026年11月23日 星期一 16:55。",
        ),
        clock_acts=(
            Action(say("Start the day again", "重新开始这一天"), "#page", "post"),
            Action(say("Let a week pass", "过一周"), "#page", "post"),
        ),
    )


def _figure(kind, label, value, place) -> pages.KeyFigure:
    course = tuple((k * (place + 4)) % 7 + k * 0.2 for k in range(22))
    return pages.KeyFigure(
        kind, say(*label), say(*value), Sparkline(course, say(*label), kind == "late", 190, 40)
    )


def _seat(english, chinese, who, wer, awaits) -> public.Seat:
    return public.Seat(
        Action(say(english, chinese), "#page", "post", name="seat", value=english),
        say(who, wer),
        awaits,
    )
