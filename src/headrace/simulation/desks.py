"""Who is who in the demo town, and what each can try."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headrace.simulation.firms import firm
from headrace.simulation.plan import load

_FILE = "demo-password.json"
_WORDS = (
    "reed", "mill", "lantern", "willow", "copper", "river", "maple", "stone", "cloud", "harbour",
    "plum", "orchard", "bridge", "barley", "silver", "meadow",
)  # fmt: skip

_EXPERTS = (
    ("zhengxin", _("Authentication")),
    ("mingdu", _("Evaluation")),
    ("haoran", _("Credit rating")),
    ("lanxi-ip", _("Patents and brands")),
    ("tongzhou", _("Guarantor")),
    ("hengan", _("Insurer")),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person of the demo town: log-in name, where he sits, what he can try, on which side."""

    login: str
    side: str  # source | custody | firm | checks | watch
    role: Promise
    where_en: str
    where_zh: str
    try_this: Promise

    @property
    def where(self) -> str:
        """The organisation's name in the reader's language."""
        return self.where_zh if (get_language() or "en").startswith("zh") else self.where_en

    @property
    def what(self) -> str:
        """What to try, in the reader's language."""
        return str(self.try_this)


def password(home: Path) -> str:
    """Return the demo people's password, made at the first call and kept in the centre's folder."""
    path = home / _FILE
    if not path.exists():
        words = "-".join(secrets.choice(_WORDS) for _ in range(4))
        path.touch(mode=0o600)
        path.write_text(json.dumps(f"{words}-{secrets.randbelow(90) + 10}"))
    return str(json.loads(path.read_text()))


def everybody() -> tuple[Seat, ...]:
    """Return the seats a visitor can take, along the channel from the money's source on."""
    plan = load()
    names = {each.login: (each.name_en, each.name_zh) for each in plan.institutions}
    offices = {each.login: (each.name_en, each.name_zh) for each in plan.offices}
    owners = [firm(plan, number) for number in (6, 7, 1)]
    return (
        Seat("loan", "source", _("Loan officer"), *names["loan"], _("decide on files")),
        Seat(
            "loan.checker",
            "source",
            _("Second person of the bank"),
            *names["loan"],
            _("approve offers, sign, turn the first key"),
        ),
        Seat("clerk.checker", "custody", _("Custodian's clerk"), *names["clerk"], _("second key")),
        Seat(
            "owner7",
            "firm",
            _("Enterprise owner"),
            owners[0].name_en,
            owners[0].name_zh,
            _("choose an offer"),
        ),
        Seat(
            "owner8",
            "firm",
            _("Enterprise owner"),
            owners[1].name_en,
            owners[1].name_zh,
            _("sign an agreement"),
        ),
        Seat(
            "owner2",
            "firm",
            _("Enterprise owner"),
            owners[2].name_en,
            owners[2].name_zh,
            _("pay what is missing"),
        ),
        *_experts(names),
        Seat(
            "supervisor",
            "watch",
            _("Supervisor"),
            *offices["supervisor"],
            _("look at today, freeze, verify the audit feed"),
        ),
        Seat("auditor", "watch", _("Auditor"), *offices["auditor"], _("read the audit feed")),
    )


def _experts(names: Mapping[str, tuple[str, str]]) -> tuple[Seat, ...]:
    return tuple(
        Seat(login, "checks", role, *names[login], _("sign a finding")) for login, role in _EXPERTS
    )
