"""The place of decision once the bank's offer stands: its second key, or whom it waits for."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.actors import CHECKER, Actor
from headrace.market.queries import OfferView
from headrace.portals import codes
from headrace.portals.investor.pages import Decision
from headrace.portals.investor.reading import File
from headrace.portals.pieces import Action, Fact, Message
from headrace.portals.templatetags.headrace import exact, moment, percent


def of_offer(frame: Decision, file: File, own: OfferView, actor: Actor) -> Decision:
    """Return the place of decision of an offer that stands, as this person sees it."""
    facts = (*_terms_of(own), *frame.facts)
    hidden = (("offer", str(own.id)),)
    take_back = Action(_("Withdraw the offer"), frame.post_to, "post", value="withdraw")
    checks = CHECKER in actor.duties
    said = _whose_turn(file, own, actor)
    shown = replace(frame, facts=facts, hidden=hidden, doubts=(*frame.doubts, said))
    if own.state == "made" and checks and own.made_by != actor.person_id:
        approve = _("Approve and set %(amount)s aside") % {"amount": exact(own.amount)}
        return replace(
            shown,
            main_act=Action(approve, frame.post_to, "post", value="approve"),
            other_acts=(take_back,),
        )
    if own.state in ("made", "firm") and checks:
        return replace(shown, other_acts=(take_back,))
    return shown


def _whose_turn(file: File, own: OfferView, actor: Actor) -> Message:
    """What the offer waits for, and why this person cannot turn its key."""
    name = {"name": file.made_by}
    if own.state == "made" and own.made_by == actor.person_id:
        return Message(
            "in-time",
            _("You made this offer; another person of your institution must approve it."),
            _("Ask a colleague with the duty of a checker."),
        )
    if own.state == "made":
        made = _("%(name)s made this offer; it waits for its second person.") % name
        return Message("in-time", made)
    if own.state == "accepted":
        return _accepted(file)
    day = {"day": moment(own.expires_at)}
    return Message(
        "done",
        _("The money is set aside and the firm sees the offer."),
        _("It may choose until %(day)s.") % day,
    )


def _accepted(file: File) -> Message:
    agreement = file.agreement
    act = (
        Action(_("Open the agreement"), reverse("investor:agreement", args=[agreement.id]))
        if agreement
        else None
    )
    return Message("done", _("The firm accepted the offer."), _("The agreement is drawn up."), act)


def _terms_of(own: OfferView) -> tuple[Fact, ...]:
    return (
        Fact(_("Offered"), exact(own.amount)),
        Fact(_("Rate a year"), percent(own.rate_yearly, 2)),
        Fact(
            _("Term"),
            ngettext("%(months)s month", "%(months)s months", own.term_months)
            % {"months": own.term_months},
            codes.word(codes.PLANS, own.plan_kind),
        ),
        Fact(_("Cost to the firm in all"), exact(own.cost_in_all)),
    )
