"""The desks of the centre: their name beside the mark, their tabs, how dense their pages are."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class DeskTab:
    """A tab of the masthead; it is current on the page it leads to and on those named after it."""

    label: Promise
    view: str
    also: tuple[str, ...] = ()

    def leads_to(self, view: str) -> bool:
        """Whether this tab is the one of a view's name."""
        return view == self.view or view in self.also


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk; `css` sets text size and density: owner, public, dense or dense supervisor."""

    name: Promise
    css: str
    tabs: tuple[DeskTab, ...]


PUBLIC: Final = Desk(
    _("small-business finance centre"),
    "public",
    (
        DeskTab(_("Start"), "public:front", ("town:chooser", "public:desk")),
        DeskTab(_("Rules"), "public:rules"),
        DeskTab(_("Parts"), "public:parts"),
    ),
)
OWNER: Final = Desk(
    _("for owners"),
    "owner",
    (
        DeskTab(_("Home"), "enterprise:home"),
        DeskTab(pgettext_lazy("tab", "Request"), "enterprise:ask", ("enterprise:sentences",)),
        DeskTab(pgettext_lazy("tab", "Offers"), "enterprise:offers"),
        DeskTab(pgettext_lazy("tab", "Repay"), "enterprise:contract", ("enterprise:agreement",)),
        DeskTab(_("Help"), "enterprise:help"),
    ),
)
LOAN_OFFICER: Final = Desk(
    _("loan officer"),
    "dense",
    (
        DeskTab(pgettext_lazy("tab", "Queue"), "investor:queue", ("investor:keys",)),
        DeskTab(
            pgettext_lazy("tab", "Files"),
            "investor:dossier",
            ("investor:decide", "investor:agreement"),
        ),
        DeskTab(_("Portfolio"), "investor:portfolio"),
    ),
)
CLERK: Final = Desk(
    _("custodian's desk"),
    "dense",
    (
        DeskTab(
            _("Releases"),
            "custodian:releases",
            ("custodian:payment", "custodian:turn", "custodian:cancel"),
        ),
        DeskTab(_("Accounts"), "custodian:accounts", ("custodian:verify",)),
        DeskTab(_("Matching"), "custodian:matching", ("custodian:close",)),
    ),
)
EXPERT: Final = Desk(
    _("expert's desk"),
    "dense",
    (
        DeskTab(
            _("Requests"),
            "provider:desk",
            ("provider:request", "provider:answer", "provider:decline", "provider:settle"),
        ),
        DeskTab(_("Findings"), "provider:findings"),
    ),
)
SUPERVISOR: Final = Desk(
    _("finance bureau"),
    "dense supervisor",
    (
        DeskTab(pgettext_lazy("tab", "Today"), "supervisor:console", ("supervisor:freeze",)),
        DeskTab(_("Alerts"), "supervisor:alerts", ("supervisor:alert",)),
        DeskTab(_("Audit"), "supervisor:audit", ("supervisor:verify",)),
        DeskTab(_("Rules"), "supervisor:rules"),
    ),
)
DESKS: Final = {
    "public": PUBLIC,
    "enterprise": OWNER,
    "investor": LOAN_OFFICER,
    "custodian": CLERK,
    "provider": EXPERT,
    "supervisor": SUPERVISOR,
}
