"""Who signs, with which key, over which document; and what follows from the last signature."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from joserfc.jwk import OKPKey
from tenor.money import Money

from headrace.contracts import queries, services
from headrace.contracts.ports import statement_to_sign
from headrace.custody import queries as custody
from headrace.gateways.signing import PretendSigningService
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.parties import services as parties
from headrace.register import queries as register
from tests.contracts_domain.town import LENT, SET_UP, sign, yuan


def send(town, agreement_id, by, signature):
    return services.sign_agreement(
        key=new_id(), by=by, agreement_id=agreement_id, signature=signature, at=town.at
    )


def header_of(**changes):
    """Return a signature without a proof, its header changed."""
    header = {"alg": "Ed25519", "kid": "a-key", **changes}
    known = {name: each for name, each in header.items() if each is not None}
    return urlsafe_b64encode(json.dumps(known).encode()).decode().rstrip("=") + ".e30."


class TestSigning:
    def test_the_agreement_is_effective_when_all_have_signed(self, town):
        # Given an agreement between a firm and a bank that has set a million aside
        agreement_id = town.draw_up(town.terms())
        firm = town.maker_of(town.firm)
        assert queries.agreement(agreement_id, firm).state == "drafted"

        # When the firm signs, it waits for the bank
        town.sign(agreement_id, town.firm)
        view = queries.agreement(agreement_id, firm)
        assert (view.state, view.waits_for) == ("signing", (town.bank.id,))
        assert view.loan_id is None

        # And when the bank signs too, it is effective: the hold is taken, the exposure stands
        town.sign(agreement_id, town.bank)
        view = queries.agreement(agreement_id, firm)
        assert (view.state, view.waits_for) == ("effective", ())
        assert view.effective_at == town.at
        assert custody.balance(town.book, None, "held", view.demand_id) == LENT
        assert custody.balance(town.book, town.bank.id, "available") == Money.zero()
        assert register.exposure(borrower_id=town.firm.id) == LENT
        assert queries.loan(view.loan_id, firm).state == "agreed"

    def test_a_syndicate_needs_every_lender(self, town):
        second = town.register("Shiqiao Bank", "institution", "bank")
        parts = (yuan("600000"), yuan("400000"))
        agreement_id = town.draw_up(town.terms(town.bank, second, parts=parts))
        for party in (town.firm, town.bank):
            town.sign(agreement_id, party)
        bank = town.checker_of(second)
        assert queries.agreement(agreement_id, bank).waits_for == (second.id,)
        town.sign(agreement_id, second)
        assert queries.agreement(agreement_id, bank).state == "effective"
        assert register.exposure(lender_id=second.id) == yuan("400000")

    def test_a_signing_service_may_write_the_older_name_of_the_algorithm(self, town, tmp_path):
        # Given the pretend signing service, which holds the firm's keys and writes "EdDSA"
        service = PretendSigningService(tmp_path)
        by = town.maker_of(town.firm)
        who = {"person_id": by.person_id, "organisation_id": by.organisation_id}
        parties.register_signing_key(
            key=new_id(),
            by=by,
            public_jwk=service.public_jwk(**who),
            person_id=by.person_id,
            at=town.at,
        )
        agreement_id = town.draw_up(town.terms())

        # When it signs, the signature stands
        document_hash = bytes.fromhex(queries.agreement(agreement_id, by).document_hash)
        send(town, agreement_id, by, service.sign(**who, document_hash=document_hash))
        assert queries.agreement(agreement_id, by).waits_for == (town.bank.id,)

    def test_a_verb_sent_twice_signs_once(self, town):
        agreement_id = town.draw_up(town.terms())
        by = town.maker_of(town.firm)
        signature = town.signature(agreement_id, by, town.give_key(town.firm, by.person_id))
        key = new_id()
        answers = {
            services.sign_agreement(
                key=key, by=by, agreement_id=agreement_id, signature=signature, at=town.at
            )
            for _ in range(2)
        }
        assert len(answers) == 1
        with pytest.raises(services.AlreadySigned):
            send(town, agreement_id, by, signature)


class TestRefusedSignatures:
    @pytest.fixture
    def agreement_id(self, town):
        return town.draw_up(town.terms())

    def statement(self, town, agreement_id, by, **changes):
        view = queries.agreement(agreement_id, by)
        parts = {
            "person_id": by.person_id,
            "organisation_id": by.organisation_id,
            "document_hash": bytes.fromhex(view.document_hash),
            **changes,
        }
        return statement_to_sign(**parts)

    def test_a_signature_by_an_unknown_key_is_forged(self, town, agreement_id):
        by = town.maker_of(town.firm)
        signature = town.signature(agreement_id, by, OKPKey.generate_key("Ed25519"))
        with pytest.raises(services.SignatureForged):
            send(town, agreement_id, by, signature)

    def test_a_changed_signature_under_a_known_key_is_forged(self, town, agreement_id):
        by = town.maker_of(town.firm)
        key = town.give_key(town.firm, by.person_id)
        head, payload, tail = town.signature(agreement_id, by, key).split(".")
        turned = ("B" if tail[0] == "A" else "A") + tail[1:]
        with pytest.raises(services.SignatureForged) as refused:
            send(town, agreement_id, by, f"{head}.{payload}.{turned}")
        assert refused.value.facts["agreement"] == str(agreement_id)

    @pytest.mark.parametrize(
        "text",
        ["", "no", "no.signature", "a.b.c", header_of(alg="none"), header_of(kid=None), "{}.e30.x"],
    )
    def test_what_is_no_signature_is_malformed(self, town, agreement_id, text):
        with pytest.raises(services.NotASignature):
            send(town, agreement_id, town.maker_of(town.firm), text)

    def test_a_key_id_with_rubbish_behind_it_is_forged(self, town, agreement_id):
        by = town.maker_of(town.firm)
        key = town.give_key(town.firm, by.person_id)
        for proof in ("", "A", "AAAA", "é"):
            with pytest.raises(services.SignatureForged):
                send(town, agreement_id, by, header_of(kid=key.thumbprint()) + proof)

    def test_another_organisations_key_signs_nothing_here(self, town, agreement_id):
        # Given the bank's own key, known and sound, when the firm's owner sends its signature
        by = town.maker_of(town.firm)
        key = town.give_key(town.bank, town.bank.checker)
        with pytest.raises(services.SignatureOfAnother) as refused:
            send(town, agreement_id, by, town.signature(agreement_id, by, key))
        assert refused.value.facts["signer"] == str(town.bank.id)

    def test_a_colleagues_key_signs_nothing_for_me(self, town, agreement_id):
        by = town.maker_of(town.firm)
        key = town.give_key(town.firm, town.firm.checker)
        with pytest.raises(services.SignatureOfAnother):
            send(town, agreement_id, by, town.signature(agreement_id, by, key))

    def test_a_statement_that_names_another_person_is_refused(self, town, agreement_id):
        by = town.maker_of(town.firm)
        key = town.give_key(town.firm, by.person_id)
        payload = self.statement(town, agreement_id, by, person_id=town.firm.checker)
        with pytest.raises(services.SignatureOfAnother):
            send(town, agreement_id, by, sign(payload, key))

    def test_a_signature_over_another_document_is_refused(self, town, agreement_id):
        by = town.maker_of(town.firm)
        key = town.give_key(town.firm, by.person_id)
        payload = self.statement(town, agreement_id, by, document_hash=bytes(32))
        with pytest.raises(services.OtherDocumentSigned):
            send(town, agreement_id, by, sign(payload, key))

    def test_a_banks_maker_does_not_bind_the_bank(self, town, agreement_id):
        by = town.maker_of(town.bank)
        key = town.give_key(town.bank, by.person_id)
        with pytest.raises(services.NotASigner):
            send(town, agreement_id, by, town.signature(agreement_id, by, key))

    def test_a_key_that_was_retired_before_signs_no_more(self, town, agreement_id):
        by = town.maker_of(town.firm)
        key = town.give_key(town.firm, by.person_id)
        parties.retire_signing_key(key=new_id(), by=by, thumbprint=key.thumbprint(), at=town.at)
        town.at += timedelta(hours=1)
        with pytest.raises(services.SignatureForged):
            send(town, agreement_id, by, town.signature(agreement_id, by, key))


class TestPrivacy:
    def test_another_partys_agreement_is_simply_not_found(self, town):
        agreement_id = town.draw_up(town.terms())
        stranger = town.register("Beiwu Bank", "institution", "bank")
        by = town.checker_of(stranger)
        with pytest.raises(NotFound):
            queries.agreement(agreement_id, by)
        with pytest.raises(NotFound):
            send(town, agreement_id, by, "a.b.c")
        assert queries.agreements_of(by) == ()

    def test_the_government_of_the_district_reads_it_but_cannot_sign(self, town):
        agreement_id = town.draw_up(town.terms())
        officer = town.checker_of(town.ministry)
        assert queries.agreement(agreement_id, officer).borrower_id == town.firm.id
        with pytest.raises(NotFound):
            send(town, agreement_id, officer, "a.b.c")


class TestGivingUp:
    def test_before_the_last_signature_either_party_may_leave_and_the_hold_is_freed(self, town):
        agreement_id = town.draw_up(town.terms())
        town.sign(agreement_id, town.bank)
        by = town.maker_of(town.firm)
        services.give_up_agreement(
            key=new_id(), by=by, agreement_id=agreement_id, reason="not needed", at=town.at
        )
        assert queries.agreement(agreement_id, by).state == "terminated"
        assert custody.balance(town.book, town.bank.id, "available") == LENT

    def test_afterwards_nobody_may(self, town):
        agreement_id = town.effective()
        with pytest.raises(services.AgreementMoveRefused):
            services.give_up_agreement(
                key=new_id(),
                by=town.checker_of(town.bank),
                agreement_id=agreement_id,
                reason="regret",
                at=town.at,
            )


class TestWhatIsKept:
    def test_an_offer_gets_one_agreement(self, town):
        terms = town.terms()
        assert town.draw_up(terms) == town.draw_up(terms)

    @pytest.mark.parametrize(
        "change",
        [
            "update contracts_agreement set pack_version = 'later'",
            "update contracts_agreement set rate_yearly = 0.01",
            "delete from contracts_agreement",
            "update contracts_signature set jws = 'x'",
            "delete from contracts_lender",
            "update contracts_costline set amount_minor = 1",
        ],
    )
    def test_the_database_refuses_to_change_what_was_agreed(self, town, change, superuser):
        town.effective()
        with connection.cursor() as cursor, pytest.raises(DatabaseError):
            cursor.execute(change)
        with pytest.raises(Exception, match="keeps"):
            superuser.execute(change)

    def test_the_pack_of_the_day_stays_the_agreements_own(self, town):
        agreement_id = town.effective()
        view = queries.agreement(agreement_id, town.maker_of(town.firm))
        assert (view.pack, view.pack_version) == ("CN-CURRENT", "2026-11")
        assert SET_UP.organisation_id not in (view.borrower_id, *view.waits_for)
