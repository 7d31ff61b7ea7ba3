"""What a bank's people do on a page: each act is one verb, with what was typed for it."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.contracts import services as contract_verbs
from headrace.custody import services as custody
from headrace.gateways.signing import PretendSigningService
from headrace.kit.actors import CHECKER
from headrace.market import services as market
from headrace.portals.investor import terms as typing
from headrace.portals.visits import Visit
from headrace.products import queries as products

Typed = Mapping[str, str]
Act = Callable[[Visit, UUID, Typed, UUID], object]


def make_offer(visit: Visit, demand_id: UUID, typed: Typed, key: UUID) -> UUID:
    """
    Offer what was typed, on the file as it was seen.

    :raises Mistyped: an answer cannot be read; :raises CentreError: as `market.make_offer`
    """
    terms = typing.read(typed)
    product = products.product(identity(typed, "product"), visit.actor)
    return market.make_offer(
        key=key,
        by=visit.actor,
        at=visit.at,
        demand_id=demand_id,
        product_id=product.id,
        amount=Money(terms.amount, product.amount_min.currency),
        rate_yearly=terms.rate_yearly,
        term_months=terms.months,
        plan_kind=terms.plan_kind,
        expires_at=terms.expires_at,
        seen_hash=typed.get("seen", ""),
        fees=product.fees,
    )


def approve_offer(visit: Visit, _demand_id: UUID, typed: Typed, key: UUID) -> UUID:
    """Turn the second key of an offer."""
    return market.approve_offer(
        key=key, by=visit.actor, at=visit.at, offer_id=identity(typed, "offer")
    )


def withdraw_offer(visit: Visit, _demand_id: UUID, typed: Typed, key: UUID) -> UUID:
    """Take an offer back."""
    return market.withdraw_offer(
        key=key, by=visit.actor, at=visit.at, offer_id=identity(typed, "offer")
    )


def decline(visit: Visit, demand_id: UUID, typed: Typed, key: UUID) -> UUID:
    """
    Decline a request with a reason and a sentence for the firm.

    :raises Mistyped: one of the two is missing
    """
    missing = {"reason": _("Choose a reason."), "text": _("Write a sentence for the firm.")}
    errors = {name: says for name, says in missing.items() if not typed.get(name, "").strip()}
    if errors:
        raise typing.Mistyped(errors)
    return market.decline_demand(
        key=key,
        by=visit.actor,
        at=visit.at,
        demand_id=demand_id,
        reason=typed.get("reason", ""),
        text=typed.get("text", ""),
    )


ON_A_FILE: Final[Mapping[str, Act]] = {
    "offer": make_offer,
    "approve": approve_offer,
    "withdraw": withdraw_offer,
    "decline": decline,
}


def sign(visit: Visit, agreement_id: UUID, key: UUID) -> UUID:
    """Let the e-signature service sign in this person's name, and hand the signature in."""
    agreement = contracts.agreement(agreement_id, visit.actor)
    if visit.actor.person_id is None:
        raise contract_verbs.NotASigner(duty=CHECKER)
    signature = PretendSigningService(settings.HEADRACE_HOME).sign(
        person_id=visit.actor.person_id,
        organisation_id=visit.actor.organisation_id,
        document_hash=bytes.fromhex(agreement.document_hash),
    )
    return contract_verbs.sign_agreement(
        key=key, by=visit.actor, agreement_id=agreement_id, signature=signature, at=visit.at
    )


def turn_key(visit: Visit, instruction_id: UUID, key: UUID) -> str:
    """Turn the bank's key of a payment."""
    return custody.approve_instruction(
        key=key, by=visit.actor, instruction_id=instruction_id, at=visit.at
    )


def identity(typed: Typed, name: str) -> UUID:
    """Return an id that a form carries unseen; a form that lost it cannot be read."""
    try:
        return UUID(typed.get(name, ""))
    except ValueError:
        raise BadRequest(f"The form carries no {name}.") from None
