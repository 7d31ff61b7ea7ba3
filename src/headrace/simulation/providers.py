"""What the town's providers do: look at the firm's truth and answer with a signed finding."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from headrace.evidence import queries as evidence
from headrace.evidence import services
from headrace.gateways.signing import PretendSigningService, compact_jws
from headrace.kit.canonical import canonical_json
from headrace.simulation.firms import Firm
from headrace.simulation.founding import Desk
from headrace.simulation.keys import key_of

_WAITING = ("open", "accepted", "in_work", "late")
_GRADES = {"steady": "B1", "growing": "A3", "dependent": "B2", "young": "B3", "shrinking": "C2"}


def answer_waiting(
    desk: Desk,
    truth_of: Callable[[UUID], Firm | None],
    signing: PretendSigningService,
    at: datetime,
    *,
    begun: Callable[[UUID], bool] = lambda _request: True,
) -> int:
    """
    Answer the open requests of one provider; return how many.

    :param truth_of: what a firm is really like; None leaves its request waiting
    :param begun: whether a request's time has come
    """
    actor = desk.maker(at)
    answered = 0
    for request in evidence.requests_of_provider(actor, at=at):
        firm = truth_of(request.enterprise_id) if request.state in _WAITING else None
        if firm is None or not begun(request.id):
            continue
        payload = evidence.payload_to_sign(
            request.id,
            actor,
            claims=_CLAIMS[request.kind](firm),
            method="desk-review",
            confidence=85,
            at=at,
        )
        key = signing.private_key(desk.maker_id, desk.organisation_id)
        token = compact_jws({"typ": "dc+sd-jwt"}, canonical_json(payload), key) + "~"
        services.answer_request(
            key=key_of("answer", request.id), by=actor, at=at, request_id=request.id, token=token
        )
        answered += 1
    return answered


def _authentication(firm: Firm) -> dict[str, Any]:
    return {"identity": "clear", "licence_valid": True, "owners_checked": True}


def _evaluation(firm: Firm) -> dict[str, Any]:
    operation = "weak" if firm.course.name == "shrinking" else "sound"
    return {"operation": operation, "site_visited": True, "staff_seen": firm.staff}


def _rating(firm: Firm) -> dict[str, Any]:
    return {"grade": _GRADES[firm.course.name], "confidence_percent": 80}


def _ip(firm: Firm) -> dict[str, Any]:
    low = firm.yearly_sales * 2
    return {"low_minor": low, "high_minor": low * 3 // 2, "currency": "CNY", "patents": 2}


def _guarantee(firm: Firm) -> dict[str, Any]:
    return {"cover_minor": firm.yearly_sales * 5, "fee_rate": "0.012", "currency": "CNY"}


def _insurance(firm: Firm) -> dict[str, Any]:
    return {"cover_minor": firm.yearly_sales * 8, "premium_rate": "0.004", "currency": "CNY"}


def _credit_history(firm: Firm) -> dict[str, Any]:
    return {
        "open_loans": 1 if firm.course.overdue else 0,
        "overdue_minor": firm.course.overdue * 100,
        "debts_minor": firm.yearly_sales * 4,
        "currency": "CNY",
    }


_CLAIMS: Mapping[str, Callable[[Firm], dict[str, Any]]] = {
    "authentication": _authentication,
    "evaluation": _evaluation,
    "rating": _rating,
    "ip_appraisal": _ip,
    "guarantee": _guarantee,
    "insurance": _insurance,
    "credit_history": _credit_history,
}
