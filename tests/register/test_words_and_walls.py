"""What the register says when it refuses, and what its tables refuse by themselves."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError
from tenor.money import Money

from headrace.kit.errors import CentreError
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import savepoint
from headrace.register import models, queries, services
from headrace.register.rules import encumbrances, exposures, fingerprints
from headrace.register.rules.exposures import Scope
from tests.kit.tongues import in_chinese, in_english, is_told_in_both
from tests.register.conftest import Rule

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FIRM, BANK, OTHER_BANK = UUID(int=70), UUID(int=80), UUID(int=81)
LOAN = Subject("loan", UUID(int=9))


def money(minor: int, currency: str = "CNY") -> Money:
    return Money.from_minor(minor, currency)


ABOVE = exposures.ExposureAboveLimit(
    scope=Scope.PAIR, present=money(300), would_be=money(900), limit=money(500), rule=Rule()
)
REFUSALS = [
    (encumbrances.EncumbranceMoveRefused(state="released", move="perfect"), 409, "encumbrance_id"),
    (encumbrances.ShareMalformed(), 422, "share_ppm"),
    (encumbrances.AlreadyEncumbered(fingerprint="f", free_ppm=7, asked_ppm=9), 409, "share_ppm"),
    (encumbrances.NotRegistered(), 422, "registration_number"),
    (ABOVE, 409, "amount"),
    (exposures.ExposureBelowZero(present=money(3), amount=money(4)), 409, "amount"),
    (exposures.AmountNotPositive(), 422, "amount"),
    (exposures.ScopeUnnamed(), 422, "borrower_id"),
    (fingerprints.FingerprintKindUnknown(kind="promise"), 422, "kind"),
    *((fingerprints.PartsMalformed(kind=each), 422, "parts") for each in fingerprints.PARTS),
    (fingerprints.HeldByAnother(kind="lot", fingerprint="f"), 409, "parts"),
]


class TestARefusal:
    @pytest.mark.parametrize(
        ("refusal", "status", "field"), REFUSALS, ids=lambda each: str(each)[:40]
    )
    def test_says_what_where_and_what_to_do_in_both_languages(self, refusal, status, field):
        assert (refusal.status, refusal.field) == (status, field)
        assert is_told_in_both(refusal)

    @pytest.mark.parametrize(
        ("refusal", "shown"),
        [
            (REFUSALS[0][0], ("released", "perfect")),
            (REFUSALS[1][0], ("1000000",)),
            (REFUSALS[2][0], ("7", "9")),
            (ABOVE, ("9.00 CNY", "5.00 CNY", "p2p.limit.person", "CN-P2P-2016", "article 17")),
            (REFUSALS[5][0], ("0.03 CNY", "0.04 CNY")),
        ],
    )
    def test_shows_its_figures_to_readers_of_either(self, refusal: CentreError, shown):
        for each in shown:
            assert each in in_english(refusal).message
            assert each in in_chinese(refusal).message

    @pytest.mark.parametrize(
        ("present", "limit", "room"),
        [
            (300, 500, "2.00 CNY"),
            (500, 500, "0.00 CNY"),
            (700, 500, "0.00 CNY"),
            (0, 1, "0.01 CNY"),
        ],
    )
    def test_of_a_limit_says_how_much_room_is_left_and_never_less_than_none(
        self, present, limit, room
    ):
        refusal = exposures.ExposureAboveLimit(
            scope=Scope.LENDER,
            present=money(present),
            would_be=money(present + 1_000),
            limit=money(limit),
            rule=Rule(),
        )

        assert refusal.facts["room"] == room
        assert room in in_chinese(refusal).remedy

    @pytest.mark.parametrize("kind", fingerprints.PARTS)
    def test_of_malformed_parts_lists_the_parts_of_the_kind(self, kind):
        refusal = fingerprints.PartsMalformed(kind=kind)

        assert refusal.facts["parts"] == ", ".join(fingerprints.PARTS[kind])


class TestTheRules:
    @pytest.mark.parametrize(
        ("borrower", "lender", "scope"),
        [(True, True, "pair"), (True, False, "borrower"), (False, True, "lender")],
    )
    def test_know_whose_total_is_meant(self, borrower, lender, scope):
        assert exposures.scope_of(has_borrower=borrower, has_lender=lender) == scope

    def test_do_not_guess_whose(self):
        with pytest.raises(exposures.ScopeUnnamed):
            exposures.scope_of(has_borrower=False, has_lender=False)

    @pytest.mark.parametrize("minor", [0, -1])
    def test_move_no_exposure_by_nothing_or_less(self, minor):
        with pytest.raises(exposures.AmountNotPositive):
            exposures.check_amount(money(minor))

    @pytest.mark.parametrize(
        ("present", "amount", "fits"), [(5, 5, True), (5, 4, True), (5, 6, False)]
    )
    def test_take_off_at_most_what_is_owed(self, present, amount, fits):
        if fits:
            exposures.check_covered(present=money(present), amount=money(amount))
        else:
            with pytest.raises(exposures.ExposureBelowZero):
                exposures.check_covered(present=money(present), amount=money(amount))

    @pytest.mark.parametrize(
        ("number", "certificate", "fits"),
        [
            ("0771", b"s" * 32, True),
            ("", b"s" * 32, False),
            (" \t", b"s" * 32, False),
            ("0771", b"", False),
            ("0771", b"s" * 31, False),
            ("0771", b"s" * 33, False),
        ],
    )
    def test_perfect_nothing_without_number_and_search(self, number, certificate, fits):
        if fits:
            encumbrances.check_registered(
                registration_number=number, search_certificate_hash=certificate
            )
        else:
            with pytest.raises(encumbrances.NotRegistered):
                encumbrances.check_registered(
                    registration_number=number, search_certificate_hash=certificate
                )

    @pytest.mark.parametrize("kind", fingerprints.PARTS)
    def test_write_a_thing_down_in_one_way(self, kind):
        parts = {name: f" Ａ-{name} １ " for name in fingerprints.PARTS[kind]}
        settled = ", ".join(f'"{name}": "a{name}1"' for name in sorted(fingerprints.PARTS[kind]))

        assert fingerprints.canonical(kind, parts).decode() == f'["{kind}", {{{settled}}}]'


def thing(**said: object) -> models.Fingerprint:
    told = {
        "created_at": AT,
        "kind": "receivable",
        "digest": new_id().bytes * 2,
        "algorithm": "sha-256",
        "holder_kind": "organisation",
        "holder_id": FIRM,
        "encumbered_ppm": 0,
    }
    return models.Fingerprint.objects.create(**(told | said))


def share(of: models.Fingerprint, **said: object) -> models.Encumbrance:
    told = {
        "created_at": AT,
        "fingerprint": of,
        "subject_kind": "agreement",
        "subject_id": new_id(),
        "holder_id": BANK,
        "share_ppm": 1,
    }
    return models.Encumbrance.objects.create(**(told | said))


@pytest.mark.django_db
class TestTheTables:
    def refuse(self, name: str, **said: object) -> None:
        of = thing()
        with pytest.raises(IntegrityError, match=name), savepoint():
            share(of, **said)

    @pytest.mark.parametrize("ppm", [0, -1, 1_000_001])
    def test_hold_no_share_that_is_none(self, ppm):
        self.refuse("register_share_of_the_whole", share_ppm=ppm)

    @pytest.mark.parametrize("ppm", [-1, 1_000_001])
    def test_let_no_thing_be_taken_more_than_whole(self, ppm):
        with pytest.raises(IntegrityError), savepoint():
            thing(encumbered_ppm=ppm)

    def test_hold_one_thing_once(self):
        one = thing()
        with pytest.raises(IntegrityError), savepoint():
            thing(digest=one.digest)
        assert thing(digest=one.digest, kind="lot").id != one.id

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("register_encumbrance_state_known", {"state": "lost"}),
            (
                "register_perfected_with_number_and_search",
                {"state": "perfected", "perfected_at": AT, "search_certificate_hash": b"s" * 32},
            ),
            (
                "register_perfected_with_number_and_search",
                {"state": "perfected", "perfected_at": AT, "registration_number": "1"},
            ),
            ("register_perfected_and_enforced_have_their_hour", {"state": "perfected"}),
            ("register_perfected_and_enforced_have_their_hour", {"state": "enforced"}),
            ("register_released_has_its_hour", {"state": "released"}),
            ("register_released_has_its_hour", {"state": "proposed", "released_at": AT}),
        ],
    )
    def test_hold_no_share_whose_story_does_not_fit_its_state(self, name, said):
        self.refuse(name, **said)

    def test_hold_a_share_in_each_state_with_its_whole_story(self):
        whole = {
            "perfected_at": AT,
            "registration_number": "1",
            "search_certificate_hash": b"s" * 32,
        }
        of = thing()
        share(of)
        share(of, state="perfected", **whole)
        share(of, state="enforced", **whole)
        share(of, state="released", released_at=AT)

        assert [(each.state, each.taken) for each in queries.encumbrances(of.id)] == [
            ("proposed", True),
            ("perfected", True),
            ("enforced", True),
            ("released", False),
        ]

    @pytest.mark.parametrize(
        "change", ["update {} set amount_minor = 0", "delete from {}", "truncate {}"]
    )
    def test_let_no_movement_of_exposure_be_changed(self, change):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            savepoint(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change.format("register_exposure_movement"))

    def test_see_through_a_count_that_does_not_agree_with_its_shares(self):
        of = thing(encumbered_ppm=1)
        assert not queries.counts_agree()

        share(of)
        assert queries.counts_agree()


@pytest.mark.django_db
class TestTheTotals:
    def owe(self, minor: int, lender: UUID = BANK, currency: str = "CNY") -> None:
        services.add_exposure(
            borrower_id=FIRM, lender_id=lender, subject=LOAN, amount=money(minor, currency), at=AT
        )

    def test_are_kept_for_borrower_lender_and_pair(self):
        self.owe(100)
        self.owe(30, OTHER_BANK)

        assert [
            queries.exposure(FIRM).minor,
            queries.exposure(None, BANK).minor,
            queries.exposure(None, OTHER_BANK).minor,
            queries.exposure(FIRM, BANK).minor,
            queries.exposure(BANK, FIRM).minor,
        ] == [130, 100, 30, 100, 0]
        assert queries.exposure_by_movements(borrower_id=FIRM).minor == 130

    def test_of_two_currencies_are_two(self):
        self.owe(100)
        self.owe(7, currency="USD")

        assert queries.exposure(FIRM) == money(100)
        assert queries.exposure(FIRM, currency="USD") == money(7, "USD")
        assert queries.exposure(FIRM, currency="HKD") == money(0, "HKD")

    def test_fall_only_for_the_pair_that_owes(self):
        self.owe(100)
        with pytest.raises(exposures.ExposureBelowZero), savepoint():
            services.reduce_exposure(
                borrower_id=FIRM, lender_id=OTHER_BANK, subject=LOAN, amount=money(1), at=AT
            )
        services.reduce_exposure(
            borrower_id=FIRM, lender_id=BANK, subject=LOAN, amount=money(100), at=AT
        )

        assert queries.exposure(FIRM) == money(0)
        assert queries.exposure_by_movements(borrower_id=FIRM) == money(0)

    def test_of_nobody_are_not_asked_for(self):
        with pytest.raises(exposures.ScopeUnnamed):
            queries.exposure()
