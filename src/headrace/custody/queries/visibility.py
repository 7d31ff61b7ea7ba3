"""Who may see which payment and which party's bank account: the one place that decides."""

from uuid import UUID

from django.db.models import Q, QuerySet

from headrace.custody.models import BankAccount, Book, Instruction
from headrace.custody.rules.doors import CUSTODIAN
from headrace.custody.rules.oversight import overseen_prefix
from headrace.kit.actors import Actor


def instructions_visible_to(actor: Actor) -> QuerySet[Instruction]:
    """Return the payments of the actor's party, of its books, or of the districts it oversees."""
    visible = Q(debit_party=actor.organisation_id) | Q(book_id__in=books_kept_by(actor))
    overseen = overseen_prefix(actor.roles, actor.district)
    if overseen is not None:
        visible |= Q(district__startswith=overseen)
    return Instruction.objects.filter(visible)


def bank_accounts_visible_to(actor: Actor) -> QuerySet[BankAccount]:
    """Return the party's own accounts; to a custodian those told for its books."""
    own = Q(party_id=actor.organisation_id)
    return BankAccount.objects.filter(own | Q(book_id__in=books_kept_by(actor)))


def books_kept_by(actor: Actor) -> list[UUID]:
    """Return the books of the custodian for which the actor works; a suspended one has none."""
    if CUSTODIAN not in actor.roles:
        return []
    rows = Book.objects.filter(custodian_id=actor.organisation_id)
    return list(rows.values_list("id", flat=True))
