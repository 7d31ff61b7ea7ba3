"""The wizard and the comparison of offers."""

from decimal import Decimal

from headrace.portals.drawings.gauges import RangeAxis, TimeSpan
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.enterprise import pages
from headrace.portals.pieces import Action, Choice, ChoiceField, Field, Head, Mark
from tests.portals.samples.words import say

ENDS = (3.0, 13.0)
TICKS = tuple((value, f"{value:g} %") for value in (3.0, 5.0, 7.0, 9.0, 11.0, 13.0))
FEW = tuple((value, f"{value:g} %") for value in (3.0, 8.0, 13.0))


def ask(wrong: bool = False) -> pages.AskPage:
    amount = Field(
        "amount",
        say("How much do you need?", "需要多少资金？"),
        "12" if wrong else "1,200,000",
        kind="amount",
        before="¥",
        after="" if wrong else say("1.2 million", "120 万"),
        error=say("The least we can match is ¥10,000.", "最低可匹配 10,000 元。") if wrong else "",
    )
    return pages.AskPage(
        head=Head(
            say("Question 1 to 3 of 3, saved as you type", "第 1 至 3 题，共 3 题，边填边存"),
            say("How much, what for, when?", "要多少、做什么、何时用？"),
        ),
        amount=amount,
        purpose=_choice(
            "purpose",
            say("What is it for?", "做什么用？"),
            (
                say("Materials for an order", "订单备料"),
                say("Machine", "设备"),
                say("Wages", "工资"),
                say("Repay a loan", "还旧贷"),
                say("Other", "其他"),
            ),
            0,
        ),
        wanted=_choice(
            "wanted",
            say("When do you need it?", "什么时候要用？"),
            (say("This week", "本周"), say("By 7 December", "12月7日前"), say("Later", "以后")),
            1,
        ),
        months=_choice(
            "months",
            say("For how long?", "用多久？"),
            tuple(say(f"{n} months", f"{n} 个月") for n in (3, 6, 9, 12, 24)),
            2,
        ),
        key="0198c0de-0000-7000-8000-000000000001",
        post_to="#page",
        indications_from="#page",
        indications=_indications(),
        indications_words=say(
            "Likely ranges for a firm like yours, from the public "
            "register alone. Each proof you add narrows them.",
            "仅凭公开登记信息，对您这类企业的大致区间。每补一项证明，区间会更窄。",
        ),
        submit=say("Carry on with my phone number", "用手机号继续"),
        reassurance=say(
            "No papers needed yet. It does not affect your grade.", "暂不需材料，不影响您的等级。"
        ),
        closed=_closed(),
        wrong=(amount,) if wrong else (),
    )


def offers() -> pages.OffersPage:
    return pages.OffersPage(
        head=Head(
            "R-2026-0418",
            say("Five ways to finance ¥1,200,000", "120 万元的五种融资方式"),
            say(
                "Castings for the Longbridge order, 9 months, money wanted by 7 December",
                "长桥订单铸件，9 个月，12月7日前用",
            ),
            back=Action(say("Home", "首页"), "/gallery/home/"),
        ),
        advice=pages.Advice(
            say("Cheapest that covers all: two together", "足额且最省：两笔组合"),
            say(
                "Invoices for ¥980,000, then a bank loan for the other "
                "¥220,000. 4.8 % a year, ¥24,300 in all.",
                "发票融资 98 万元，另 22 万元用银行贷款。年化 4.8 %，共 24,300 元。",
            ),
            Action(say("Choose this pair", "选这一组合"), "#page", "post"),
        ),
        offers=(
            _offer(
                ("Against invoices", "发票融资"),
                ("Tidewatch Bank", "望潮银行"),
                "980,000",
                False,
                4.6,
                (4.4, 4.9),
                (2, 3),
                0,
            ),
            _offer(
                ("Bank loan", "银行贷款"),
                ("Clearbrook Rural Bank", "清川农商银行"),
                "1,200,000",
                True,
                5.9,
                (5.4, 6.6),
                (9, 14),
                1,
            ),
            _offer(
                ("Financial lease", "融资租赁"),
                ("Panshipo Leasing", "磐石坡租赁"),
                "1,200,000",
                True,
                7.4,
                (7.0, 8.0),
                (12, 18),
                2,
            ),
            _offer(
                ("Shop platform", "电商平台融资"),
                ("Banpo Mall Finance", "半坡商城金融"),
                "260,000",
                False,
                9.8,
                (9.2, 10.5),
                (1, 1),
                3,
            ),
        ),
        closed=_closed(),
    )


