"""The page of freezes: a search, then the form of an order or a lifting, and the orders given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.ids import new_id
from headrace.portals.pieces import Action, Head, Message
from headrace.portals.supervisor import freeze_form, freeze_orders, freeze_search, pages
from headrace.portals.supervisor.freeze_search import Search
from headrace.portals.supervisor.party import Party
from headrace.supervision.queries import FreezeOrderView


@dataclass(frozen=True, slots=True)
class Subject:
    """What the page is about: a search, else a party to be frozen, else an order to be lifted."""

    search: Search = field(default_factory=Search)
    party: Party | None = None
    lifting: FreezeOrderView | None = None


def page(
    orders: Sequence[FreezeOrderView],
    called: Mapping[UUID, str],
    subject: Subject,
    *,
    acts: bool,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    messages: tuple[Message, ...] = (),
) -> pages.FreezePage:
    """Return the page; `called` are the names of parties by id, `acts` if this reader may order."""
    party, lifting = subject.party, subject.lifting
    reason = freeze_form.reason(typed, errors, lifting)
    form = acts and (party is not None or lifting is not None)
    asks = form and party is not None
    return pages.FreezePage(
        head=_head(orders, subject, called, acts=acts),
        facts=freeze_form.facts(party) if party else (),
        fields=(reason,) if form else (),
        post_to=freeze_form.post_to(lifting) if form else "",
        key=typed.get("key", str(new_id())),
        submit=freeze_form.submit(party) if form else "",
        consequence=freeze_form.consequence(lifting) if form else "",
        wrong=(reason,) if form and reason.error else (),
        hidden=(("organisation", str(party.id)),) if party else (),
        asks=freeze_form.ORDER if asks else "",
        dialogue=freeze_form.dialogue(party) if asks and party else None,
        search=freeze_search.asking(subject.search) if acts and not form else None,
        search_at=reverse("supervisor:freeze"),
        found=freeze_search.lines(subject.search),
        not_found=freeze_search.none_found(subject.search),
        found_note=freeze_search.more_found(subject.search),
        orders=freeze_orders.rows(orders, called, acts=acts),
        orders_note=freeze_orders.note(orders),
        messages=messages,
    )


def _head(
    orders: Sequence[FreezeOrderView],
    subject: Subject,
    called: Mapping[UUID, str],
    *,
    acts: bool,
) -> Head:
    back = Action(_("Today"), reverse("supervisor:console"))
    return Head(_("Freeze"), _finding(orders, subject, called, acts=acts), back=back)


def _finding(
    orders: Sequence[FreezeOrderView],
    subject: Subject,
    called: Mapping[UUID, str],
    *,
    acts: bool,
) -> str:
    """A question only to who may answer it."""
    party, lifting = subject.party, subject.lifting
    if lifting is not None and acts:
        name = called.get(lifting.organisation_id, "")
        return _("Lift the freeze of %(name)s?") % {"name": name}
    if party is None:
        return freeze_orders.in_force(orders)
    asks = _("Freeze the accounts of %(name)s?") if acts else _("Accounts of %(name)s")
    return asks % {"name": party.name}
