"""Examples of fields, messages, states and a dialogue for the page of parts."""

from django.utils.translation import gettext as _

from headrace.portals.pieces import (
    Action,
    Choice,
    ChoiceField,
    Dialogue,
    Fact,
    Field,
    Message,
    State,
)

HERE = "/parts/"


def fields() -> dict[str, Field | ChoiceField]:
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


def messages() -> tuple[Message, ...]:
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


def states() -> tuple[State, ...]:
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


def dialogue() -> Dialogue:
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
