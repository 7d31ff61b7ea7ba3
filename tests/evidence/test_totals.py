"""Sums of events are exact, and no order or grouping of the events can change them."""

from collections import Counter
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules.counterparties import masked_name, normal_name
from headrace.evidence.rules.totals import DaySums, Taken, day_sums, partner_sums

FIRM = UUID(int=70)
BIG = 10**15

taken = st.builds(
    Taken,
    enterprise_id=st.just(FIRM),
    kind=st.just("invoice"),
    direction=st.sampled_from(["sale", "purchase"]),
    currency=st.sampled_from(["CNY", "EUR"]),
    day=st.dates(date(2026, 1, 30), date(2026, 2, 2)),
    amount_minor=st.integers(-BIG, BIG),
    voided=st.booleans(),
    counterparty=st.sampled_from([b"a" * 32, b"b" * 32]),
    label=st.sampled_from(["杭***司", "云***厂"]),
)


class TestDaySums:
    def test_of_a_sale_a_credit_note_and_a_voided_one(self):
        day = (FIRM, "invoice", "sale", "CNY", date(2026, 2, 1))
        events = [
            Taken(*day, 113000, False, b"a", "x"),
            Taken(*day, -13000, False, b"a", "x"),
            Taken(*day, 999999, True, b"a", "x"),
        ]

        (sums,) = day_sums(events).values()

        assert sums == DaySums(
            count=2, sum_minor=100000, sum_squares=113000**2 + 13000**2, voided=1, credit_notes=1
        )

    @given(st.lists(taken), st.randoms())
    def test_do_not_depend_on_the_order(self, events, random):
        shuffled = random.sample(events, len(events))

        assert day_sums(shuffled) == day_sums(events)
        assert partner_sums(shuffled) == partner_sums(events)

    @given(st.lists(taken))
    def test_lose_no_event_and_no_fen(self, events):
        sums = day_sums(events).values()

        assert sum(each.count + each.voided for each in sums) == len(events)
        assert sum(each.sum_minor for each in sums) == sum(
            event.amount_minor for event in events if not event.voided
        )

    @given(st.lists(taken))
    def test_agree_with_the_sums_of_the_trading_partners(self, events):
        by_day, by_partner = Counter(), Counter()
        for key, each in day_sums(events).items():
            by_day[key.direction, key.currency, key.day.replace(day=1)] += each.sum_minor
        for key, each in partner_sums(events).items():
            by_partner[key.direction, key.currency, key.month] += each.sum_minor

        assert {k: v for k, v in by_day.items() if v} == {k: v for k, v in by_partner.items() if v}


class TestPartnerNames:
    def test_in_other_spellings_are_the_same_partner(self):
        assert normal_name("ＹＵＮ  Xi (Trade) Co. Ltd") == normal_name("yun xi（trade）co., ltd.")

    def test_of_punctuation_alone_stay_themselves(self):
        assert normal_name("*** ") == "***"

    def test_are_shown_masked(self):
        assert masked_name("杭州云溪纺织有限公司") == "杭州***公司"
        assert masked_name("李小明") == "李***明"
        assert masked_name("李明") == "李***"

    @given(st.text("abc杭州云溪纺织", min_size=3, max_size=20))
    def test_never_show_more_than_four_characters(self, name):
        assert len(masked_name(name).replace("***", "")) <= 4
        assert masked_name(name) != name
