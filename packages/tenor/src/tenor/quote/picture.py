"""A picture of a plan: what each instalment pays, and the balance it leaves."""

from collections.abc import Iterator, Sequence

from tenor.schedule import Instalment

WIDTH, HEIGHT = 720, 320
_LEFT, _TOP, _BOTTOM = 10, 40, 30
_FLOOR = HEIGHT - _BOTTOM
_PRINCIPAL, _INTEREST, _BALANCE = "#1f6f5c", "#d08c2b", "#30343b"


def picture(plan: Sequence[Instalment]) -> str:
    """
    Return an SVG of the plan: a bar for each instalment, principal below and interest above
    it, and a line for the balance on a scale of its own. A part below nil has no bar.

    >>> from datetime import date; from decimal import Decimal; from tenor import Money
    >>> from tenor.schedule import Terms, equal_instalment_plan
    >>> terms = Terms(principal=Money(Decimal(1200)), rate_yearly=Decimal("0.1"),
    ...               start_date=date(2026, 1, 1), instalments=3)
    >>> picture(equal_instalment_plan(terms=terms)).count("<rect")
    6
    """
    marks = [*_bars(plan), *_line(plan)] if plan else []
    return "\n".join([_head(plan), *marks, "</svg>\n"])


def _head(plan: Sequence[Instalment]) -> str:
    words = "\n".join(
        f'<text x="{x}" y="24" fill="{colour}">{word}</text>'
        for x, colour, word in (
            (_LEFT, _PRINCIPAL, "principal"),
            (_LEFT + 90, _INTEREST, "interest"),
            (_LEFT + 170, _BALANCE, "balance (its own scale)"),
        )
    )
    days = "".join(
        f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="{anchor}">{row.due_date}</text>'
        for x, anchor, row in _ends(plan)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' font-family="sans-serif" font-size="13">\n<title>{len(plan)} instalments: principal,'
        f" interest and balance</title>\n{words}\n{days}"
    )


def _ends(plan: Sequence[Instalment]) -> Iterator[tuple[int, str, Instalment]]:
    if plan:
        yield _LEFT, "start", plan[0]
    if len(plan) > 1:
        yield WIDTH - _LEFT, "end", plan[-1]


def _x(plan: Sequence[Instalment], place: int) -> int:
    """Return where the bar of a place begins; many rows share a point rather than leave it."""
    return _LEFT + place * (WIDTH - 2 * _LEFT) // len(plan)


def _bars(plan: Sequence[Instalment]) -> Iterator[str]:
    most = max(max(row.total.minor, row.principal.minor, 1) for row in plan)
    room = _FLOOR - _TOP
    for place, row in enumerate(plan):
        x, y = _x(plan, place), _FLOOR
        width = max(_x(plan, place + 1) - x - 2, 1)
        for part, colour in ((row.principal, _PRINCIPAL), (row.interest, _INTEREST)):
            height = max(part.minor * room // most, 0)
            y -= height
            yield (f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>')


def _line(plan: Sequence[Instalment]) -> Iterator[str]:
    most = max(max(row.balance.minor, 1) for row in plan)
    room = _FLOOR - _TOP
    heights = [_FLOOR - row.balance.minor * room // most for row in plan]
    points = " ".join(
        f"{(_x(plan, place) + _x(plan, place + 1)) // 2},{y}" for place, y in enumerate(heights)
    )
    yield f'<polyline points="{points}" fill="none" stroke="{_BALANCE}" stroke-width="2"/>'