def _choice(name: str, label: str, labels: tuple[str, ...], chosen: int) -> ChoiceField:
    return ChoiceField(
        name, label, tuple(Choice(str(k), words, k == chosen) for k, words in enumerate(labels))
    )


def _indications() -> tuple[pages.Indication, ...]:
    rows = (
        (
            say("Against invoices to Longbridge Pumps", "长桥泵业发票融资"),
            4.2,
            5.6,
            say("Needs: their confirmation", "需要：对方确认"),
            say("2–3 days", "2–3 天"),
        ),
        (
            say("Bank loan", "银行贷款"),
            5.2,
            7.8,
            say("Needs: link your bank feed", "需要：授权银行流水"),
            say("8–14 days", "8–14 天"),
        ),
        (
            say("Lease back your machines", "设备售后回租"),
            6.6,
            8.9,
            say("Needs: valuation visit", "需要：上门估值"),
            say("12–18 days", "12–18 天"),
        ),
        (
            say("Against online sales", "网店销售融资"),
            8.4,
            11.2,
            say("Up to ¥260,000 of it", "其中最多 26 万元"),
            say("1 day", "1 天"),
        ),
    )
    return tuple(
        pages.Indication(
            name,
            f"{low}–{high}\u00a0%",
            RangeAxis(low, high, ENDS, f"{name} {low}–{high} %", None, TICKS, k == 0),
            needs,
            days,
        )
        for k, (name, low, high, needs, days) in enumerate(rows)
    )


def _closed() -> tuple[pages.ClosedWay, ...]:
    return (
        pages.ClosedWay(
            say("Person to person", "个人网络借贷"),
            say(
                "Lenders must be licensed institutions, so private persons cannot lend.",
                "出借人须为持牌机构，个人不得出借。",
            ),
            say("private lenders: off", "个人出借：关闭"),
            "2020-11-15",
            "CN-CURRENT",
            "#page",
        ),
    )


def _offer(name, funder, amount, whole, cost, band, span, place) -> pages.OfferColumn:
    securities = (
        say("Invoices to Longbridge Pumps, confirmed by them", "长桥泵业已确认的发票"),
        say("Owner's guarantee, ¥1,200,000", "企业主保证，120 万元"),
        say("Two lathes; the lessor owns them until the end", "两台车床，期满前归出租方"),
        say("None; sales pass through Ningdu Bank", "无；销售款经宁渡银行"),
    )
    late = span[1] > 14
    bars = tuple(
        PlanBar(str(k), Decimal(130000 - 900 * k), Decimal(0), Decimal(130000)) for k in range(9)
    )
    return pages.OfferColumn(
        name=say(*name),
        funder=say(*funder),
        covers=say(f"¥{amount}", f"{int(amount.replace(',', '')) // 10000}\u00a0万元"),
        covers_mark=Mark("done", say("all", "全额"))
        if whole
        else Mark("part", say("part", "部分")),
        cost=f"{cost}\u00a0%",
        axis=RangeAxis(*band, ENDS, f"{name[0]} {cost} %", cost, FEW, True),
        cost_in_all=say("¥29,600", "29,600 元"),
        days=say(f"{span[0]}–{span[1]} days", f"{span[0]}–{span[1]} 天"),
        span=TimeSpan(*span, 14, 20, say("your date in 14 days", "您的日期在 14 天后")),
        security=securities[place],
        plan=Plan(bars, say("9 equal months", "9 期等额")),
        repay=say("9 equal months, ¥136,622", "9 期等额，每期 136,622 元"),
        mind=say("Your own assets stand behind it", "以您的个人资产作保证"),
        act=Action(say("See cost sheet", "看费用清单"), "#page"),
        date_mark=Mark("near", say("may miss your date", "可能赶不上日期")) if late else None,
        chosen=place < 2,
    )
