"""
The log loses nothing: six writers, one reader, beside a reader that asks for `id > last`.

`./run prove log [--entries 200000]` prints how many entries each reader lost or read twice. The
naive reader is the limit that the safe cursor is measured against; its loss depends on the machine.
"""

import argparse
import random
import sys
import threading
from collections import Counter
from itertools import islice
from uuid import UUID

from bench._centre import centre

WRITERS = 6


def main(entries: int) -> int:
    """Write, read both ways, and return 0 if the safe reader lost and doubled nothing."""
    from headrace.kit.ids import new_id

    keys = [new_id() for _ in range(500)]
    share = entries // WRITERS
    writers = [
        threading.Thread(target=_write, args=(range(each * share, (each + 1) * share), keys))
        for each in range(WRITERS)
    ]
    naive: list[int] = []
    naive_reader = threading.Thread(target=_read_naively, args=(writers, naive))
    for each in (*writers, naive_reader):
        each.start()
    safe = _read_safely(writers)
    naive_reader.join()
    written = share * WRITERS
    for name, seen in (("safe cursor", safe), ("id > last", naive)):
        times = Counter(seen)
        lost = written - len(times)
        doubled = sum(1 for count in times.values() if count > 1)
        sys.stdout.write(
            f"{name:<12} written {written:>8,}  lost {lost:>7,}  read twice {doubled:>5,}\n"
        )
    return int(sorted(safe) != list(range(written)))


def _write(numbers: range, keys: list[UUID]) -> None:
    from django.db import connection

    from headrace.kit import log
    from headrace.kit.ids import new_id
    from headrace.kit.transactions import open_transaction

    dice = random.Random(numbers.start)
    rest = iter(numbers)
    while chunk := list(islice(rest, dice.randint(1, 60))):
        with open_transaction():
            log.append(
                "proof",
                [log.Event(new_id(), dice.choice(keys), "kit.proved", {"n": n}) for n in chunk],
            )
    connection.close()


def _read_safely(writers: list[threading.Thread]) -> list[int]:
    from headrace.kit import log
    from headrace.kit.transactions import open_transaction

    seen: list[int] = []
    while True:
        quiet = not any(each.is_alive() for each in writers)
        with open_transaction():
            stored = log.read_group("proof", "proof", limit=500)
            for partition, cursor in {each.partition: each.cursor for each in stored}.items():
                log.commit("proof", "proof", partition, cursor)
        seen += [each.payload["n"] for each in stored]
        if quiet and not stored and not log.unread("proof", "proof"):
            return seen


def _read_naively(writers: list[threading.Thread], seen: list[int]) -> None:
    from django.db import connection

    last = UUID(int=0)
    while True:
        quiet = not any(each.is_alive() for each in writers)
        with connection.cursor() as cursor:
            cursor.execute(
                "select id, (payload->>'n')::int from kit_log_entry"
                " where topic = 'proof' and id > %s order by id limit 5000",
                [last],
            )
            rows = cursor.fetchall()
        seen += [number for _, number in rows]
        last = rows[-1][0] if rows else last
        if quiet and not rows:
            connection.close()
            return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--entries", type=int, default=200_000)
    options = parser.parse_args()
    with centre():
        code = main(options.entries)
    raise SystemExit(code)
