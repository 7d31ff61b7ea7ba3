"""Bank accounts that wait to be verified, and accounts that an authority froze."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headrace.custody.queries import BankAccountView, FrozenAccount
from headrace.kit.ids import new_id
from headrace.portals import codes, names
from headrace.portals.custodian import pages
from headrace.portals.custodian.seats import holds_key
from headrace.portals.pieces import Action, Dialogue, Fact, Head, Mark, Message, State
from headrace.portals.templatetags.headrace import exact, moment
from headrace.portals.visits import Visit

_PURPOSES: Final[codes.Words] = {
    "available": gettext_lazy("free money"),
    "held": gettext_lazy("held for an agreement"),
    "fee_income": gettext_lazy("fees earned"),
    "guarantee_reserve": gettext_lazy("guarantee reserve"),
}


def page(
    waiting: Sequence[BankAccountView],
    frozen: Sequence[FrozenAccount],
    called: Mapping[UUID, str],
    visit: Visit,
    *,
    asked: str = "",
    messages: tuple[Message, ...] = (),
) -> pages.AccountsPage:
    """Return the page; `called` are the names of the frozen accounts' parties."""
    may = holds_key(visit)
    return pages.AccountsPage(
        head=_head(waiting),
        waiting=tuple(_row(each, may=may) for each in waiting),
        frozen=tuple(_frozen(each, called) for each in frozen),
        dialogues=tuple(_dialogue(each, asked) for each in waiting) if may else (),
        empty=None if waiting else _empty(),
        messages=messages,
    )


def _head(waiting: Sequence[BankAccountView]) -> Head:
    if not waiting:
        return Head(_("Accounts"), _("No account waits to be verified"))
    finding = ngettext(
        "%(number)s account waits to be verified",
        "%(number)s accounts wait to be verified",
        len(waiting),
    ) % {"number": len(waiting)}
    lead = _("A party is paid out to one account only: its own, confirmed by your bank.")
    return Head(_("Accounts"), finding, lead)


def _row(account: BankAccountView, *, may: bool) -> pages.AccountRow:
    return pages.AccountRow(
        holder=names.said(account.holder_name),
        second=_("holder as registered: %(name)s") % {"name": account.holder_name},
        number=_grouped(account.number),
        told=moment(account.told_at),
        mark=Mark("turn", _("verify")) if may else Mark("wait", _("waits for a checker")),
        act=Action(_("Verify"), f"?ask={_name(account)}#{_name(account)}", opens=_name(account))
        if may
        else None,
    )


def _dialogue(account: BankAccountView, asked: str) -> Dialogue:
    return Dialogue(
        _name(account),
        _("Is this account %(holder)s's own?") % {"holder": names.said(account.holder_name)},
        (
            Fact(_("Holder as registered"), account.holder_name),
            Fact(_("Account"), _grouped(account.number)),
            Fact(_("Told"), moment(account.told_at)),
        ),
        _("Compare both with the bank's answer. It takes the place of the account before."),
        Action(
            _("Verify the account"),
            reverse("custodian:verify", args=[account.id]),
            "post",
            key=str(new_id()),
        ),
        open=asked == _name(account),
    )


def _frozen(found: FrozenAccount, called: Mapping[UUID, str]) -> pages.FrozenRow:
    return pages.FrozenRow(
        party=called.get(found.party_id, "–") if found.party_id else "–",
        purpose=codes.word(_PURPOSES, found.account.purpose),
        amount=exact(found.account.booked),
        mark=Mark("refused", _("nothing leaves; money may come in")),
    )


def _empty() -> State:
    return State(
        "empty",
        _("Nothing to verify"),
        _("An account appears here when a party tells where it wants to be paid out."),
    )


def _grouped(number: str) -> str:
    """Four at a time, as on paper."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _name(account: BankAccountView) -> str:
    return f"verify-{account.id}"
