"""The owner's pages as a valve maker of an invented town sees them."""

from datetime import date
from decimal import Decimal

from headrace.portals import wording
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.gauges import Parts
from headrace.portals.drawings.grade import GradeBand
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.enterprise import pages
from headrace.portals.pieces import Action, Event, Fact, GradeSheet, Head, Mark, Step, Turn
from headrace.portals.public.part_pictures import days, plan
from tests.portals.samples.words import say

BACK = "#page"


def home() -> pages.HomePage:
    return pages.HomePage(
        head=Head(
            say(
                "Shiliuwan Valve Co., Ltd, request R-2026-0418",
                "石榴湾阀门有限公司，申请 R-2026-0418",
            ),
            say("¥1,200,000 for 9 months", "120 万元，用 9 个月"),
        ),
        turn=Turn(
            say("Your turn: choose an offer and sign", "轮到您：选一个方案并签约"),
            say(
                "By Thursday 26 November, 18:00. The best one costs 4.8 % a "
                "year, everything included.",
                "11月26日 周四 18:00 前。最优方案年化综合成本 4.8 %，含全部费用。",
            ),
            Action(say("Compare 4 offers", "比较 4 个方案"), "/gallery/offers/"),
        ),
        strip=_strip(),
        steps=_steps(),
        steps_note=say("step 5 of 7", "第 5 步，共 7 步"),
        grade=grade(),
        improvements=_improvements(),
        sales=days(),
        sales_note=say("from your tax invoices, 16:20 today", "来自您的数电发票，今日 16:20"),
        next_repayment=pages.NextRepayment(
            wording.headline(Decimal(86420), say("en", "zh-hans")),
            say(
                "Sat 5 Dec, from account …3318, loan of April",
                "12月5日 周六，从尾号 3318 扣款，4月的贷款",
            ),
            say("7 of 12 paid, all on time", "已还 7/12 期，均按时"),
            _quiet_plan(),
        ),
    )


def grade() -> GradeSheet:
    sentence = say("B1, likely between A3 and B2", "B1，大概率在 A3 与 B2 之间")
    return GradeSheet(
        GradeBand("B1", 2.3, 3.4, 5.1, sentence),
        say("likely between A3 and B2", "大概率在 A3 与 B2 之间"),
        say("3 of 100 such firms default within a year", "同类企业每 100 家约 3 家一年内违约"),
        say("(2 to 5)", "（2 至 5 家）"),
        say("today, 14:20; up from B2 in June", "今日 14:20，6月为 B2"),
    )


def contract() -> pages.ContractPage:
    return pages.ContractPage(
        head=Head(
            say(
                "Contract C-2026-0091, bank loan, signed 3 March 2026",
                "合同 C-2026-0091，银行贷款，2026年3月3日签署",
            ),
            say("¥53,634.57 is missing from November", "11月还欠 53,634.57 元"),
            say(
                "7 of 12 instalments paid in full and on time. There is "
                "still time to put this one right.",
                "12 期中 7 期已按时足额付清，这一期还来得及补上。",
            ),
            Action(say("Pay ¥53,884.37", "付 53,884.37 元"), BACK, "post"),
            Action(say("Ask for a new plan", "申请调整计划"), BACK),
        ),
        strip=_contract_strip(),
        plan=plan(),
        plan_note=say("12 equal instalments of ¥86,434.57", "12 期等额，每期 86,434.57 元"),
        events=_events(),
        instalments=_rows(),
        went=pages.Went(
            say("Where your ¥32,800 went", "您付的 32,800 元去了哪里"),
            say("paid 5 Nov, split to 3 funders the same day", "11月5日付，当日分至 3 家出资方"),
            Parts(
                Decimal("2407.89"),
                Decimal("30392.11"),
                say("interest 2,407.89", "利息 2,407.89"),
                say("principal 30,392.11", "本金 30,392.11"),
                say("Interest 2,407.89, principal 30,392.11", "利息 2,407.89，本金 30,392.11"),
            ),
        ),
        terms=(
            Fact(
                say("Amount and rate", "金额与利率"),
                say("¥1,000,000 at 6.8 % a year", "100 万元，年利率 6.8 %"),
            ),
            Fact(
                say("All-in cost", "综合成本"),
                say("7.3 % a year", "年化 7.3 %"),
                say("guarantee fee inside", "含担保费"),
            ),
            Fact(say("Security", "担保"), say("Tongzhou Guarantee, 80 %", "同舟担保 80 %")),
            Fact(say("Repaid in", "还款"), say("12 equal months", "12 个月等额")),
        ),
        document=Action(say("Sealed copy, PDF", "存证副本 PDF"), BACK),
        document_digest="9f3c 71ab … e02d",
    )


