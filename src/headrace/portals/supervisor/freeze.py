"""A freeze: whose account, how much, on what ground; the orders in force and their lifting."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.ids import new_id
from headrace.portals import codes
from headrace.portals.pieces import Action, Dialogue, Fact, Field, Head, Mark, Message
from headrace.portals.supervisor import pages
from headrace.portals.supervisor.reading import Party
from headrace.portals.templatetags.headrace import exact, moment
from headrace.supervision.queries import FreezeOrderView

Typed = Mapping[str, str]
ORDER: Final = "freeze"
LIFT: Final = "lift"


def page(
    orders: Sequence[FreezeOrderView],
    called: Mapping[UUID, str],
    *,
    acts: bool,
    asked: str,
    found: Sequence[Party] | None,
    party: Party | None,
    lifting: FreezeOrderView | None,
    typed: Typed,
    errors: Typed,
    messages: tuple[Message, ...] = (),
) -> pages.FreezePage:
    """
    Return the page.

    :param asked: what was searched for; `found` is what the search gave, None before a search
    :param party: whose accounts are about to be frozen; `lifting` the order about to be lifted
    """
    about = party if lifting is None else None
    reason = _reason(typed, errors, lifting)
    form = acts and (about is not None or lifting is not None)
    return pages.FreezePage(
        head=_head(orders, about, lifting, called),
        facts=_facts(about) if about else (),
        fields=(reason,) if form else (),
        post_to=_post_to(lifting) if form else "",
        key=typed.get("key", str(new_id())),
        submit=_submit(about, lifting) if form else "",
        consequence=_consequence(lifting) if form else "",
        wrong=(reason,) if form and reason.error else (),
        hidden=(("organisation", str(about.id)),) if about else (),
        asks=ORDER if form and about else "",
        dialogue=_dialogue(about) if form and about else None,
        search=_search(asked) if acts and not form else None,
        search_at=reverse("supervisor:freeze"),
        found=tuple(_found(each) for each in found or ()),
        not_found=_("No organisation is registered under this name or code.")
        if found is not None and not found
        else "",
        orders=tuple(_order(each, called, acts=acts) for each in orders),
        orders_note=_note(orders),
        messages=messages,
    )


def _head(
    orders: Sequence[FreezeOrderView],
    party: Party | None,
    lifting: FreezeOrderView | None,
    called: Mapping[UUID, str],
) -> Head:
    back = Action(_("Today"), reverse("supervisor:console"))
    if lifting is not None:
        name = called.get(lifting.organisation_id, "")
        return Head(_("Freeze"), _("Lift the freeze of %(name)s?") % {"name": name}, back=back)
    if party is not None:
        finding = _("Freeze the accounts of %(name)s?") % {"name": party.name}
        return Head(_("Freeze"), finding, back=back)
    live = sum(1 for each in orders if each.in_force)
    finding = ngettext("%(number)s freeze is in force", "%(number)s freezes are in force", live)
    return Head(
        _("Freeze"),
        finding % {"number": live} if live else _("No freeze is in force"),
        back=back,
    )


def _facts(party: Party) -> tuple[Fact, ...]:
    return (
        Fact(_("Credit code"), party.uscc),
        Fact(_("District"), codes.word(codes.DISTRICTS, party.district)),
        Fact(_("Free in custody now"), exact(party.free)),
        Fact(_("Promised to others"), exact(party.promised)),
        Fact(
            _("State"),
            "",
            mark=Mark("refused", _("frozen")) if party.frozen else Mark("done", _("not frozen")),
        ),
    )


def _reason(typed: Typed, errors: Typed, lifting: FreezeOrderView | None) -> Field:
    label = _("Why it is lifted") if lifting else _("On what ground")
    hint = _("What was seen, and which rule the order rests on; the party reads it.")
    return Field("reason", label, typed.get("reason", ""), hint, errors.get("reason", ""), "area")


def _post_to(lifting: FreezeOrderView | None) -> str:
    if lifting is None:
        return reverse("supervisor:order")
    return reverse("supervisor:lift", args=[lifting.id])


def _submit(party: Party | None, lifting: FreezeOrderView | None) -> str:
    if lifting is not None or party is None:
        return _("Lift the freeze")
    return _what(party)


def _what(party: Party) -> str:
    """What the act stops, by amount; an empty account is frozen for what may come."""
    if not party.free.minor:
        return _("Freeze the accounts")
    return _("Freeze %(amount)s") % {"amount": exact(party.free)}


def _question(party: Party) -> str:
    if not party.free.minor:
        return _("Freeze the accounts?")
    return _("Freeze %(amount)s?") % {"amount": exact(party.free)}


def _consequence(lifting: FreezeOrderView | None) -> str:
    if lifting is not None:
        return _("Payments out of these accounts are possible again at once.")
    return _(
        "Nothing leaves these accounts until another officer lifts it. Money may still come in."
    )


def _stops() -> str:
    return _(
        "Nothing leaves these accounts until another officer lifts it. Money may still come in."
    )


def _dialogue(party: Party) -> Dialogue:
    return Dialogue(
        ORDER,
        _question(party),
        (
            Fact(_("Whose"), party.name),
            Fact(_("Takes effect"), _("at once, for every account")),
            Fact(_("Lifted by"), _("another officer than you")),
        ),
        _stops(),
        Action(_what(party), "", "post"),
    )


def _search(asked: str) -> Field:
    return Field(
        "q",
        _("Name or credit code"),
        asked,
        _(
            "The whole name, or the 18 signs of the code; names that sound or look alike are"
            " found too."
        ),
        kind="text",
    )


def _found(party: Party) -> tuple[Action, str]:
    here = reverse("supervisor:freeze")
    place = codes.word(codes.DISTRICTS, party.district)
    return Action(party.name, f"{here}?organisation={party.id}"), f"{place}  {party.uscc}"


def _order(order: FreezeOrderView, called: Mapping[UUID, str], *, acts: bool) -> pages.OrderRow:
    here = reverse("supervisor:freeze")
    words = {"moment": moment(order.ordered_at)}
    second = _("ordered %(moment)s") % words
    if order.lifted_at is not None:
        mark = Mark("done", _("lifted %(moment)s") % {"moment": moment(order.lifted_at)})
    else:
        mark = Mark("refused", _("in force"))
    lift = Action(_("Lift"), f"{here}?lift={order.id}")
    return pages.OrderRow(
        party=called.get(order.organisation_id, ""),
        second=second,
        reason=order.reason if order.in_force else f"{order.reason} → {order.lift_reason}",
        mark=mark,
        act=lift if acts and order.in_force else None,
    )


def _note(orders: Sequence[FreezeOrderView]) -> str:
    return ngettext("%(number)s in all", "%(number)s in all", len(orders)) % {"number": len(orders)}
