"""The one way into the ledger: a batch of transfers, an answer for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from tenor.money import Money

from headrace.custody.models import Account, Book
from headrace.custody.rules.accounts import check_currency, refusal
from headrace.kit.canonical import digest
from headrace.kit.ids import id_at, instant_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction

POSTED, EXISTS = "posted", "exists"


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """
    A transfer to be posted; its id (v7) is the idempotency key and the EndToEndId.

    A resolution (`post_pending`, `void_pending`, `expire`) names what it resolves; its accounts,
    code and amount may be left out, and a smaller amount of a `post_pending` frees the rest.
    Neighbours with the same `group_id` that are `linked` are posted all or none.
    """

    id: UUID
    kind: str  # post | pend | post_pending | void_pending | expire
    event_at: datetime
    debit_id: UUID | None = None
    credit_id: UUID | None = None
    amount_minor: int | None = None
    code: str | None = None
    pending_id: UUID | None = None
    group_id: UUID | None = None
    linked: bool = False
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What became of a transfer; `seq` is its place in the book, if it has one.

    posted | exists | id_reused | insufficient | resolved | unknown | frozen | linked_failed |
    forbidden
    """

    id: UUID
    status: str
    seq: int | None

    @property
    def good(self) -> bool:
        """Whether the transfer stands, now or from before."""
        return self.status in (POSTED, EXISTS)


_POST = (
    "select status, seq from custody_post(%s, %s::uuid[], %s::text[], %s::uuid[], %s::uuid[],"
    " %s::bigint[], %s::text[], %s::uuid[], %s::uuid[], %s::boolean[], %s::text[], %s::uuid[],"
    " %s::timestamptz[], %s)"
)


@needs_transaction
def post(*, book_id: UUID, transfers: Sequence[NewTransfer], at: datetime) -> tuple[Answer, ...]:
    """
    Post a batch in order and return an answer for each transfer.

    A refused transfer does not sink its batch. The book stays locked until the transaction ends:
    post last, and keep the transaction short.
    """
    if not transfers:
        return ()
    with connection.cursor() as cursor:
        # A statement of its own: the next one then sees what the last writer committed.
        cursor.execute("select pg_advisory_xact_lock(custody_lane(%s))", [book_id])
        cursor.execute(_POST, [book_id, *_columns(transfers), at])
        rows = cursor.fetchall()
    return tuple(
        Answer(each.id, status, seq) for each, (status, seq) in zip(transfers, rows, strict=True)
    )


def _columns(transfers: Sequence[NewTransfer]) -> list[list[object]]:
    return [
        [each.id for each in transfers],
        [each.kind for each in transfers],
        [each.debit_id for each in transfers],
        [each.credit_id for each in transfers],
        [each.amount_minor for each in transfers],
        [each.code for each in transfers],
        [each.pending_id for each in transfers],
        [each.group_id for each in transfers],
        [each.linked for each in transfers],
        [each.subject.kind if each.subject else None for each in transfers],
        [each.subject.id if each.subject else None for each in transfers],
        [each.event_at for each in transfers],
    ]


@needs_transaction
def post_whole(
    *, book_id: UUID, transfers: Sequence[NewTransfer], currency: str, at: datetime
) -> bool:
    """
    Post transfers that must all stand; return whether any is new.

    :raises FundsNotCovered, AccountFrozen, AlreadyResolved, PostingRefused: the first that failed
    :raises CurrencyOfAnother: the amounts are not in the book's currency
    """
    kept_in = Book.objects.values_list("currency", flat=True).get(pk=book_id)
    check_currency([Money.zero(currency)], expected=kept_in)
    answers = post(book_id=book_id, transfers=transfers, at=at)
    for transfer, answer in zip(transfers, answers, strict=True):
        if answer.status not in (POSTED, EXISTS, "linked_failed"):
            needed = Money.from_minor(transfer.amount_minor or 0, currency)
            raise refusal(answer.status, free=_free(book_id, transfer, currency), needed=needed)
    if any(answer.status == "linked_failed" for answer in answers):
        raise refusal("linked_failed", free=Money.zero(currency), needed=Money.zero(currency))
    return any(answer.status == POSTED for answer in answers)


def _free(book_id: UUID, transfer: NewTransfer, currency: str) -> Money:
    """What the refused transfer could have taken; nothing for a resolution, which takes no more."""
    if transfer.debit_id is None:
        return Money.zero(currency)
    account = Account.objects.get(book_id=book_id, id=transfer.debit_id)
    return Money.from_minor(
        account.credits_posted - account.debits_posted - account.debits_pending, currency
    )


def derived_id(transfer_id: UUID, step: str) -> UUID:
    """Return the id of the transfer that follows from another: a retry makes the same one."""
    return id_at(instant_of(transfer_id), digest([transfer_id, step]))
