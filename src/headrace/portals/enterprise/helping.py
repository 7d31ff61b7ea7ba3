"""The owner's help: who sees what, how money comes, what was consented to."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from headrace.evidence import queries as evidence
from headrace.portals import codes, names, wording
from headrace.portals.enterprise import pages
from headrace.portals.enterprise.standing import Standing
from headrace.portals.pieces import Event, Head
from headrace.portals.templatetags.headrace import long_day


def help_page(standing: Standing, consents: Sequence[evidence.ConsentView]) -> pages.HelpPage:
    """Return the help page; consents that are live stand on it with their last day."""
    live = [each for each in consents if each.live]
    return pages.HelpPage(
        head=Head(names.said(standing.firm.name), _("Only who you have let see it")),
        sees=(
            pages.Line(
                _("Experts you have asked"),
                _("The facts their check needs, until the day your consent ends."),
            ),
            pages.Line(
                _("Funders matched for you"),
                _("The file as it was sealed for them; you see when they open it."),
            ),
            pages.Line(
                _("The supervisor"),
                _(
                    "Figures of districts and models; a single firm only by an order that names "
                    "the reason."
                ),
            ),
            pages.Line(
                _("The centre itself"), _("It keeps the file sealed and sells nothing of it.")
            ),
        ),
        way=(
            Event("ahead", "1", _("You ask: three questions, two sentences")),
            Event("ahead", "2", _("Experts check; each signs what he found")),
            Event("ahead", "3", _("Funders set money aside and make offers")),
            Event("ahead", "4", _("You choose, both sign")),
            Event("ahead", "5", _("Two persons release the money to your account")),
        ),
        consents=tuple(_line(each) for each in live),
        consents_note=_("%(count)s in force") % {"count": len(live)} if live else "",
    )


def _line(consent: evidence.ConsentView) -> pages.Line:
    said = {
        "invoice": _("invoices"),
        "bank": _("bank account"),
        "tax": _("tax"),
        "order": _("orders"),
        "logistics": _("deliveries"),
        "utility": _("water and power"),
        "device": _("machines"),
    }
    kinds = (said.get(each, each) for each in consent.data_kinds)
    comma = "、" if wording.is_chinese(codes.language()) else ", "
    title = comma.join(kinds)
    return pages.Line(
        title[:1].upper() + title[1:],
        _("from %(start)s; ends %(end)s")
        % {
            "start": long_day(consent.from_date),
            "end": long_day(consent.expires_at.astimezone(wording.TOWN_ZONE).date()),
        },
    )
