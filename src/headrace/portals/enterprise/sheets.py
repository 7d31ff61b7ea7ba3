"""What a contract keeps for life: its terms and its seal."""

from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.portals import codes
from headrace.portals.pieces import Fact
from headrace.portals.templatetags.headrace import headline, percent


def terms_of(agreement: contracts.AgreementView) -> tuple[Fact, ...]:
    """Return the terms that the contract keeps for life."""
    ceiling = agreement.ceiling
    return (
        Fact(
            _("Amount and rate"),
            _("%(amount)s at %(rate)s a year")
            % {"amount": headline(agreement.principal), "rate": percent(agreement.rate_yearly, 2)},
        ),
        Fact(
            _("All-in cost a year"),
            percent(agreement.yearly_cost, 2),
            _("ceiling %(rate)s") % {"rate": percent(ceiling)} if ceiling is not None else "",
        ),
        Fact(_("Purpose"), codes.word(codes.PURPOSES, agreement.purpose_code)),
        Fact(
            _("Rules of the day"),
            f"{agreement.pack} {agreement.pack_version}",
            _("they stay this contract's own for life"),
        ),
    )


def digest_of(agreement: contracts.AgreementView) -> str:
    """Return the seal of the texts, shortened, as the sheet's note."""
    mark = agreement.document_hash
    return _("Seal of both texts: %(start)s … %(end)s") % {
        "start": f"{mark[:4]} {mark[4:8]}",
        "end": mark[-4:],
    }
