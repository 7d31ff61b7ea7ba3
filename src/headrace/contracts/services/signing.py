"""Signing, and what follows when the last party has signed."""

from datetime import datetime
from uuid import UUID

from tenor.loan import State as LoanState

from headrace.contracts import models
from headrace.contracts.rules import agreement as life
from headrace.contracts.rules.signature import AlreadySigned
from headrace.contracts.services import money
from headrace.contracts.services.signature_check import Checked, check_signature
from headrace.contracts.services.standing import (
    check_admissions,
    check_own_admission,
    locked_for_party,
    signer_of,
    signers_of,
)
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@transaction
@once("contracts.sign_agreement")
def sign_agreement(
    *, key: UUID, by: Actor, agreement_id: UUID, signature: str, at: datetime
) -> UUID:
    """
    Put a party's signature under an agreement; with the last one it becomes effective.

    :param signature: compact JWS over `ports.statement_to_sign`, by the party's registered key
    :raises NotFound: no such agreement, or the actor's organisation is no party of it
    :raises NotASigner: the person may not bind the party :raises NotAdmitted: it is suspended
    :raises PartyNotAdmitted: with this signature it would bind a suspended party
    :raises SignatureForged: :raises SignatureOfAnother: :raises OtherDocumentSigned:
    :raises AlreadySigned: :raises AgreementMoveRefused:
    :raises custody.services.FundsNotCovered: a hold has lapsed meanwhile
    """
    row = locked_for_party(agreement_id, by)
    signer = signer_of(row, by)
    check_own_admission(row, by)
    life.after(life.State(row.state), life.Event.SIGNED_BY_ONE)
    signed = set(row.signatures.values_list("organisation_id", flat=True))
    if by.organisation_id in signed:
        raise AlreadySigned
    checked = check_signature(agreement=row, signature=signature, signer=signer, by=by, at=at)
    written = _write(row, checked, signer, by, at)
    if signed | {by.organisation_id} == set(signers_of(row)):
        _make_effective(row, by, at)
    return written.id


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
    check_admissions(row, at=at)
    row.state = life.after(life.State(row.state), life.Event.SIGNED_BY_ALL)
    row.effective_at = at
    row.save(update_fields=["state", "effective_at"])
    money.take_holds(agreement=row, by=by, at=at)
    money.open_for_repayment(agreement=row, by=by, at=at)
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
