"""Drawings stay inside their view, keep their text readable, and their sums hold."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.portals.drawings import marks, svg
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.days import DailyBars, Forecast, Sparkline
from headrace.portals.drawings.gauges import Checks, LimitGauge, Parts, RangeAxis, TimeSpan
from headrace.portals.drawings.grade import GRADES, BandLadder, GradeBand, Rung, grade_at
from headrace.portals.drawings.histogram import CeilingHistogram
from headrace.portals.drawings.plan import Plan, PlanBar

WIDTHS = st.sampled_from(svg.FULL)
SHARES = st.floats(0, 1)
AMOUNTS = st.decimals(0, 10_000_000, places=2)
NAMES = st.text("ab 阀门有限公司,1", min_size=1, max_size=24)


def elements(drawn: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawn).iter(name))


def of_class(drawn: str, css: str) -> list[ElementTree.Element]:
    return [e for e in elements(drawn, "rect") if css in e.get("class", "").split()]


def inside(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)
    _x, _y, width, height = (float(part) for part in root.get("viewBox", "").split())
    for box in root.iter("rect"):
        x, y, w, h = (float(box.get(key, "0")) for key in ("x", "y", "width", "height"))
        assert x >= -0.01
        assert y >= -3
        assert x + w <= width + 0.02
        assert y + h <= height + 0.02


def texts_fit(drawn: str) -> None:
    root = ElementTree.fromstring(drawn)
    width = float(root.get("width", "0"))
    for line in root.iter("text"):
        css = line.get("class", "").split()
        size = int(css[0][1:])
        taken = svg.text_width(line.text or "", size, bold="b" in css)
        x = float(line.get("x", "0"))
        start = {"end": x - taken, "middle": x - taken / 2}.get(line.get("text-anchor", ""), x)
        assert start >= -0.5
        assert start + taken <= width + 0.5


@st.composite
def strips(draw) -> ChannelStrip:
    count = draw(st.integers(3, 5))
    kinds = st.sampled_from(("ring", "basin", "wheel"))
    gates = st.none() | st.builds(
        Gate, st.sampled_from(("open", "shut", "yours")), st.text("ab门", max_size=10), SHARES
    )
    stations = tuple(
        Station(draw(kinds), draw(NAMES), draw(NAMES), draw(st.booleans()), draw(st.booleans()))
        for _ in range(count)
    )
    reaches = tuple(Reach(draw(SHARES), draw(gates)) for _ in range(count - 1))
    return ChannelStrip(stations, reaches, "Where the money is")


@given(strips(), WIDTHS)
def test_a_channel_stays_in_its_view_whatever_it_is_told(strip, width):
    inside(strip.svg(width))


@given(strips())
def test_words_of_a_channel_on_a_phone_never_leave_it(strip):
    texts_fit(strip.svg(288))


@given(strips(), WIDTHS)
def test_an_amount_is_never_shortened(strip, width):
    said = [line.text for line in elements(strip.svg(width), "text")]
    wide = [
        s.amount for s in strip.stations if svg.text_width(s.amount, 14, bold=True) > width - 36
    ]
    assert {s.amount for s in strip.stations} - set(wide) <= set(said)


@given(SHARES, SHARES, st.sampled_from(("shut", "yours")))
def test_water_never_passes_a_shut_gate(water, at, state):
    assert Reach(water, Gate(state, at=at)).filled <= at


def test_water_passes_an_open_gate():
    assert Reach(1.0, Gate("open", at=0.5)).filled == 1.0


def test_the_table_of_a_channel_names_every_station_and_gate():
    strip = ChannelStrip(
        (
            Station("ring", "Funders", "¥1"),
            Station("basin", "Bank", "¥0"),
            Station("wheel", "You", "–"),
        ),
        (Reach(1, Gate("yours", "your signature")), Reach()),
        "The money stands before your signature.",
    )
    assert strip.twin().rows == (
        ("Funders", "¥1", "your signature: shut, your turn"),
        ("Bank", "¥0", "–"),
        ("You", "–", "–"),
    )


def test_a_channel_of_two_stations_is_refused():
    with pytest.raises(ValueError, match="three to five"):
        ChannelStrip((Station("ring", "a", "b"),) * 2, (Reach(),), "")


@st.composite
def bands(draw) -> GradeBand:
    low, point, high = sorted(draw(st.lists(st.floats(0, 10), min_size=3, max_size=3)))
    return GradeBand(grade_at(point), low, point, high, "A grade")


@given(bands(), WIDTHS)
def test_a_grade_and_its_band_stay_on_the_scale(band, width):
    inside(band.svg(width))
    inside(band.small())
    texts_fit(band.svg(width))


@given(bands())
def test_the_band_is_as_wide_as_it_is_likely(band):
    drawn = of_class(band.svg(1002), "band")
    width = float(drawn[0].get("width", "0")) if drawn else 0.0
    assert width == pytest.approx(100 * (band.high - band.low), abs=0.01)


def test_a_band_whose_point_lies_outside_is_refused():
    with pytest.raises(ValueError, match="over its point"):
        GradeBand("B1", 4, 3, 5, "")


def test_places_on_the_scale_are_named():
    assert [grade_at(place) for place in (0, 3.4, 9.99, 10)] == ["A1", "B1", "D", "D"]
    assert GradeBand("B1", 2.3, 3.4, 5.1, "x").twin().rows[0][1] == "A3"


@given(st.lists(bands(), min_size=1, max_size=6), WIDTHS)
def test_a_ladder_stays_in_its_view(several, width):
    rungs = tuple(
        Rung("a proof", band.low, band.point, band.high, k == 0, k == 1)
        for k, band in enumerate(several)
    )
    ladder = BandLadder(rungs, "B1", "x")
    inside(ladder.svg(width))
    assert len(ladder.twin().rows) == len(rungs)


@st.composite
def plans(draw) -> Plan:
    bars = tuple(
        PlanBar("Nov", draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS), draw(st.booleans()))
        for _ in range(draw(st.integers(1, 36)))
    )
    return Plan(bars, "A plan", draw(st.none() | st.integers(0, len(bars) - 1)))


@given(plans(), WIDTHS)
def test_a_plan_stays_in_its_view(plan, width):
    inside(plan.svg(width))
    inside(plan.small())
    texts_fit(plan.svg(width))


@given(plans())
def test_the_table_of_a_plan_has_a_row_for_each_instalment(plan):
    assert len(plan.twin().rows) == len(plan.bars)


def test_a_payment_serves_interest_before_principal():
    bar = PlanBar("Nov", Decimal("83000"), Decimal("3000"), Decimal("32800"), True)
    assert bar.state == "missing"
    assert bar.paid_principal == Decimal("29800")


def test_an_instalment_is_missing_only_after_its_day():
    before = PlanBar("Dec", Decimal(10), Decimal(1))
    after = PlanBar("Dec", Decimal(10), Decimal(1), fallen_due=True)
    assert (before.state, after.state) == ("to come", "missing")


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60), WIDTHS)
def test_daily_bars_stay_in_their_view(values, width):
    forecast = Forecast(7, (1, 2, 3), (0, 2, max(values)))
    days = DailyBars(tuple(values), ((0, "28 Sep"),), "¥ thousand", "x", forecast)
    texts_fit(days.svg(width))
    ends = [float(y) for y in re.findall(r"M[\d.]+ (-?[\d.]+)h", days.svg(width))]
    assert min(ends, default=0) >= 0
    assert days.twin().rows[-1][0] == "today"


@given(st.floats(0.001, 1e9))
def test_the_top_of_an_axis_is_round_and_not_far_above(largest):
    top = svg.nice_top(largest)
    assert largest <= top <= 2 * largest + 1e-9


def test_an_axis_without_values_still_has_a_top():
    assert svg.nice_top(0) == 3


def test_a_flat_sparkline_is_drawn_level():
    assert "nan" not in Sparkline((5, 5, 5), "flat").small()


@given(st.integers(0, 9), st.integers(1, 9))
def test_one_square_per_check(done, of):
    drawn = Checks(min(done, of), of).small()
    assert len(of_class(drawn, "f-race")) == min(done, of)
    assert len(elements(drawn, "rect")) == of


@pytest.mark.parametrize(
    ("value", "mark"), [("4.4", "done"), ("4.5", "near"), ("5", "near"), ("5.1", "late")]
)
def test_a_limit_is_near_from_nine_tenths_and_over_above_it(value, mark):
    assert LimitGauge(Decimal(value), Decimal(5), "x").mark == mark


@given(st.decimals(0, 1000, places=2), st.decimals("0.01", 1000, places=2))
def test_a_limit_gauge_stays_in_its_view(value, limit):
    inside(LimitGauge(value, limit, "x").small())


@given(st.floats(-5, 20), st.floats(0, 10), WIDTHS)
def test_a_range_stays_on_its_axis(low, span, width):
    ticks = ((3.0, "3 %"), (13.0, "13 %"))
    axis = RangeAxis(low, low + span, (3.0, 13.0), "x", low, ticks, True)
    inside(axis.svg(width))
    texts_fit(axis.svg(width))
    assert len(axis.twin().rows) == 3


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 90))
def test_a_span_of_days_stays_in_its_view(first, longer, wanted):
    inside(TimeSpan(first, first + longer, wanted, 30, "x").small())


@given(AMOUNTS, st.decimals("0.01", 10_000_000, places=2), WIDTHS)
def test_the_two_parts_of_an_amount_fill_the_bar(first, second, width):
    drawn = Parts(first, second, "interest", "principal", "x").svg(width)
    inside(drawn)
    filled = sum(float(box.get("width", "0")) for box in elements(drawn, "rect"))
    assert width - 6 <= filled <= width


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20), WIDTHS)
def test_a_histogram_stays_in_its_view_and_counts_what_is_near(counts, width):
    words = ("12.0 %", "ceiling, 4 × LPR")
    picture = CeilingHistogram(tuple(counts), 4.0, 0.5, 12.0, words, "x")
    inside(picture.svg(width))
    assert picture.near() == (counts[15] if len(counts) > 15 else 0)
    assert len(picture.twin().rows) == len(counts)


def test_text_under_twelve_pixels_cannot_be_drawn():
    with pytest.raises(ValueError, match="smaller"):
        svg.text(0, 0, "too small", "ink2", 11)


def test_words_are_shortened_only_when_they_must_be():
    assert svg.fit("Funders", 200, 13) == "Funders"
    assert svg.fit("石榴湾阀门有限公司", 60, 13) == "石榴湾阀…"


def test_names_from_outside_cannot_become_markup():
    drawn = svg.document(10, 10, svg.text(0, 0, "<script>", "b"), title='"<b>', sentence="&")
    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn).find("text").text == "<script>"


@pytest.mark.parametrize("kind", [*marks.STATUS])
def test_every_status_has_its_own_shape(kind):
    others = [marks.status(other) for other in marks.STATUS if other != kind]
    assert marks.status(kind) not in others


@given(bands(), strips(), plans(), WIDTHS)
def test_no_drawing_carries_a_style_attribute_or_an_id(band, strip, plan, width):
    for drawn in (band.svg(width), strip.svg(width), plan.svg(width)):
        assert not re.search(r"\s(style|id)=", drawn)


def test_all_ten_grades_stand_under_the_scale():
    drawn = GradeBand("B1", 2.3, 3.4, 5.1, "x").svg(328)
    assert [line.text for line in elements(drawn, "text")] == list(GRADES)
