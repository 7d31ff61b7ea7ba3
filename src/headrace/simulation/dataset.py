"""
The set of real invoices as it lies in a folder: the one module that reads Parquet.

Amounts stand in the files as floating figures; they become whole fen here, at the door, and those
that were no whole fen are counted. Columns and leakage: docs/data.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from headrace.evidence.queries import DayTotal

_SET = "cn_sme_vat_invoices"


class DataMissing(RuntimeError):
    """The folder does not hold the set, or the reader of its files is not installed."""


@dataclass(frozen=True, slots=True)
class Record:
    """
    A firm of the set; `year_fen` are the last twelve months' sales, voided ones left out.

    :param code: its name in the set, such as E124
    :param in_credit_register: whether a bank has rated it; such firms are labelled
    """

    code: str
    masked_name: str
    in_credit_register: bool
    invoices: int
    year_fen: int


@dataclass(frozen=True, slots=True)
class Line:
    """
    An invoice of the set; `fen` with tax, below zero for a credit note.

    :param name: the same for the same invoice at every reading, different for different ones
    :param rounded: whether the file's figure was no whole fen
    """

    name: str
    direction: str
    day: date
    counterparty: str
    fen: int
    voided: bool
    rounded: bool


def firms(folder: Path) -> tuple[Record, ...]:
    """Return the firms in the order of their codes; :raises DataMissing: they are not there."""
    rows = _rows(folder, _FIRMS)
    return tuple(Record(*row) for row in rows)


def invoices(folder: Path, codes: Sequence[str]) -> Iterator[tuple[str, list[Line]]]:
    """Yield each of these firms that has any with its invoices, oldest first."""
    for code, rows in groupby(_rows(folder, _INVOICES, list(codes)), itemgetter(0)):
        yield code, [_line(*row[1:]) for row in rows]


@dataclass(frozen=True, slots=True)
class Rated:
    """A firm that a bank has rated: its daily totals, its largest buyer's share, its outcome."""

    code: str
    defaulted: bool
    days: tuple[DayTotal, ...]
    largest_buyer_ppm: int | None


def rated(folder: Path) -> tuple[Rated, ...]:
    """Return the firms whose outcome is known, with what was known of them on the last day."""
    shares = dict(_rows(folder, _LARGEST_BUYERS))
    found = groupby(_rows(folder, _RATED_DAYS), itemgetter(0, 1))
    return tuple(
        Rated(code, defaulted, tuple(DayTotal(*row[2:]) for row in rows), shares.get(code))
        for (code, defaulted), rows in found
    )


def _line(
    direction: str, number: int, nth: int, day: date, partner: str, fen: int, *flags: bool
) -> Line:
    # Numbers repeat in the set; which of the equals comes first is settled by all its columns.
    name = f"{direction}-{number}" + (f"-{nth}" if nth > 1 else "")
    return Line(name, direction, day, partner, fen, *flags)


def _rows(folder: Path, query: str, *arguments: Any) -> Iterator[tuple[Any, ...]]:
    try:
        import duckdb
    except ModuleNotFoundError:
        raise DataMissing("Reading the data needs the package duckdb; install it.") from None
    for name in ("firms", "invoices"):
        if not (folder / _SET / f"{name}.parquet").is_file():
            raise DataMissing(f"{folder / _SET / name}.parquet is not there; see docs/data.md.")
    with duckdb.connect() as reader:
        # The town is being used meanwhile.
        reader.execute("set threads = 1")
        for name in ("firms", "invoices"):
            reader.read_parquet(str(folder / _SET / f"{name}.parquet")).create_view(name)
        found = reader.execute(query, list(arguments) or None)
        while some := found.fetchmany(10_000):
            yield from some


_FIRMS = """
select firm_id, masked_name, has_credit_record, count(*),
    coalesce(sum(round(total * 100)::bigint) filter (
        direction = 'sale' and not voided and issue_date > date '2019-03-01'), 0)::bigint
from firms join invoices using (firm_id)
group by firm_id, masked_name, has_credit_record order by substr(firm_id, 2)::int
"""
_INVOICES = """
select firm_id, direction, invoice_no,
    row_number() over (
        partition by firm_id, direction, invoice_no
        order by issue_date, counterparty, total, amount, voided),
    issue_date::date, counterparty, round(total * 100)::bigint, voided,
    abs(total * 100 - round(total * 100)) > 0.001
from invoices where firm_id in (select unnest(?::text[]))
order by substr(firm_id, 2)::int, issue_date, direction, invoice_no, 4
"""

_RATED_DAYS = """
select firm_id, defaulted = 1, issue_date::date, direction,
    count(*) filter (not voided),
    coalesce(sum(round(total * 100)::bigint) filter (not voided), 0)::bigint,
    0::bigint, count(*) filter (voided), count(*) filter (not voided and total < 0)
from firms join invoices using (firm_id) where has_credit_record
group by 1, 2, 3, 4 order by substr(firm_id, 2)::int, 3, 4
"""
_LARGEST_BUYERS = """
with sold as (
    select firm_id, counterparty, sum(round(total * 100)::bigint) as fen
    from invoices where direction = 'sale' and not voided and issue_date >= date '2019-03-01'
    group by firm_id, counterparty having fen > 0)
select firm_id, (max(fen) * 1000000 // sum(fen))::bigint from sold group by firm_id
"""
