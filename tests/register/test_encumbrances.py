"""Nobody gets more of a thing than there is, however many ask at once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from headrace.kit.atomicity import NoTransaction
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.register import models, queries, services
from headrace.register.rules import encumbrances as rules
from headrace.register.rules.encumbrances import (
    WHOLE_PPM,
    EncumbranceMove,
    EncumbranceState,
)
from tests.register.conftest import together

INVOICE = {"issuer": "91360730MA35XYZ12A", "number": "044001900111-12345678"}
RESPELT = {"issuer": "91360730ma35xyz12a", "number": "０４４００１９００１１１ 12345678"}
SUPPLIER = Subject("organisation", UUID(int=70))


def claimed(at, parts=INVOICE, holder=SUPPLIER, kind="receivable"):
    with open_transaction():
        return services.claim_fingerprint(kind=kind, parts=parts, holder_subject=holder, at=at)


def encumbered(fingerprint_id, share_ppm, by, at, subject=None):
    with open_transaction():
        return services.encumber(
            fingerprint_id=fingerprint_id,
            subject=subject or Subject("agreement", new_id()),
            share_ppm=share_ppm,
            by=by,
            at=at,
        )


def perfected(encumbrance_id, by, at):
    with open_transaction():
        services.perfect(
            encumbrance_id=encumbrance_id,
            registration_number="0771 2233",
            search_certificate_hash=b"s" * 32,
            by=by,
            at=at,
        )


def released(encumbrance_id, at):
    with open_transaction():
        services.release(encumbrance_id=encumbrance_id, at=at)


class TestShareRules:
    @given(st.integers(0, WHOLE_PPM), st.integers(-10, WHOLE_PPM + 10))
    def test_a_share_is_free_exactly_when_it_fits(self, taken, share):
        fits = 1 <= share <= WHOLE_PPM - taken

        try:
            rules.check_free(fingerprint="f", taken_ppm=taken, share_ppm=share)
        except (rules.AlreadyEncumbered, rules.ShareMalformed):
            assert not fits
        else:
            assert fits

    @pytest.mark.parametrize("share", [True, 1.0, "1"])
    def test_a_share_is_a_whole_number(self, share):
        with pytest.raises(rules.ShareMalformed):
            rules.check_free(fingerprint="f", taken_ppm=0, share_ppm=share)

    def test_every_pair_of_state_and_move_either_follows_the_table_or_is_refused(self):
        allowed = {
            ("proposed", "perfect"): "perfected",
            ("proposed", "release"): "released",
            ("perfected", "release"): "released",
            ("perfected", "enforce"): "enforced",
        }
        for state in EncumbranceState:
            for move in EncumbranceMove:
                if (state, move) in allowed:
                    assert rules.after(state, move) == allowed[state, move]
                else:
                    with pytest.raises(rules.EncumbranceMoveRefused, match=str(state)):
                        rules.after(state, move)


@pytest.mark.usefixtures("committed")
class TestFingerprint:
    def test_of_the_same_invoice_in_another_spelling_is_the_same(self, at):
        assert (
            claimed(at) == claimed(at, RESPELT) == queries.find_fingerprint("receivable", RESPELT)
        )

    def test_of_something_unknown_is_not_found(self):
        assert queries.find_fingerprint("receivable", INVOICE) is None

    def test_cannot_be_claimed_by_another_firm(self, at):
        known = claimed(at)

        with pytest.raises(services.HeldByAnother) as refusal:
            claimed(at, RESPELT, holder=Subject("organisation", UUID(int=71)))

        assert refusal.value.facts["fingerprint"] == str(known)

    def test_is_one_when_32_firms_claim_it_at_once(self, at):
        answers = together(
            lambda number: services.claim_fingerprint(
                kind="receivable",
                parts=(INVOICE, RESPELT)[number % 2],
                holder_subject=Subject("organisation", UUID(int=1000 + number)),
                at=at,
            ),
            times=32,
        )

        winners = [each for each in answers if isinstance(each, UUID)]
        assert len(winners) == 1
        assert models.Fingerprint.objects.count() == 1

    def test_needs_the_transaction_of_a_verb(self, at):
        with pytest.raises(NoTransaction):
            services.claim_fingerprint(
                kind="receivable", parts=INVOICE, holder_subject=SUPPLIER, at=at
            )


@pytest.mark.usefixtures("committed")
class TestEncumbrance:
    def test_of_all_of_an_invoice_leaves_nothing_for_another_lender(self, lender, at):
        # Given a bank that took the whole invoice under a supply chain agreement
        invoice = claimed(at)
        encumbered(invoice, WHOLE_PPM, lender, at, Subject("agreement", UUID(int=1)))

        # When an investor wants a millionth of it, respelt, for an auction
        other = replace(lender, organisation_id=UUID(int=81))
        with pytest.raises(services.AlreadyEncumbered) as refusal:
            encumbered(claimed(at, RESPELT), 1, other, at, Subject("auction", UUID(int=2)))

        # Then the refusal says how much is free
        assert refusal.value.facts["free_ppm"] == 0
        assert queries.free_ppm(invoice) == 0

    def test_can_be_shared_up_to_the_whole(self, lender, at):
        invoice = claimed(at)

        for share in (333_333, 333_333, 333_334):
            encumbered(invoice, share, lender, at)

        assert queries.free_ppm(invoice) == 0
        assert [each.share_ppm for each in queries.encumbrances(invoice)] == [
            333_333,
            333_333,
            333_334,
        ]

    def test_once_released_is_free_again(self, lender, at):
        invoice = claimed(at)
        first = encumbered(invoice, WHOLE_PPM, lender, at)

        released(first, at + timedelta(days=30))
        encumbered(invoice, WHOLE_PPM, lender, at + timedelta(days=31))

        assert [(each.state, each.taken) for each in queries.encumbrances(invoice)] == [
            ("released", False),
            ("proposed", True),
        ]

    def test_cannot_be_released_twice(self, lender, at):
        invoice = claimed(at)
        first = encumbered(invoice, 400_000, lender, at)
        released(first, at)

        with pytest.raises(services.EncumbranceMoveRefused):
            released(first, at)

        assert queries.free_ppm(invoice) == WHOLE_PPM

    def test_is_perfected_only_with_a_number_and_a_search(self, lender, at):
        share = encumbered(claimed(at), 1, lender, at)

        with pytest.raises(services.NotRegistered), open_transaction():
            services.perfect(
                encumbrance_id=share,
                registration_number=" ",
                search_certificate_hash=b"s" * 32,
                by=lender,
                at=at,
            )

    def test_stays_taken_once_enforced(self, lender, at):
        invoice = claimed(at)
        subject = Subject("agreement", UUID(int=5))
        share = encumbered(invoice, WHOLE_PPM, lender, at, subject)
        perfected(share, lender, at)

        with open_transaction():
            services.enforce(encumbrance_id=share, by=lender, at=at)

        (view,) = queries.encumbrances_of(subject)
        assert (view.state, view.registration_number) == ("enforced", "0771 2233")
        assert queries.free_ppm(invoice) == 0

    def test_of_something_unknown_is_not_found(self, lender, at):
        with pytest.raises(NotFound):
            encumbered(new_id(), 1, lender, at)
        with pytest.raises(NotFound):
            released(new_id(), at)
        assert queries.free_ppm(new_id()) == 0

    def test_reads_its_shares_in_one_query(self, lender, at, django_assert_num_queries):
        invoice = claimed(at)
        for _ in range(5):
            encumbered(invoice, 1, lender, at)

        with django_assert_num_queries(1):
            queries.encumbrances(invoice)


@pytest.mark.usefixtures("committed")
class TestRivals:
    def test_of_32_who_want_all_of_an_invoice_exactly_one_gets_it(self, lender, at):
        def attempt(number):
            fingerprint_id = services.claim_fingerprint(
                kind="receivable",
                parts=(INVOICE, RESPELT)[number % 2],
                holder_subject=SUPPLIER,
                at=at,
            )
            return services.encumber(
                fingerprint_id=fingerprint_id,
                subject=Subject(("agreement", "auction")[number % 2], new_id()),
                share_ppm=WHOLE_PPM,
                by=replace(lender, organisation_id=UUID(int=100 + number)),
                at=at,
            )

        answers = together(attempt, times=32)

        winners = [each for each in answers if isinstance(each, UUID)]
        losers = [each for each in answers if isinstance(each, services.AlreadyEncumbered)]
        assert (len(winners), len(losers)) == (1, 31)
        assert queries.counts_agree()

    def test_of_32_who_want_a_tenth_each_exactly_ten_get_it(self, lender, at):
        invoice = claimed(at)

        answers = together(
            lambda number: services.encumber(
                fingerprint_id=invoice,
                subject=Subject("agreement", new_id()),
                share_ppm=100_000,
                by=lender,
                at=at,
            ),
            times=32,
        )

        assert sum(isinstance(each, UUID) for each in answers) == 10
        assert queries.free_ppm(invoice) == 0
        assert queries.counts_agree()

    def test_who_release_and_take_at_once_keep_the_count_right(self, lender, at):
        invoice = claimed(at)
        shares = [encumbered(invoice, 100_000, lender, at) for _ in range(10)]

        def attempt(number):
            if number % 2:
                return services.release(encumbrance_id=shares[number // 2], at=at)
            return services.encumber(
                fingerprint_id=invoice,
                subject=Subject("agreement", new_id()),
                share_ppm=100_000,
                by=lender,
                at=at,
            )

        together(attempt, times=20)

        assert queries.counts_agree()


@pytest.mark.usefixtures("committed")
class TestDatabase:
    def test_refuses_more_than_the_whole_even_without_our_rules(self, lender, at):
        invoice = claimed(at)

        with pytest.raises(IntegrityError, match="register_never_more_than_the_whole"):
            models.Fingerprint.objects.filter(pk=invoice).update(encumbered_ppm=WHOLE_PPM + 1)

    def test_refuses_a_perfected_share_without_a_number(self, lender, at):
        share = encumbered(claimed(at), 1, lender, at)

        with pytest.raises(IntegrityError, match="register_perfected"):
            models.Encumbrance.objects.filter(pk=share).update(state="perfected", perfected_at=at)

    def test_notices_a_share_that_nobody_counted(self, lender, at):
        invoice = claimed(at)
        encumbered(invoice, 10, lender, at)

        with connection.cursor() as cursor:
            cursor.execute("update register_fingerprint set encumbered_ppm = 11")

        assert not queries.counts_agree()
