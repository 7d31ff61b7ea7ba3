"""
The firms of the set of real invoices as enterprises of the town.

Real are their invoices and the kind of business in their masked names. Invented, the same each
time, are what the set withholds: first words of the name, credit code, district, people at work.
"""

import random
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from headrace.simulation import dataset
from headrace.simulation.dataset import Record
from headrace.simulation.firms import Firm, credit_code
from headrace.simulation.plan import Course, Plan, Trade

# A word of the name, the industry of the size pack, and what the trade is called.
_TRADES = (
    ("建筑劳务", "other", "建筑劳务", "Construction labour"),
    ("劳务", "other", "劳务", "Labour services"),
    ("装饰", "other", "装饰", "Fitting-out"),
    ("工程", "other", "工程", "Engineering"),
    ("物流", "transport", "物流", "Logistics"),
    ("运输", "transport", "运输", "Haulage"),
    ("软件", "software", "软件", "Software"),
    ("科技", "software", "科技", "Technology"),
    ("餐饮", "catering", "餐饮", "Catering"),
    ("药", "retail", "医药", "Pharmacy"),
    ("经营部", "retail", "零售", "Retail"),
    ("商贸", "wholesale", "商贸", "Trading"),
    ("贸易", "wholesale", "贸易", "Trading"),
    ("建材", "wholesale", "建材", "Building materials"),
    ("设备", "manufacturing", "设备", "Equipment"),
    ("机械", "manufacturing", "机械", "Machinery"),
    ("咨询", "other", "咨询", "Consulting"),
    ("广告", "other", "广告", "Advertising"),
    ("文化", "other", "文化传播", "Culture and media"),
)
_OTHERWISE = ("", "wholesale", "经营", "General")
_YUAN_A_HEAD = 400_000
_FEWEST, _MOST = 2, 190
"""Staff is estimated from sales; the most is under what would make any trade a large firm."""


@dataclass(frozen=True, slots=True)
class RealFirm(Firm):
    """A firm of the set, with its code there."""

    code: str
    in_credit_register: bool
    invoices: int


def real_firms(plan: Plan, folder: Path) -> tuple[RealFirm, ...]:
    """
    Return the firms of the set, numbered from 0 in the order of their codes.

    :raises dataset.DataMissing: the set is not in the folder
    """
    return tuple(_firm(plan, number, each) for number, each in enumerate(dataset.firms(folder)))


def _firm(plan: Plan, number: int, record: Record) -> RealFirm:
    trade = _trade(record.masked_name)
    zh, en = _stems(plan, number)
    sales = max(0, record.year_fen) // 100
    individual = record.masked_name.startswith("个体")
    rest = "个体经营" if individual else record.masked_name.replace("***", "")
    return RealFirm(
        number=number,
        name_en=f"{en} {trade.name_en} ({record.code})",
        name_zh=f"{zh}{rest}",
        uscc=credit_code(f"real-{record.code}", individual=individual),
        district=plan.districts[number % len(plan.districts)],
        trade=trade,
        course=_course(plan),
        staff=max(_FEWEST, min(_MOST, sales // _YUAN_A_HEAD)),
        yearly_sales=sales,
        individual=individual,
        code=record.code,
        in_credit_register=record.in_credit_register,
        invoices=record.invoices,
    )


def _trade(masked_name: str) -> Trade:
    found = next((each for each in _TRADES if each[0] in masked_name), _OTHERWISE)
    _, industry, zh, en = found
    return Trade(en, zh, industry, ticket=0, monthly=Decimal(0), season=0)


def _stems(plan: Plan, number: int) -> tuple[str, str]:
    """Two place names, another pair for each number, so that masked names do not look alike."""
    places = len(plan.stems)
    pairs = [(a, b) for a in range(places) for b in range(places) if a != b]
    random.Random(plan.seed).shuffle(pairs)
    first, second = (plan.stems[each] for each in pairs[number % len(pairs)])
    return first[1] + second[1], f"{first[0]} {second[0]}"


def _course(plan: Plan) -> Course:
    """What providers will find: nothing that the set does not say, so the same for every firm."""
    return next(each for each in plan.courses if each.name == "steady")
