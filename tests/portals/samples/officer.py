"""The loan officer's queue and a dossier."""

from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.days import Sparkline
from headrace.portals.drawings.gauges import Checks
from headrace.portals.drawings.grade import BandLadder, GradeBand, Rung
from headrace.portals.investor import pages
from headrace.portals.pieces import Action, Fact, Field, GradeSheet, Head, Mark, Message, Vouched
from headrace.portals.public.part_pictures import days
from tests.portals.samples.words import say

FIRMS = (
    (
        ("Jiukezao Foods", "九棵枣食品厂"),
        ("Hetang, jams, 34 staff", "荷塘，果酱，34 人"),
        "600,000",
        "B2",
        (3.5, 4.4, 5.6),
        6,
        "turn",
        ("Decide by 18:00 today", "今日 18:00 前决定"),
        38,
    ),
    (
        ("Shiliuwan Valve", "石榴湾阀门"),
        ("Dongdu, valves, 61 staff", "东渡，阀门，61 人"),
        "220,000",
        "B1",
        (2.3, 3.4, 5.1),
        6,
        "turn",
        ("Second key by 25 Nov", "11月25日前复核"),
        12,
    ),
    (
        ("Wandu Bearing", "晚渡轴承"),
        ("Dongdu, bearings, 88 staff", "东渡，轴承，88 人"),
        "2,400,000",
        "A3",
        (2.1, 2.5, 3.3),
        5,
        "wait",
        ("Guarantee report, due 24 Nov", "担保报告，11月24日到期"),
        41,
    ),
    (
        ("Songzhen Lane Clothing", "松针里服装"),
        ("Xiling, clothing, 22 staff", "西岭，服装，22 人"),
        "350,000",
        "B3",
        (3.6, 5.8, 8.2),
        3,
        "refused",
        ("Paused: sales fell 31 %", "已暂停：销售降 31 %"),
        9,
    ),
    (
        ("Yunque Ridge Bamboo", "云雀岭竹器"),
        ("Beiwu, co-operative, 15", "北坞，合作社，15 人"),
        "180,000",
        "B3",
        (2.8, 5.2, 8.6),
        2,
        "wait",
        ("Firm's turn: bank feed", "待企业：授权流水"),
        6,
    ),
    (
        ("Qinglu Umbrella Works", "青芦纸伞工坊"),
        ("Nantan, sole trader", "南滩，个体户"),
        "90,000",
        "B2",
        (3.1, 4.7, 6.9),
        4,
        "late",
        ("Site visit late by 2 days", "实地核查逾期 2 天"),
        17,
    ),
    (
        ("Shuanghe Mould", "双禾模具"),
        ("Shiqiao, moulds, 47 staff", "石桥，模具，47 人"),
        "1,500,000",
        "B1",
        (2.9, 3.8, 5.2),
        6,
        "done",
        ("Straight through: approved 15:02", "自动通过：15:02"),
        0,
    ),
)


def queue() -> pages.QueuePage:
    return pages.QueuePage(
        head=Head(
            say(
                "Clearbrook Rural Bank, small firms, Dongdu and Hetang",
                "清川农商银行，东渡、荷塘小企业组",
            ),
            say("2 files need your decision, 1 by 18:00", "2 份档案等您决定，1 份 18:00 到期"),
            main_act=Action(say("Open the first", "打开第一份"), "/gallery/dossier/"),
            other_act=Action(say("Filter", "筛选"), "#page"),
        ),
        strip=ChannelStrip(
            (
                Station("ring", say("New today", "今日新增"), say("14, ¥6.8 m", "14 份，680 万元")),
                Station(
                    "ring", say("Being checked", "核查中"), say("21, ¥19.3 m", "21 份，1,930 万元")
                ),
                Station(
                    "ring",
                    say("Ready to decide", "待决定"),
                    say("2, ¥820,000", "2 份，82 万元"),
                    reader=True,
                ),
                Station(
                    "wheel",
                    say("Released this week", "本周已放款"),
                    say("19, ¥11.4 m", "19 笔，1,140 万元"),
                ),
            ),
            (
                Reach(1, Gate("open")),
                Reach(1, Gate("shut", say("21 wait for others", "21 份等他人"))),
                Reach(1, Gate("yours", say("your decision", "您的决定"), 0.07)),
            ),
            say("Two files wait for your decision, 21 for others.", "2 份等您决定，21 份等他人。"),
        ),
        rows=tuple(_row(k, firm) for k, firm in enumerate(FIRMS)),
        order=say(
            "Sorted by what is due first. 37 files in all; 19 min a file "
            "on average, 52 before shared checks.",
            "按到期先后排列。共 37 份，平均每份 19 分钟，共用核查前为 52 分钟。",
        ),
        rest=Action(say("Next 29", "其余 29 份"), "#page"),
    )


