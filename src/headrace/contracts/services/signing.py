"""Signing, and what follows when the last party has signed."""

from datetime import datetime
from uuid import UUID

from tenor.loan import State as LoanState
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.queries import visibility
from headrace.contracts.rules import agreement as life
from headrace.contracts.rules.signature import AlreadySigned
from headrace.contracts.services import money
from headrace.contracts.services.signature_check import Checked, check_signature
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.register import services as register


@transaction
@once("contracts.sign_agreement")
def sign_agreement(
    *, key: UUID, by: Actor, agreement_id: UUID, signature: str, at: datetime
) -> UUID:
    """
    Put a party's signature under an agreement; with the last one it becomes effective.

    :param signature: compact JWS over `ports.statement_to_sign`, by the party's registered key
    :raises NotFound: no such agreement, or the actor's organisation is no party of it
    :raises NotASigner: the person may not bind the party
    :raises SignatureForged: :raises SignatureOfAnother: :raises OtherDocumentSigned:
    :raises AlreadySigned: :raises AgreementMoveRefused:
    :raises custody.services.FundsNotCovered: a hold has lapsed meanwhile
    """
    row = _locked(agreement_id, by)
    signers = _signers(row)
    if by.organisation_id not in signers:
        raise NotFound(field="agreement_id")
    signer = _signer(row, by)
    life.after(life.State(row.state), life.Event.SIGNED_BY_ONE)
    signed = set(row.signatures.values_list("organisation_id", flat=True))
    if by.organisation_id in signed:
        raise AlreadySigned
    checked = check_signature(agreement=row, signature=signature, signer=signer, by=by, at=at)
    written = _write(row, checked, signer, by, at)
    if signed | {by.organisation_id} == set(signers):
        _make_effective(row, by, at)
    return written.id


@transaction
@once("contracts.give_up_agreement")
def give_up_agreement(
    *, key: UUID, by: Actor, agreement_id: UUID, reason: str, at: datetime
) -> UUID:
    """
    End an agreement that not all have signed; the lenders' holds are voided.

    :param reason: a code, kept in the journal
    :raises NotFound: not visible, or the actor is no party of it
    :raises NotASigner: the person may not bind the party
    :raises AgreementMoveRefused: it is effective or has ended
    """
    row = _locked(agreement_id, by)
    if by.organisation_id not in _signers(row):
        raise NotFound(field="agreement_id")
    _signer(row, by)
    row.state = life.after(life.State(row.state), life.Event.GIVEN_UP)
    row.ended_at = at
    row.save(update_fields=["state", "ended_at"])
    money.void_holds(agreement=row, by=by, at=at)
    _tell("contracts.agreement.given_up", row, by, at, demand=row.demand_id, reason=reason)
    return row.id


def _locked(agreement_id: UUID, by: Actor) -> models.Agreement:
    visibility.agreement_for(agreement_id, by)
    return models.Agreement.objects.select_for_update().get(pk=agreement_id)


def _signer(row: models.Agreement, by: Actor) -> UUID:
    return life.signer_of(
        person_id=by.person_id,
        organisation_id=by.organisation_id,
        borrower_id=row.borrower_id,
        duties=by.duties,
    )


def _signers(row: models.Agreement) -> tuple[UUID, ...]:
    return (row.borrower_id, *row.lenders.values_list("lender_id", flat=True))


def _write(
    row: models.Agreement, checked: Checked, signer: UUID, by: Actor, at: datetime
) -> models.Signature:
    written = models.Signature.objects.create(
        created_at=at,
        agreement=row,
        organisation_id=by.organisation_id,
        person_id=signer,
        jws=checked.jws,
        thumbprint=checked.thumbprint,
    )
    row.state = life.after(life.State(row.state), life.Event.SIGNED_BY_ONE)
    row.save(update_fields=["state"])
    _tell("contracts.agreement.signed", row, by, at, key_thumbprint=checked.thumbprint)
    return written


def _make_effective(row: models.Agreement, by: Actor, at: datetime) -> None:
    row.state = life.after(life.State(row.state), life.Event.SIGNED_BY_ALL)
    row.effective_at = at
    row.save(update_fields=["state", "effective_at"])
    money.take_holds(agreement=row, by=by, at=at)
    money.open_for_repayment(agreement=row, by=by, at=at)
    for lender in row.lenders.all():
        register.add_exposure(
            borrower_id=row.borrower_id,
            lender_id=lender.lender_id,
            subject=Subject("agreement", row.id),
            amount=Money.from_minor(lender.amount_minor, row.currency),
            at=at,
        )
    models.Loan.objects.create(
        created_at=at,
        agreement=row,
        state=LoanState.AGREED,
        principal_minor=row.principal_minor,
        currency=row.currency,
    )
    _tell("contracts.agreement.effective", row, by, at, demand=row.demand_id)


def _tell(kind: str, row: models.Agreement, by: Actor, at: datetime, **facts: UUID | str) -> None:
    journal.record(
        kind,
        subject=Subject("agreement", row.id),
        about=row.borrower_id,
        by=by,
        at=at,
        facts={
            "document_hash": bytes(row.document_hash).hex(),
            "principal_minor": row.principal_minor,
            "currency": row.currency,
            **facts,
        },
    )
