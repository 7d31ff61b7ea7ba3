"""The form of an order or of its lifting: whose money, on what ground, and the question before."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.portals import codes
from headrace.portals.pieces import Action, Dialogue, Fact, Field, Mark
from headrace.portals.supervisor.party import Party
from headrace.portals.templatetags.headrace import exact
from headrace.supervision.queries import FreezeOrderView

ORDER: Final = "freeze"


def facts(party: Party) -> tuple[Fact, ...]:
    """Return what an officer compares before ordering: code, place, money, state."""
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


def reason(
    typed: Mapping[str, str], errors: Mapping[str, str], lifting: FreezeOrderView | None
) -> Field:
    """Return the one field of the form, with what was typed and what is wrong with it."""
    label = _("Why it is lifted") if lifting else _("On what ground")
    hint = _("What was seen, and which rule the order rests on; the party reads it.")
    return Field("reason", label, typed.get("reason", ""), hint, errors.get("reason", ""), "area")


def post_to(lifting: FreezeOrderView | None) -> str:
    """Return where the form is sent."""
    if lifting is None:
        return reverse("supervisor:order")
    return reverse("supervisor:lift", args=[lifting.id])


def submit(party: Party | None) -> str:
    """Return the label of the button; without a party the freeze is lifted."""
    return _("Lift the freeze") if party is None else _what(party)


def consequence(lifting: FreezeOrderView | None) -> str:
    """Return the sentence above the button."""
    if lifting is not None:
        return _("Payments out of these accounts are possible again at once.")
    return _(
        "Nothing leaves these accounts until another officer lifts it. Money may still come in."
    )


def dialogue(party: Party) -> Dialogue:
    """Return the question before an order is given."""
    return Dialogue(
        ORDER,
        _question(party),
        (
            Fact(_("Whose"), party.name),
            Fact(_("Takes effect"), _("at once, for every account")),
            Fact(_("Lifted by"), _("another officer than you")),
        ),
        consequence(None),
        Action(_what(party), "", "post"),
    )


def _what(party: Party) -> str:
    """What the act stops, by amount; an empty account is frozen for what may come."""
    if not party.free.minor:
        return _("Freeze the accounts")
    return _("Freeze %(amount)s") % {"amount": exact(party.free)}


def _question(party: Party) -> str:
    if not party.free.minor:
        return _("Freeze the accounts?")
    return _("Freeze %(amount)s?") % {"amount": exact(party.free)}
