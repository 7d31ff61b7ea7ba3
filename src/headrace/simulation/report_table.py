"""The report of a journey as a table on a terminal."""

from decimal import Decimal
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def show(report: dict[str, Any]) -> None:
    console = Console()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Firm")
    for name in ("Grade", "Limit", "Asked", "Rate", "Drawn", "Repaid", "Late"):
        table.add_column(name, justify="right", no_wrap=True)
    for firm in report["firms"]:
        table.add_row(
            firm["name"],
            firm["grade"] or "–",
            _whole(firm["limit"]),
            _whole(firm["asked"]),
            _percent(firm["rate"]),
            _whole(firm["drawn"]),
            _whole(firm["repaid"]),
            "once" if firm["late_once"] else "",
        )
    console.print(table)
    for promise, held in report["invariants"].items():
        console.print(f"{'holds ' if held else 'BROKEN'}  {promise.replace('_', ' ')}")
    console.print(f"Label: {report['label']}.", markup=False)


def _whole(amount: str | None) -> str:
    return f"{Decimal(amount):,.0f}" if amount else "–"


def _percent(rate: str | None) -> str:
    return f"{Decimal(rate) * 100:.1f} %" if rate else "no offer"
