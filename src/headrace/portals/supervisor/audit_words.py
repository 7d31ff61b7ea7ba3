"""An entry of the journal in plain words; a refusal names what was tried."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.portals import codes
from headrace.portals.supervisor.audit_kinds import KINDS

_PROBLEMS: Final[Mapping[str, Promise]] = {
    "market/rate-above-ceiling": gettext_lazy("an offer above the ceiling"),
    "market/stale-page": gettext_lazy("a decision on a file that had changed"),
    "market/maker-approves": gettext_lazy("approving one's own offer"),
    "market/fund-source-not-admitted": gettext_lazy("an offer without an admitted source of funds"),
    "market/lender-not-admitted": gettext_lazy("an act of a lender that is not admitted"),
    "custody/same-person": gettext_lazy("a second key by the same person"),
    "custody/funds-not-covered": gettext_lazy("setting aside money that is not there"),
    "contracts/payee-not-agreed": gettext_lazy("paying somebody who is not agreed"),
    "contracts/fee-not-signed": gettext_lazy("a fee that nobody signed"),
    "supervision/same-person": gettext_lazy("lifting one's own freeze"),
    "kit/not-admitted": gettext_lazy("an act without the role or duty for it"),
}


def said(kind: str, facts: Mapping[str, Any]) -> str:
    """Return what an entry tells; a refusal names what was tried."""
    if kind == "kit.refused":
        problem = str(facts.get("problem", ""))
        what = codes.word(_PROBLEMS, problem) if problem in _PROBLEMS else _("an act")
        return _("Refused: %(what)s") % {"what": what}
    found = KINDS.get(kind)
    return str(found) if found is not None else _("Another entry")
