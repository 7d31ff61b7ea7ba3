"""Drawing up: from accepted terms to a text in two languages, sealed by its hash."""

from datetime import date, datetime
from importlib import resources
from uuid import UUID

from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.rules import document
from headrace.contracts.rules.agreement import State
from headrace.contracts.rules.reference import payment_reference
from headrace.contracts.rules.terms import AgreedTerms
from headrace.contracts.services.planning import PlanTerms, interest_in_all
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.canonical import ALGORITHM, digest
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.market import queries as market

_DOCUMENTS = resources.files("headrace.contracts") / "documents"


@needs_transaction
def draw_up(*, terms: AgreedTerms, by: Actor, at: datetime) -> UUID:
    """
    Write the agreement of an accepted offer, ready to be signed; return its id.

    The terms may name any product and any number of lenders. An offer gets one agreement: drawing
    it up again returns the first.

    :raises UnknownPlanKind: the product model has no such way of repayment
    """
    known = models.Agreement.objects.filter(offer_id=terms.offer_id).first()
    if known is not None:
        return known.id
    reference = payment_reference(digest({"agreement of offer": terms.offer_id}))
    interest = _interest(terms, at)
    purpose = _purpose(terms.purpose_code, day_of(at))
    texts = {
        each: text_in(each, terms, reference, interest, purpose=purpose.get(each, ""))
        for each in ("en", "zh")
    }
    agreement = _written(terms, reference, texts, at)
    _write_parts(agreement, terms, at)
    journal.record(
        "contracts.agreement.drawn",
        subject=Subject("agreement", agreement.id),
        about=terms.borrower.party_id,
        by=by,
        at=at,
        facts={
            "offer": terms.offer_id,
            "demand": terms.demand_id,
            "document_hash": bytes(agreement.document_hash).hex(),
            "hash_algorithm": ALGORITHM,
            "principal_minor": terms.principal.minor,
            "currency": terms.principal.currency,
            "lenders": [each.lender.party_id for each in terms.lenders],
            "pack": terms.pack,
            "pack_version": terms.pack_version,
        },
    )
    return agreement.id


def _purpose(code: str, on: date) -> dict[str, str]:
    """The purpose's name in both languages; nothing for a code of an older list."""
    listed = {each.code: each.label for each in market.purposes(on)}
    label = listed.get(code)
    return {"en": label.en, "zh": label.zh} if label else {}


def text_in(
    language: str, terms: AgreedTerms, reference: str, interest: Money, *, purpose: str = ""
) -> str:
    """
    Return the full text of the terms, in "en" or "zh".

    :param interest: over the whole term, if every instalment is paid on its day
    :param purpose: its name in this language; without one the code stands
    """
    template = (_DOCUMENTS / f"{terms.document}.{language}.txt").read_text("utf-8")
    wording = document.english(template) if language == "en" else document.chinese(template)
    return document.compose(
        terms, reference=reference, interest=interest, wording=wording, purpose=purpose
    )


def hash_of(texts: dict[str, str]) -> bytes:
    """Return the hash that the parties sign: of both texts together."""
    return digest(texts)


def _interest(terms: AgreedTerms, at: datetime) -> Money:
    plan_terms = PlanTerms(
        model=terms.model,
        principal=terms.principal,
        rate_yearly=terms.rate_yearly,
        term_months=terms.term_months,
        plan_kind=terms.plan_kind,
        details=terms.details,
    )
    return interest_in_all(plan_terms, start_date=day_of(at))


def _written(
    terms: AgreedTerms, reference: str, texts: dict[str, str], at: datetime
) -> models.Agreement:
    return models.Agreement.objects.create(
        created_at=at,
        offer_id=terms.offer_id,
        demand_id=terms.demand_id,
        book_id=terms.book_id,
        borrower_id=terms.borrower.party_id,
        borrower_name=terms.borrower.name,
        district=terms.district,
        model=terms.model,
        principal_minor=terms.principal.minor,
        currency=terms.principal.currency,
        rate_yearly=terms.rate_yearly,
        term_months=terms.term_months,
        plan_kind=terms.plan_kind,
        purpose_code=terms.purpose_code,
        payees="\n".join(terms.payees),
        details=dict(terms.details),
        yearly_cost=terms.yearly_cost,
        ceiling=terms.ceiling,
        pack=terms.pack,
        pack_version=terms.pack_version,
        text_en=texts["en"],
        text_zh=texts["zh"],
        document_hash=hash_of(texts),
        hash_algorithm=ALGORITHM,
        payment_reference=reference,
        state=State.DRAFTED,
    )


def _write_parts(agreement: models.Agreement, terms: AgreedTerms, at: datetime) -> None:
    models.Lender.objects.bulk_create(
        models.Lender(
            created_at=at,
            agreement=agreement,
            position=position,
            lender_id=each.lender.party_id,
            name=each.lender.name,
            amount_minor=each.amount.minor,
            hold_id=each.hold_id,
        )
        for position, each in enumerate(terms.lenders)
    )
    models.CostLine.objects.bulk_create(
        models.CostLine(
            created_at=at,
            agreement=agreement,
            code=item.code,
            payee_id=item.payee.party_id,
            payee_name=item.payee.name,
            amount_minor=item.amount.minor,
            due=item.due,
        )
        for item in terms.costs
    )
