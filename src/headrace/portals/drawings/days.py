"""Daily amounts as bars with what is likely next, and the sparkline of a table row."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from headrace.portals.drawings import svg
from headrace.portals.drawings.svg import Twin, number


@dataclass(frozen=True, slots=True)
class Forecast:
    """A fan from the last day to its horizon: low, middle and high at both ends."""

    days: int
    near: tuple[float, float, float]
    far: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class DailyBars:
    """A figure per day up to today (the last), named days under it, and a likely range."""

    values: tuple[float, ...]
    labels: tuple[tuple[int, str], ...]
    unit: str
    sentence: str
    forecast: Forecast | None = None
    height: int = 132

    def svg(self, width: int) -> str:
        """History in mid, today in race, the forecast dotted in a pale fan."""
        return _draw(self, width)

    def twin(self) -> Twin:
        """The named days and today with their figures."""
        named = dict(self.labels)
        rows = tuple((named[k], f"{self.values[k]:,.0f}") for k in sorted(named))
        last = (_("today"), f"{self.values[-1]:,.0f}") if self.values else (_("today"), "–")
        return Twin(self.sentence, (_("Day"), self.unit), (*rows, last))


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The course of a figure: a line with a dot on its last value, which is printed beside."""

    values: tuple[float, ...]
    sentence: str
    late: bool = False
    width: int = 86
    height: int = 26

    def small(self) -> str:
        """The line, scaled between its own least and largest value."""
        least, most = min(self.values), max(self.values)
        span = (most - least) or 1.0
        step = (self.width - 8) / max(1, len(self.values) - 1)
        points = [
            (2 + step * k, 4 + (self.height - 8) * (1 - (value - least) / span))
            for k, value in enumerate(self.values)
        ]
        drawn = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
        tone = "brick" if self.late else "race"
        x, y = points[-1]
        dot = svg.element("circle", cx=x, cy=y, r=3.5, class_=f"f-{tone}")
        return svg.document(
            self.width,
            self.height,
            svg.path(drawn, f"spark spark-{tone}"),
            dot,
            title=self.sentence,
            css="still",
        )


def _draw(days: DailyBars, width: int) -> str:
    peak = max([*days.values, *(days.forecast.far if days.forecast else ())], default=0.0)
    top = svg.nice_top(peak)
    above = 18.0
    left = max(30.0, *(6 + svg.text_width(_level(top, k), 12) for k in range(4)))
    base = above + days.height
    ahead = days.forecast.days if days.forecast else 0
    step = (width - left) / max(1, len(days.values) + ahead)
    scale = days.height / top
    history = [
        (left + step * k + step * 0.08, base - v * scale, step * 0.84, v * scale)
        for k, v in enumerate(days.values)
    ]
    return svg.document(
        width,
        base + 22,
        _grid(top, left, width, above, days.height),
        svg.bars(history[:-1], "f-mid"),
        svg.bars(history[-1:], "f-race"),
        _fan(days.forecast, left + step * len(days.values), width, base, scale),
        svg.line(left, base, width, base, "base"),
        *_day_labels(days, left, step, base + 17, width),
        title=days.unit,
        sentence=days.sentence,
    )


def _grid(top: float, left: float, width: int, above: float, height: float) -> str:
    levels = [(k, above + height * (1 - k / 3)) for k in range(4)]
    lines = "".join(f"M{number(left)} {number(y)}H{width}" for k, y in levels if k)
    words = (svg.text(left - 6, y + 4, _level(top, k), "ink2", 12, "end") for k, y in levels)
    return svg.path(lines, "grid") + "".join(words)


def _level(top: float, third: int) -> str:
    return f"{top * third / 3:,.6g}"


def _fan(forecast: Forecast | None, x: float, width: int, base: float, scale: float) -> str:
    if forecast is None:
        return ""
    (low0, mid0, high0), (low1, mid1, high1) = (
        [base - v * scale for v in end] for end in (forecast.near, forecast.far)
    )
    fan = f"M{x:.2f} {high0:.2f}L{width} {high1:.2f}V{low1:.2f}L{x:.2f} {low0:.2f}z"
    middle = f"M{x:.2f} {mid0:.2f}L{width} {mid1:.2f}"
    label = svg.text(width, max(12.0, high1 - 6), _("likely range"), "ochre", 12, "end")
    return svg.path(fan, "fan") + svg.path(middle, "forecast") + label


def _day_labels(days: DailyBars, left: float, step: float, y: float, width: int) -> list[str]:
    today_x = left + step * (len(days.values) - 1)
    today = _("today")
    drawn, free_until = [], today_x - 8
    for k, words in sorted(days.labels, reverse=True):
        x = left + step * k
        if x + svg.text_width(words, 12) <= free_until:
            drawn.append(svg.text(x, y, words, "ink2", 12))
            free_until = x - 8
    fits = today_x + svg.text_width(today, 12) <= width
    return [
        *drawn,
        svg.text(today_x if fits else width, y, today, "ink2", 12, "start" if fits else "end"),
    ]
