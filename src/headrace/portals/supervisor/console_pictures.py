"""The two pictures of the supervisor's screen: late firms by place, offers under the ceiling."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from django.utils.translation import gettext as _

from headrace.portals import codes
from headrace.portals.drawings.histogram import CeilingHistogram
from headrace.portals.pieces import HeatCell, HeatMap
from headrace.portals.supervisor import console_rules
from headrace.portals.templatetags.headrace import percent
from headrace.products import queries as products
from headrace.rulebook.queries import SeriesPoint
from headrace.supervision import queries
from headrace.supervision.queries import Console

Step = Literal[1, 2, 3, 4, 5]
_CLASSES: Final[tuple[tuple[Decimal, Step], ...]] = (
    (Decimal("0.01"), 1),
    (Decimal("0.02"), 2),
    (Decimal("0.03"), 3),
    (Decimal("0.05"), 4),
    (Decimal("1.01"), 5),
)
_CLASS_WORDS: Final = ("<1", "1–2", "2–3", "3–5", ">5")


def heat(cells: Sequence[queries.HeatCell]) -> HeatMap | None:
    """A cell of too few firms is hatched; the highest of the worst class asks to be looked at."""
    if not cells:
        return None
    models = sorted({each.model for each in cells})
    worst = max((each.share for each in cells if each.share is not None), default=None)
    by_place = {(each.district, each.model): each for each in cells}
    rows = tuple(
        (
            codes.word(codes.DISTRICTS, district),
            tuple(_cell(by_place.get((district, model)), worst) for model in models),
        )
        for district in sorted({each.district for each in cells})
    )
    return HeatMap(
        _("Late over 30 days, % of firms, by district and model"),
        tuple(codes.named(products.model(each).name) for each in models),
        rows,
        _CLASS_WORDS,
    )


def _cell(cell: queries.HeatCell | None, worst: Decimal | None) -> HeatCell:
    if cell is None:
        return HeatCell("–", 1)
    if cell.share is None:
        return HeatCell(_("under 20"), None)
    share = cell.share
    step = next(step for end, step in _CLASSES if share < end)
    return HeatCell(f"{share * 100:.1f}", step, look=step == 5 and share == worst)


def histogram(console: Console, prime: SeriesPoint | None) -> CeilingHistogram:
    """Return the week's offers in bins of half a point; `prime` is the LPR of the ceiling."""
    offers, ceiling = console.offers, console.ceiling
    words = {
        "offers": offers.offers,
        "above": offers.above,
        "near": offers.near,
        "ceiling": percent(ceiling.rate),
    }
    first = min(offers.bins[0].start, Decimal("0.04"))
    counts = {each.start: each.count for each in offers.bins}
    places = int((offers.bins[-1].end - first) / Decimal("0.005"))
    return CeilingHistogram(
        tuple(counts.get(first + Decimal("0.005") * place, 0) for place in range(places)),
        float(first * 100),
        0.5,
        float(ceiling.rate * 100),
        (percent(ceiling.rate), *console_rules.formula(ceiling, prime)),
        _("%(offers)s offers this week, %(above)s above the ceiling of %(ceiling)s, %(near)s near.")
        % words,
        height=170,
    )