def _strip() -> ChannelStrip:
    return ChannelStrip(
        (
            Station("ring", say("Funders", "出资方"), say("¥1,200,000", "120 万元")),
            Station("basin", say("Ningdu Bank", "宁渡银行"), say("¥0 so far", "尚未存入")),
            Station("wheel", say("You", "您"), say("due 30 Nov", "11月30日到账"), reader=True),
            Station("ring", say("Back", "归还"), say("from Jan", "1月起")),
        ),
        (
            Reach(1, Gate("yours", say("your signature", "您的签字"))),
            Reach(0, Gate("shut", say("two keys", "双人双钥"))),
            Reach(0),
        ),
        say("The money stands before your signature.", "资金停在您的签字之前。"),
    )


def _contract_strip() -> ChannelStrip:
    return ChannelStrip(
        (
            Station("ring", say("3 funders", "3 家出资方"), say("¥1,000,000", "100 万元")),
            Station(
                "basin",
                say("Ningdu Bank", "宁渡银行"),
                say("¥0, all passed on", "0 元，已全部划转"),
            ),
            Station(
                "wheel",
                say("Liangshan Lamps", "凉杉灯具"),
                say("¥1,000,000 used", "已用 100 万元"),
                reader=True,
            ),
            Station(
                "ring", say("Back to funders", "已还出资方"), say("¥637,841.99", "637,841.99 元")
            ),
        ),
        (
            Reach(1, Gate("open")),
            Reach(1, Gate("open")),
            Reach(0.64, Gate("yours", say("November short", "11月未足额"), 0.64)),
        ),
        say(
            "All money reached you; November's instalment is short.",
            "款项已全部到账；11月的一期未足额。",
        ),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step("done", say("Request published", "申请已发布"), say("2 Nov", "11月2日")),
        Step(
            "done", say("Identity and licence checked", "身份和执照已核验"), say("3 Nov", "11月3日")
        ),
        Step(
            "done",
            say("Checks by experts: 6 of 6 done", "专业核查：6 项全部完成"),
            say("16 Nov", "11月16日"),
        ),
        Step(
            "done",
            say("Matched for you: 4 offers", "已为您匹配 4 个方案"),
            say("18 Nov", "11月18日"),
        ),
        Step(
            "now",
            say("Choose and sign", "选择并签约"),
            second=say(
                "Your turn, by Thu 26 Nov, 18:00. Takes about 10 minutes.",
                "轮到您：11月26日 周四 18:00 前，约需 10 分钟",
            ),
        ),
        Step(
            "ahead",
            say("Money safe at Ningdu Bank", "资金存入宁渡银行"),
            say("27 Nov", "11月27日"),
            say("Then the bank's turn, within 1 day", "之后轮到银行，1 天内"),
        ),
        Step(
            "ahead",
            say("Money in your account", "钱到您账上"),
            say("30 Nov", "11月30日"),
            say("If you sign today: Mon 30 Nov", "若今天签约：11月30日 周一"),
        ),
    )


