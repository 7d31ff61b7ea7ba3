"""What the custodian's people do on a page: each act is one verb, with what was typed for it."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from headrace.custody import services as custody
from headrace.portals.custodian.cancelling import REASONS
from headrace.portals.visits import Visit

_NOTE_MOST = 200


class Mistyped(Exception):
    """An answer of a form cannot be read; `wrong` says what is wrong, in the page's language."""

    def __init__(self, wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


def turn_key(visit: Visit, instruction_id: UUID, key: UUID) -> str:
    """Turn the second key of a payment."""
    return custody.approve_instruction(
        key=key, by=visit.actor, instruction_id=instruction_id, at=visit.at
    )


def cancel(visit: Visit, instruction_id: UUID, typed: Mapping[str, str], key: UUID) -> str:
    """Take a payment back; :raises Mistyped: no reason was chosen"""
    reason = typed.get("reason", "")
    if reason not in REASONS:
        raise Mistyped(_("Choose a reason."))
    return custody.cancel_instruction(
        key=key, by=visit.actor, instruction_id=instruction_id, reason=reason, at=visit.at
    )


def verify(visit: Visit, account_id: UUID, key: UUID) -> UUID:
    """Confirm that an account belongs to the party that told it."""
    return custody.verify_bank_account(
        key=key, by=visit.actor, bank_account_id=account_id, at=visit.at
    )


def close_gap(visit: Visit, break_id: UUID, typed: Mapping[str, str], key: UUID) -> UUID:
    """Close a gap with what explained it; :raises Mistyped: too short or too long"""
    note = typed.get("note", "").strip()
    if not 10 <= len(note) <= _NOTE_MOST:
        raise Mistyped(_("Write ten to two hundred letters."))
    return custody.close_break(key=key, by=visit.actor, break_id=break_id, note=note, at=visit.at)
