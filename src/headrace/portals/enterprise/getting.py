"""Getting the money: the one question, which account."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.portals.enterprise import pages
from headrace.portals.enterprise.beside import Beside
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Field
from headrace.portals.templatetags.headrace import (
    exact,
)


def account_field(beside: Beside) -> Field:
    return Field(
        "account",
        _("Account number of your firm"),
        beside.typed_account,
        hint=_("Eight to thirty figures, in the firm's own name; it stands on your bank card."),
        error=beside.wrong_account,
        kind="code",
    )


def drawing_form(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> pages.DrawingForm | None:
    if standing.stage is not Stage.DRAW:
        return None
    return pages.DrawingForm(
        title=_("Where shall the money go?"),
        words=_("To an account in the name of %(name)s, at any bank.")
        % {"name": agreement.borrower_name},
        field=account_field(beside),
        post_to=reverse("enterprise:draw", args=[agreement.id]),
        key=str(key),
        submit=_("Get %(amount)s") % {"amount": exact(agreement.principal)},
        consequence=_(
            "Interest runs from the day the money is paid out. Two persons must release it, one of "
            "each bank; you see here when they have."
        ),
    )
