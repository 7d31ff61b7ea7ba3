"""
The close of a day: who is late, and by how many days, for all loans at once.

Four statements whatever the number of loans: lock, mark the instalments, open their arrears, count
the loans' days. All in one transaction, so a close that dies leaves nothing and is begun anew.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from tenor.loan import Event, State, after

from headrace.contracts import models
from headrace.contracts.rules import closing as rules
from headrace.contracts.services.giving_up import lapse_idle
from headrace.kit import journal
from headrace.kit.actors import Actor, demand
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction

_RUNNING = [State.DRAWN.value, State.RESTRUCTURED.value, State.IN_ARREARS.value]
_LATE = after(State.DRAWN, Event.INSTALMENT_MISSED).value

# Payments lock their loan first; the close locks in the order of ids, so the two only queue.
_LOCK = """
select id from contracts_loan l where state = any(%(running)s) and exists (
    select from contracts_instalment i
    where i.loan_id = l.id and i.state <> 'paid' and i.due_date < %(on)s)
order by id for update
"""
_MARK = """
update contracts_instalment i set state = 'late'
from contracts_loan l join contracts_agreement a on a.id = l.agreement_id
where i.loan_id = l.id and l.state = any(%(running)s)
  and i.state in ('due', 'part') and i.due_date < %(on)s
returning i.id, l.id, a.borrower_id, i.number, i.due_date, l.currency,
    i.principal_minor + i.interest_minor - i.principal_paid_minor - i.interest_paid_minor
"""
_OPEN = """
insert into contracts_arrears (id, created_at, instalment_id, since_date)
select given.id, %(at)s, given.instalment, given.since
from unnest(%(ids)s::uuid[], %(instalments)s::uuid[], %(since)s::date[])
    as given (id, instalment, since)
on conflict do nothing
"""
_COUNT = """
with oldest as (
    select i.loan_id, min(i.due_date) as due_date
    from contracts_instalment i where i.state = 'late' group by i.loan_id
), was as (
    select l.id, l.agreement_id, l.days_past_due as before, %(on)s - o.due_date as days
    from contracts_loan l join oldest o on o.loan_id = l.id where l.state = any(%(running)s)
)
update contracts_loan l set state = %(late)s, days_past_due = was.days
from was join contracts_agreement a on a.id = was.agreement_id
where l.id = was.id
returning l.id, a.borrower_id, was.before, was.days
"""


@dataclass(frozen=True, slots=True)
class _NewlyLate:
    instalment_id: UUID
    loan_id: UUID
    borrower_id: UUID
    number: int
    due_date: date
    currency: str
    missing_minor: int


@dataclass(frozen=True, slots=True)
class _LateLoan:
    loan_id: UUID
    borrower_id: UUID
    before: int
    days: int


@transaction
@once("contracts.close_day")
def close_day(*, key: UUID, by: Actor, on: date, at: datetime) -> dict[str, int]:
    """
    Count the arrears of all loans as of the end of a day.

    An instalment is late from the day after its due date. Agreements that nobody signs or draws
    lapse. A day closed before is not counted
    again: the first answer stands.

    :return: {"newly_late": instalments, "still_late": loans}
    :raises NotAdmitted: the close is background work, nobody's desk
    :raises DayAlreadyPast: a later day was closed before
    """
    demand(by, role="system")
    _one_at_a_time()
    known = models.DayClose.objects.filter(on=on).first()
    if known is not None:
        return {"newly_late": known.newly_late, "still_late": known.still_late}
    last = models.DayClose.objects.order_by("-on").values_list("on", flat=True).first()
    rules.check_order(asked=on, last=last)
    newly = _mark(on, at)
    loans = _count(on)
    _tell_late(newly, on, by, at)
    _tell_serious(loans, by, at)
    lapse_idle(by=by, at=at)
    models.DayClose.objects.create(
        on=on, closed_at=at, newly_late=len(newly), still_late=len(loans)
    )
    return {"newly_late": len(newly), "still_late": len(loans)}


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('contracts.close_day'))")


def _mark(on: date, at: datetime) -> list[_NewlyLate]:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {"running": _RUNNING, "on": on})
        cursor.execute(_MARK, {"running": _RUNNING, "on": on})
        newly = [_NewlyLate(*row) for row in cursor.fetchall()]
        cursor.execute(
            _OPEN,
            {
                "at": at,
                "ids": [new_id() for _ in newly],
                "instalments": [each.instalment_id for each in newly],
                "since": [each.due_date for each in newly],
            },
        )
    return newly


def _count(on: date) -> list[_LateLoan]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"on": on, "running": _RUNNING, "late": _LATE})
        return [_LateLoan(*row) for row in cursor.fetchall()]


def _tell_late(newly: list[_NewlyLate], on: date, by: Actor, at: datetime) -> None:
    for each in newly:
        journal.record(
            "contracts.instalment.late",
            subject=Subject("loan", each.loan_id),
            about=each.borrower_id,
            by=by,
            at=at,
            facts={
                "instalment": each.number,
                "missing_minor": each.missing_minor,
                "currency": each.currency,
                "due_date": each.due_date.isoformat(),
                "days_past_due": (on - each.due_date).days,
            },
        )


def _tell_serious(loans: list[_LateLoan], by: Actor, at: datetime) -> None:
    for each in loans:
        if rules.becomes_serious(before=each.before, after=each.days):
            journal.record(
                "contracts.loan.seriously_late",
                subject=Subject("loan", each.loan_id),
                about=each.borrower_id,
                by=by,
                at=at,
                facts={"days_past_due": each.days},
            )