def _improvements() -> tuple[pages.Improvement, ...]:
    rows = (
        (
            "Link your bank feed",
            "授权银行流水",
            "narrows the band to A3–B1",
            "区间收窄到 A3–B1",
            "0.5",
            "3 minutes",
            "3 分钟",
        ),
        (
            "Two years of accounts",
            "两年财务报表",
            "may raise the grade to A3",
            "等级可能升到 A3",
            "0.3",
            "upload",
            "上传",
        ),
        (
            "Fewer sales to one buyer",
            "降低单一买家占比",
            "Longbridge is 58 % of sales",
            "长桥泵业占销售 58 %",
            "0.2",
            "over months",
            "需数月",
        ),
    )
    return tuple(
        pages.Improvement(
            Action(say(en, zh), BACK),
            say(effect, wirkt),
            say(f"cost −{worth} %", f"成本 −{worth} %"),
            say(takes, zeit),
        )
        for en, zh, effect, wirkt, worth, takes, zeit in rows
    )


def _quiet_plan() -> Plan:
    bars = tuple(
        PlanBar(
            wording.month(date(2026 + (k + 4) // 12, (k + 4) % 12 + 1, 5), say("en", "zh-hans")),
            Decimal(84000),
            Decimal(2420) - 150 * k,
            Decimal(90000) if k < 7 else Decimal(0),
        )
        for k in range(12)
    )
    return Plan(bars, say("Seven of twelve paid", "已还 7 期，共 12 期"), 7, 44)


def _events() -> tuple[Event, ...]:
    return (
        Event(
            "done",
            say("5 Nov", "11月5日"),
            say("¥86,434.57 fell due; ¥32,800 paid", "应还 86,434.57 元，已付 32,800 元"),
        ),
        Event("done", say("8 Nov", "11月8日"), say("Reminder sent and read", "提醒已发送并已读")),
        Event(
            "now",
            say("By Mon 30 Nov", "11月30日前"),
            say(
                "Your turn: pay ¥53,884.37, or ask for a new plan",
                "轮到您：付 53,884.37 元，或申请调整计划",
            ),
            say("Nothing is added to your record until then", "此前不记入信用记录"),
        ),
        Event(
            "ahead",
            say("Tue 1 Dec", "12月1日"),
            say(
                "Interest on the missing part rises from 6.8 to 10.2 %",
                "欠付部分利率由 6.8 % 升至 10.2 %",
            ),
            say("clause 7.2, within the ceiling of 12.0 %", "第 7.2 条，低于上限 12.0 %"),
        ),
        Event(
            "ahead",
            say("Sat 5 Dec", "12月5日"),
            say("Next instalment, ¥86,434.57", "下一期，86,434.57 元"),
        ),
        Event(
            "ahead",
            say("4 Feb", "2月4日"),
            say(
                "If still late: Tongzhou Guarantee pays for you, then you owe it",
                "仍逾期：同舟担保代偿，您转而欠其款项",
            ),
            say("90 days late, clause 9.1", "逾期 90 天，第 9.1 条"),
        ),
    )


def _rows() -> tuple[pages.InstalmentRow, ...]:
    paid = Mark("done", say("paid on the day", "当日付清"))
    return (
        pages.InstalmentRow(
            say("Sep", "9月"), "2026-09-05", "83,082.41", "3,352.16", "86,434.57", paid
        ),
        pages.InstalmentRow(
            say("Oct", "10月"), "2026-10-05", "83,553.21", "2,881.36", "86,434.57", paid
        ),
        pages.InstalmentRow(
            say("Nov", "11月"),
            "2026-11-05",
            "30,392.11",
            "2,407.89",
            "32,800.00",
            Mark("late", say("¥53,634.57 missing", "欠 53,634.57 元")),
        ),
        pages.InstalmentRow(
            say("Dec", "12月"),
            "2026-12-05",
            "–",
            "–",
            "–",
            Mark("wait", say("¥86,434.57 due", "应还 86,434.57 元")),
        ),
    )
