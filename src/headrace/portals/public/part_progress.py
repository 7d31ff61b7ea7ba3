"""Examples of a tracker and a timeline for the page of parts."""

from django.utils.translation import gettext as _

from headrace.portals.pieces import (
    Event,
    Step,
)


def steps() -> tuple[Step, ...]:
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


def events() -> tuple[Event, ...]:
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
