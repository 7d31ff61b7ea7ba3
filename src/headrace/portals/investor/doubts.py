"""The open doubts of a file, as they stand above the buttons."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.market.queries import Doubt
from headrace.portals import codes
from headrace.portals.pieces import Message

_DOUBTS: Final[Mapping[str, Promise]] = {
    "answer_late": gettext_lazy("%(about)s: the expert has not answered in time."),
    "finding_expired": gettext_lazy("%(about)s: the finding is past its date."),
    "finding_contested": gettext_lazy("%(about)s: the firm contests the finding."),
    "finding_revoked": gettext_lazy("%(about)s: its issuer took the finding back."),
    "finding_altered": gettext_lazy("%(about)s: the signature under the finding does not hold."),
    "like_text": gettext_lazy("The request reads like %(about)s: is it the same project twice?"),
    "no_grade_yet": gettext_lazy("The firm has no grade yet."),
    "no_limit_proven": gettext_lazy(
        "No limit is proven at grade %(about)s: sales on record do not carry the debts."
    ),
}


def doubt(found: Doubt) -> Message:
    """Return an open doubt as it stands above the buttons."""
    about = codes.word(codes.FINDINGS, found.about) if found.about else ""
    sentence = _DOUBTS.get(found.code, _DOUBTS["like_text"])
    return Message("doubt", _("Open doubt"), str(sentence) % {"about": about})
