"""The page on which a visitor chooses whom to be in the demo town."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.clock import day_of
from headrace.portals import codes, wording
from headrace.portals.pieces import Action, Head, Mark
from headrace.portals.public import pages
from headrace.simulation.desks import Seat
from headrace.simulation.plan import Plan


def chooser_page(
    plan: Plan, seats: Sequence[tuple[Seat, Mark]], at: datetime, next_due: date | None
) -> pages.ChooserPage:
    """Return the seats along the channel, and the town's clock."""
    sides: tuple[tuple[str, Literal["ring", "basin", "wheel", "gate"], str], ...] = (
        ("source", "ring", _("Where money comes from")),
        ("custody", "basin", _("Where it waits")),
        ("firm", "wheel", _("Where it works")),
        ("checks", "gate", _("Who looks first")),
        ("watch", "gate", _("Who watches")),
    )
    town = codes.in_language(plan.name_en, plan.name_zh)
    return pages.ChooserPage(
        head=Head(
            _("Demonstration town"),
            _("Who would you like to be in %(town)s?") % {"town": town},
            _(
                "A town that never was. Every firm, bank and yuan is invented; the rules are real. "
                "Pick a desk, no password."
            ),
        ),
        places=tuple(
            pages.Place(station, title, _seats(seats, side), dry=side in ("checks", "watch"))
            for side, station, title in sides
        ),
        clock=_("The town's clock stands at %(moment)s.")
        % {"moment": f"{wording.full_day(day_of(at), codes.language())}, {wording.clock(at)}"},
        clock_acts=_clock_acts(day_of(at), next_due),
    )


def _seats(seats: Sequence[tuple[Seat, Mark]], side: str) -> tuple[pages.Seat, ...]:
    return tuple(
        pages.Seat(
            Action(str(seat.role), reverse("town:sit"), "post", name="login", value=seat.login),
            seat.where,
            mark,
        )
        for seat, mark in seats
        if seat.side == side
    )


def _clock_acts(today: date, next_due: date | None) -> tuple[Action, ...]:
    """The day is in the form, so that a second click lets no second day pass."""
    acts = [_pass(_("Let a day pass"), today + timedelta(days=1))]
    acts.append(_pass(_("Let a week pass"), today + timedelta(days=7)))
    if next_due:
        label = _("Go to the day after the next due date, %(day)s")
        day = wording.short_day(next_due, codes.language())
        acts.append(_pass(label % {"day": day}, next_due + timedelta(days=1)))
    return tuple(acts)


def _pass(label: str, to: date) -> Action:
    return Action(label, reverse("town:pass"), "post", name="to", value=to.isoformat())
