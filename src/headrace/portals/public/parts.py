"""The living page of all parts: one example of each. Every figure and name here is made up."""

from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.drawings.grade import GradeBand
from headrace.portals.pieces import (
    Action,
    Choice,
    ChoiceField,
    Dialogue,
    Event,
    Fact,
    Field,
    GradeSheet,
    Message,
    State,
    Step,
    Turn,
    Vouched,
)
from headrace.portals.public.part_pictures import pictures
from headrace.portals.wording import headline

HERE = "/parts/"


def all_parts() -> dict[str, Any]:
    """One example of each part, by name."""
    return {
        "turn": Turn(
            _("Your turn: choose an offer and sign"),
            _("By Thu 26 Nov, 18:00. The best one costs 4.8 % a year, everything included."),
            Action(_("Compare 4 offers"), HERE),
        ),
        "strip": strip(),
        "marks": _marks(),
        "vouched": _vouched(),
        "fields": _fields(),
        "why_not": Action(_("Sign"), HERE, why_not=_("needs 1 check")),
        "grade": grade(),
        "messages": _messages(),
        "states": _states(),
        "steps": _steps(),
        "events": _events(),
        "dialogue": _dialogue(),
        **pictures(),
    }


def strip() -> ChannelStrip:
    """Four stations; the water stands at the reader's gate."""
    return ChannelStrip(
        (
            Station("ring", _("Funders"), headline(Decimal(1_200_000), get_language() or "en")),
            Station("basin", _("Custodian bank"), _("¥0 so far")),
            Station("wheel", _("You"), _("due 30 Nov"), reader=True),
            Station("ring", _("Back"), _("from Jan")),
        ),
        (
            Reach(1, Gate("yours", _("your signature"))),
            Reach(0, Gate("shut", _("two keys"))),
            Reach(0),
        ),
        _("The money of three funders stands before your signature; nothing is in custody yet."),
    )


def grade() -> GradeSheet:
    """B1 with its band."""
    band = GradeBand("B1", 2.3, 3.4, 5.1, _("B1, likely between A3 and B2"))
    return GradeSheet(
        band,
        _("likely between A3 and B2"),
        _("3 of 100 such firms default within a year"),
        _("(2 to 5)"),
    )


def _marks() -> tuple[tuple[str, str, str], ...]:
    return (
        ("done", _("done, agrees"), _("disc with tick")),
        ("wait", _("waiting for another"), _("ring with clock hands")),
        ("turn", _("your turn"), _("diamond with arrow")),
        ("part", _("in part"), _("half disc")),
        ("near", _("differs, near a limit"), _("open triangle")),
        ("late", _("late"), _("full triangle")),
        ("refused", _("refused, stopped"), _("octagon with cross")),
        ("closed", _("closed by rule"), _("square with bar")),
    )


def _vouched() -> tuple[tuple[Vouched, str], ...]:
    proof = (
        (_("Method"), _("site visit and papers")),
        (_("Hash"), "9f3c 71ab 04d2 e02d"),
        (_("Signature"), _("valid, key of 2026-03")),
        (_("Consent"), _("until 2 May 2027")),
    )
    return (
        (Vouched("register", _("market register"), _("3 d")), _("public register")),
        (Vouched("signed", _("rating expert"), _("12 d"), proof), _("signed finding")),
        (Vouched("feed", _("tax invoices"), _("2 h")), _("live feed")),
        (Vouched("said", _("said by the firm"), _("12 d")), _("not yet confirmed")),
        (Vouched("stale", _("auditor"), _("19 months")), _("past its date, not counted")),
    )


def _fields() -> dict[str, Field | ChoiceField]:
    return {
        "amount": Field(
            "amount",
            _("How much do you need?"),
            "1,200,000",
            kind="amount",
            before="¥",
            after=_("1.2 million"),
        ),
        "code": Field(
            "code",
            _("Credit code of your firm"),
            "91340123MA2XXXXX1",
            kind="code",
            error=_("One figure is wrong: the 18th should be 7, not 1. Check your licence."),
        ),
        "purpose": ChoiceField(
            "purpose",
            _("What is it for?"),
            (
                Choice("materials", _("Materials for an order"), True),
                Choice("machine", _("Machine")),
                Choice("wages", _("Wages")),
                Choice("other", _("Other")),
            ),
        ),
    }


def _messages() -> tuple[Message, ...]:
    return (
        Message(
            "done",
            _("Saved."),
            _("Your bank feed is live; your band is now A3 to B1."),
            Action(_("Undo"), HERE),
        ),
        Message("in-time", _("Cut-off in 5 minutes."), _("After 17:00 this leaves on Tuesday.")),
        Message(
            "refused",
            _("Refused: 13.1 % is above the ceiling of 12.0 %."),
            "CN-USURY, 2025-09.",
            Action(_("Rule"), HERE),
        ),
    )


def _states() -> tuple[State, ...]:
    return (
        State(
            "empty",
            _("Nothing here yet"),
            _("Offers appear here once your checks are done, usually in 2 days."),
            Action(_("See what is being checked"), HERE),
        ),
        State(
            "loading",
            _("Adding up 8,431 firms"),
            _("62 of 100 done, about 4 seconds."),
            Action(_("Stop"), HERE),
            share=62,
        ),
        State(
            "failed",
            _("The bank did not answer"),
            _("Nothing was sent twice. We ask again at 16:58; you need do nothing."),
            note=_("Reference 7QK-204"),
        ),
        State(
            "forbidden",
            _("Not yours to open"),
            _(
                "This file belongs to another bank. If you think that is wrong, write to your"
                " administrator."
            ),
        ),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step("done", _("Request published"), _("2 Nov")),
        Step("done", _("Identity and licence checked"), _("3 Nov")),
        Step("done", _("Checks by experts: 6 of 6 done"), _("16 Nov")),
        Step("done", _("Matched for you: 4 offers"), _("18 Nov")),
        Step(
            "now",
            _("Choose and sign"),
            second=_("Your turn, by Thu 26 Nov, 18:00. Takes about 10 minutes."),
        ),
        Step(
            "ahead",
            _("Money safe in custody"),
            _("27 Nov"),
            _("Then the bank's turn, within 1 day"),
        ),
        Step("ahead", _("Money in your account"), _("30 Nov"), _("If you sign today: Mon 30 Nov")),
    )


def _events() -> tuple[Event, ...]:
    return (
        Event("done", _("5 Nov"), _("¥86,434.57 fell due; ¥32,800 paid")),
        Event("done", _("8 Nov"), _("Reminder sent and read")),
        Event(
            "now",
            _("By Mon 30 Nov"),
            _("Your turn: pay ¥53,884.37, or ask for a new plan"),
            _("Nothing is added to your record until then"),
        ),
        Event(
            "ahead",
            _("Tue 1 Dec"),
            _("Interest on the missing part rises from 6.8 to 10.2 %"),
            _("clause 7.2, within the ceiling of 12.0 %"),
        ),
    )


def _dialogue() -> Dialogue:
    return Dialogue(
        "release",
        _("Release ¥980,000.00?"),
        (
            Fact(_("To"), _("the foundry, …2290")),
            Fact(_("For"), _("castings, invoice 0418-7")),
            Fact(_("First key"), _("a colleague, 16:31")),
            Fact(_("Leaves the bank"), _("today, if before 17:00")),
        ),
        _("After release only the payee's bank can send it back."),
        Action(_("Release ¥980,000.00"), HERE),
    )