def dossier() -> pages.DossierPage:
    sentence = say("B2, likely between B1 and B3", "B2，大概率在 B1 与 B3 之间")
    return pages.DossierPage(
        head=Head(
            say(
                "R-2026-0436, seen by you from 15:12; what you see is kept with your decision",
                "R-2026-0436，您自 15:12 起查看，所见与决定一并留存",
            ),
            say("Jiukezao Foods asks ¥600,000 for 12 months", "九棵枣食品厂申请 60 万元，12 个月"),
            say(
                "To buy the winter fruit crop, repaid from 2027 sales",
                "收购冬果，以 2027 年销售款归还",
            ),
            back=Action(say("Queue", "待办"), "/gallery/queue/"),
        ),
        strip=ChannelStrip(
            (
                Station(
                    "ring",
                    say("Your bank", "贵行"),
                    say("¥600,000 asked", "申请 60 万元"),
                    reader=True,
                ),
                Station("basin", say("Ningdu Bank", "宁渡银行"), say("not yet", "尚无")),
                Station(
                    "wheel",
                    say("Jiukezao Foods", "九棵枣食品厂"),
                    say("fruit suppliers, direct", "直付果农"),
                ),
                Station("ring", say("Back to you", "归还贵行"), say("12 months", "12 个月")),
            ),
            (
                Reach(1, Gate("yours", say("your decision, by 18:00", "您的决定，18:00 前"), 0.06)),
                Reach(0, Gate("shut", say("two keys", "双人双钥"))),
                Reach(0),
            ),
            say("The money waits for your decision.", "资金等您决定。"),
        ),
        grade=GradeSheet(
            GradeBand("B2", 3.5, 4.4, 5.6, sentence),
            say("between B1 and B3", "在 B1 与 B3 之间"),
            say("4 of 100 such firms default", "同类企业每 100 家约 4 家违约"),
            say("within a year; 3 to 6", "一年内；3 至 6 家"),
        ),
        ladder=BandLadder(
            (
                Rung(say("Public register, owner", "公开登记、企业主"), 2.2, 5.4, 8.8),
                Rung(say("+ tax invoices, live", "+ 税务发票，实时"), 2.8, 4.8, 7.4),
                Rung(say("+ bank feed", "+ 银行流水"), 3.1, 4.6, 6.6),
                Rung(say("+ 6 findings", "+ 6 项核查结论"), 3.5, 4.4, 5.6, newest=True),
                Rung(say("next: stock recount", "下一项：存货复点"), 3.7, 4.3, 5.2, possible=True),
            ),
            "B2",
            sentence,
        ),
        decision=_decision(),
        facts=_facts(),
        facts_note=say("8 of 31", "31 项中的 8 项"),
        findings=_findings(),
        findings_note=say("6 of 6", "6/6"),
        sales=days(),
        sales_note=say("live, last event 16:22", "实时，最近 16:22"),
        live=(
            pages.LiveRow(
                "16:22",
                say("Baihe Markets", "百合超市"),
                "18,640.00",
                Mark("done", say("confirmed", "已确认")),
            ),
            pages.LiveRow(
                "15:31",
                say("Baihe Markets", "百合超市"),
                "−2,110.00",
                Mark("near", say("credit note", "红字发票")),
            ),
            pages.LiveRow(
                "14:48",
                say("Yuelu Export", "月麓外贸"),
                "96,500.00",
                Mark("wait", say("with the buyer", "待买方")),
            ),
        ),
        notes=(
            pages.Note(
                say("You asked", "您的提问"),
                "15:20",
                say("Why is the recount 6 % lower?", "复点为何少 6 %？"),
                say("only the firm and you see this", "仅企业与您可见"),
            ),
            pages.Note(
                say("The firm", "企业"),
                "15:48",
                say(
                    "Two pallets were with Baihe on approval; delivery note attached.",
                    "两托盘在百合超市试销，附送货单。",
                ),
                vouched=Vouched("said", say("said by the firm", "企业自述"), say("1 h", "1 小时")),
            ),
        ),
        ask=Field("question", say("Ask the firm", "向企业提问"), kind="area", required=False),
        ask_to="#page",
    )


def _row(place: int, firm: tuple) -> pages.QueueRow:
    name, second, amount, grade, (low, point, high), done, kind, words, minutes = firm
    course = tuple((k * (place + 3)) % 9 + k * (0.6 if place % 2 else 0.2) for k in range(26))
    return pages.QueueRow(
        say(*name),
        "/gallery/dossier/",
        say(*second),
        amount,
        say("bank loan, 12 m", "贷款 12 个月"),
        Checks(done, 6),
        Mark(kind, say(*words)),
        GradeBand(grade, low, point, high, f"{grade}"),
        Sparkline(course, say("Sales, 26 weeks", "26 周销售")),
        say(f"{minutes} min", f"{minutes} 分"),
        place == 0,
    )


