"""The channel of a request: where its money is, and which gate it stands before."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.market import queries as market
from headrace.portals import names
from headrace.portals.drawings.channel import ChannelStrip, Gate, Reach, Station
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.templatetags.headrace import exact, headline, short_day

_BEFORE_FUNDERS = frozenset({Stage.CHECKING, Stage.MATCHING})
_AT_THE_FIRST_GATE = frozenset({Stage.CHOOSE, Stage.WRITING, Stage.SIGN, Stage.COUNTERSIGN})


def strip_of(standing: Standing) -> ChannelStrip | None:
    """Return the channel of a request, or of its loan; nothing before it is on its way."""
    asked, agreement, loan = standing.demand, standing.agreement, standing.loan
    if agreement and loan and standing.stage in (Stage.REPAY, Stage.REPAID):
        return of_loan(standing, agreement, loan)
    if agreement and standing.stage in (Stage.DRAW, Stage.RELEASE):
        return _in_custody(standing, agreement)
    if asked and standing.stage in _AT_THE_FIRST_GATE:
        return _set_aside(standing, asked)
    if asked and standing.stage in _BEFORE_FUNDERS:
        return _asked(standing, asked)
    return None


def of_loan(
    standing: Standing, agreement: contracts.AgreementView, loan: contracts.LoanView
) -> ChannelStrip:
    """All of it reached the firm; the last reach fills as the principal goes back."""
    share = float(loan.principal_paid.amount / loan.principal.amount)
    paid_back = Station("ring", _("Paid back of it"), exact(loan.principal_paid))
    gate = Gate("yours", _("an instalment is short"), max(share, 0.08)) if _late(loan) else None
    return ChannelStrip(
        (
            _lenders(agreement),
            Station("basin", names.said(standing.custodian), _("¥0, all passed on")),
            Station("wheel", _("You"), headline(loan.principal), reader=True),
            paid_back,
        ),
        (Reach(1, Gate("open")), Reach(1, Gate("open")), Reach(share, gate)),
        _("All the money reached you; %(paid)s of it is paid back.")
        % {"paid": exact(loan.principal_paid)},
        _(
            "%(lent)s lent = %(paid)s paid back + %(owed)s still owed. "
            "Interest paid besides: %(more)s."
        )
        % {
            "lent": exact(loan.principal),
            "paid": exact(loan.principal_paid),
            "owed": exact(loan.outstanding),
            "more": exact(loan.interest_paid),
        },
    )


def _asked(standing: Standing, asked: market.DemandView) -> ChannelStrip:
    checking = standing.stage is Stage.CHECKING
    gate = Gate("shut", _("checks by experts") if checking else _("a funder's decision"))
    return ChannelStrip(
        (
            Station(
                "ring", _("Funders"), _("%(amount)s asked") % {"amount": headline(asked.amount)}
            ),
            Station("basin", _custodian(standing), _("¥0 so far")),
            Station("wheel", _("You"), _("not yet"), reader=True),
            Station("ring", pgettext("channel", "Back"), _("not yet")),
        ),
        (Reach(0, gate), Reach(0), Reach(0)),
        _("No money is set aside yet: first %(gate)s.") % {"gate": gate.words},
    )


def _set_aside(standing: Standing, asked: market.DemandView) -> ChannelStrip:
    """Funders have set money aside; it stands before the firm's choice or a signature."""
    words = {
        Stage.CHOOSE: ("yours", _("your choice")),
        Stage.WRITING: ("shut", _("the agreement is written")),
        Stage.SIGN: ("yours", _("your signature")),
        Stage.COUNTERSIGN: ("shut", _("the funder's signature")),
    }
    state, label = words[standing.stage]
    gate = Gate("yours" if state == "yours" else "shut", label)
    return ChannelStrip(
        (
            _offering(standing, asked),
            Station("basin", _custodian(standing), _("¥0 so far")),
            Station("wheel", _("You"), _("not yet"), reader=True),
            Station("ring", pgettext("channel", "Back"), _back(standing)),
        ),
        (Reach(1, gate), Reach(0, Gate("shut", _("two keys"))), Reach(0)),
        _("The money stands before this gate: %(gate)s. Nothing has passed it yet.")
        % {"gate": label},
    )


def _in_custody(standing: Standing, agreement: contracts.AgreementView) -> ChannelStrip:
    drawing = standing.stage is Stage.DRAW
    gate = Gate("yours", _("your account")) if drawing else Gate("shut", _("two keys"))
    held = standing.in_custody or agreement.principal
    return ChannelStrip(
        (
            _lenders(agreement),
            Station("basin", _custodian(standing), headline(held), holds=True),
            Station("wheel", _("You"), _("not yet"), reader=True),
            Station("ring", pgettext("channel", "Back"), _back(standing)),
        ),
        (Reach(1, Gate("open")), Reach(1, gate), Reach(0)),
        _("%(amount)s is safe at %(bank)s and stands before this gate: %(gate)s.")
        % {
            "amount": headline(held),
            "bank": names.said(standing.custodian),
            "gate": gate.words,
        },
    )


def _offering(standing: Standing, asked: market.DemandView) -> Station:
    if standing.stage is not Stage.CHOOSE:
        return Station("ring", _("Set aside for you"), headline(_sum(standing, "accepted")))
    count = len(standing.firm_offers)
    words = ngettext("%(count)s offer, each up to", "%(count)s offers, each up to", count)
    most = max((each.amount for each in standing.firm_offers), default=asked.amount)
    return Station("ring", words % {"count": count}, headline(most))


def _sum(standing: Standing, state: str) -> Money:
    amounts = [each.amount for each in standing.offers if each.state == state]
    zero = Money(Decimal(0), standing.demand.amount.currency) if standing.demand else Money.zero()
    return sum(amounts, zero)


def _lenders(agreement: contracts.AgreementView) -> Station:
    one = names.said(agreement.lenders[0].name)
    count = len(agreement.lenders)
    name = one if count == 1 else _("%(count)s funders") % {"count": count}
    return Station("ring", name, headline(agreement.principal))


def _custodian(standing: Standing) -> str:
    return names.said(standing.custodian) or _("Custodian bank")


def _back(standing: Standing) -> str:
    chosen = next((each for each in standing.offers if each.state == "accepted"), None)
    best = chosen or next(iter(standing.firm_offers), None)
    if best is None or not best.plan:
        return _("not yet")
    return _("from about %(day)s") % {"day": short_day(best.plan[0].due_date)}


def _late(loan: contracts.LoanView) -> bool:
    return loan.missing.minor > 0