def _decision() -> pages.Decision:
    return pages.Decision(
        post_to="#page",
        key="0198c0de-0000-7000-8000-000000000002",
        due=say("by 18:00 today", "今日 18:00 前"),
        doubts=(
            Message(
                "doubt",
                say("One open doubt", "一处存疑"),
                say(
                    "Stock: keeper and recount differ by ¥69,600. It moves the "
                    "grade by less than one step.",
                    "存货：库管与复点相差 69,600 元，对等级影响不足一级。",
                ),
            ),
        ),
        facts=(
            Fact(
                say("Your bank's policy", "贵行政策"),
                "",
                mark=Mark("done", say("14 of 14 rules met", "14 条全部满足")),
            ),
            Fact(
                say("All-in price at B2", "B2 综合成本"),
                "5.9\u00a0%",
                say("(ceiling 12.0 %)", "（上限 12.0 %）"),
            ),
            Fact(
                say("Loss you should expect", "预期损失"),
                say("¥9,700", "9,700 元"),
                say("(6,900 to 14,200)", "（6,900 至 14,200）"),
            ),
        ),
        fields=(
            Field("amount", say("Amount", "金额"), "600,000", kind="amount", before="¥"),
            Field("rate", say("Rate a year", "年利率"), "5.6", kind="number", after="%"),
            Field("months", say("Months", "期数"), "12", kind="number"),
        ),
        main_act=Action(
            say("Offer ¥600,000.00", "报价 600,000.00 元"), "#page", "post", value="offer"
        ),
        other_acts=(Action(say("Decline", "拒绝"), "#page", "post", value="decline"),),
    )


def _facts() -> tuple[pages.FactRow, ...]:
    return (
        pages.FactRow(
            say("Yearly sales, last 12 months", "近 12 个月销售"),
            say("¥8,412,300", "841.23 万元"),
            Vouched("feed", say("tax invoices", "税务发票"), say("2 h", "2 小时")),
            Mark("done", say("agrees with bank feed, 1.8 % apart", "与银行流水相符，差 1.8 %")),
        ),
        pages.FactRow(
            say("Staff with social insurance", "参保人数"),
            "34",
            Vouched("register", say("insurance bureau", "社保局"), say("21 d", "21 天")),
            Mark("done", say("small firm under CN-SME-2011", "按 CN-SME-2011 为小型")),
        ),
        pages.FactRow(
            say("Debts elsewhere", "他处负债"),
            say("¥730,000", "73 万元"),
            Vouched(
                "signed",
                say("Qingheng Credit", "清衡征信"),
                say("9 d", "9 天"),
                ((say("Method", "方法"), "API"),),
            ),
            Mark("done", say("none overdue", "无逾期")),
        ),
        pages.FactRow(
            say("Stock of fruit and jars", "果品与罐头存货"),
            say("¥1,160,000", "116 万元"),
            Vouched("signed", say("Anli Warehouse", "安砾仓储"), say("16 d", "16 天")),
            Mark("near", say("recount is 6 % lower", "复点少 6 %")),
        ),
        pages.FactRow(
            say("Orders signed for 2027", "2027 年已签订单"),
            say("¥3,900,000", "390 万元"),
            Vouched("said", say("said by the firm", "企业自述"), say("12 d", "12 天")),
            Mark("wait", say("counts at 20 % until confirmed", "确认前按 20 % 计")),
        ),
        pages.FactRow(
            say("Accounts 2024", "2024 年报表"),
            say("profit ¥512,000", "利润 51.2 万元"),
            Vouched("stale", say("auditor Mingdu", "明渡审计"), say("19 months", "19 个月")),
            Mark("wait", say("too old to count", "过期，不计")),
        ),
    )


def _findings() -> tuple[pages.FindingRow, ...]:
    clear = Mark("done", say("clear", "无异常"))
    return (
        pages.FindingRow(
            say("Identity and owners", "身份与股东"),
            say("Zhengxin Auth", "正信认证"),
            clear,
            say("3 Nov, good to May", "11月3日，有效至 5月"),
        ),
        pages.FindingRow(
            say("Business rating", "企业评级"),
            say("Haoran Rating", "浩然评级"),
            Mark("done", say("B2, 80 % sure", "B2，把握 80 %")),
            say("11 Nov, good to Feb", "11月11日，有效至 2月"),
        ),
        pages.FindingRow(
            say("Stock count", "存货盘点"),
            say("Anli Warehouse", "安砾仓储"),
            Mark("near", say("contested by firm", "企业有异议")),
            say("16 Nov, answer by 25 Nov", "11月16日，11月25日前答复"),
        ),
    )
