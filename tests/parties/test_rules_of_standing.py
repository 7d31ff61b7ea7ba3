"""Roles, districts, identities, funds and people: every pair of the tables, every refusal."""

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.kit.errors import CentreError
from headrace.parties.rules import districts, funds, identity, people, roles, stakes, texts
from tests.kit.tongues import HAN, in_chinese, in_english

TODAY = date(2026, 11, 23)
ROLE_MOVES = {
    ("applied", "admit"): "admitted",
    ("applied", "revoke"): "revoked",
    ("admitted", "suspend"): "suspended",
    ("admitted", "revoke"): "revoked",
    ("admitted", "expire"): "expired",
    ("suspended", "restore"): "admitted",
    ("suspended", "revoke"): "revoked",
    ("suspended", "expire"): "expired",
}
ROLE_STATES = ("applied", "admitted", "suspended", "revoked", "expired", "", "ADMITTED")
ROLE_EVENTS = ("admit", "suspend", "restore", "revoke", "expire", "apply", "")
FUND_MOVES = {
    ("declared", "review"): "reviewed",
    ("declared", "admit"): "admitted",
    ("declared", "refuse"): "refused",
    ("reviewed", "admit"): "admitted",
    ("reviewed", "refuse"): "refused",
    ("admitted", "expire"): "expired",
}
FUND_STATES = ("declared", "reviewed", "admitted", "refused", "expired", "")
FUND_EVENTS = ("review", "admit", "refuse", "expire", "declare", "")
TERMS = {"organisations": ["company", "institution"], "licence": True}


def is_named_in_both(refusal: CentreError, *words: str) -> bool:
    english, chinese = in_english(refusal).message, in_chinese(refusal).message
    return bool(HAN.search(chinese)) and all(word in english and word in chinese for word in words)


class TestTheTables:
    @pytest.mark.parametrize(("state", "event"), list(product(ROLE_STATES, ROLE_EVENTS)))
    def test_of_roles_allow_these_moves_and_refuse_every_other(self, state, event):
        if (state, event) in ROLE_MOVES:
            assert roles.after(state, event) == ROLE_MOVES[state, event]
            return
        with pytest.raises(roles.RoleMoveRefused) as refusal:
            roles.after(state, event)
        assert refusal.value.facts == {"state": state, "event": event}
        assert is_named_in_both(refusal.value, state, event)

    @pytest.mark.parametrize(("state", "event"), list(product(FUND_STATES, FUND_EVENTS)))
    def test_of_sources_allow_these_moves_and_refuse_every_other(self, state, event):
        if (state, event) in FUND_MOVES:
            assert funds.after(state, event) == FUND_MOVES[state, event]
            return
        with pytest.raises(funds.SourceMoveRefused) as refusal:
            funds.after(state, event)
        assert refusal.value.facts == {"state": state, "event": event}
        assert is_named_in_both(refusal.value, state, event)

    @pytest.mark.parametrize("dead", ["revoked", "expired"])
    def test_of_roles_bring_nobody_back_to_life(self, dead):
        assert not [event for state, event in ROLE_MOVES if state == dead]


class TestAnApplication:
    def check(self, **said: object) -> None:
        whole = {
            "kind": "bank",
            "terms": TERMS,
            "organisation_kind": "company",
            "licence": "B0001",
        }
        roles.check_application(**(whole | said))  # type: ignore[arg-type]

    def test_in_order_passes(self):
        self.check()

    def test_for_a_role_without_a_licence_needs_none(self):
        self.check(licence="", terms={**TERMS, "licence": False})

    @pytest.mark.parametrize("licence", ["", " ", "\t\n", "\u3000"])
    def test_without_the_licence_it_needs_is_refused(self, licence):
        with pytest.raises(roles.LicenceMissing) as refusal:
            self.check(licence=licence)

        assert refusal.value.field == "licence"
        assert is_named_in_both(refusal.value, "bank")

    @pytest.mark.parametrize("kind", ["individual_business", "government", "centre", ""])
    def test_of_an_organisation_of_another_kind_is_refused(self, kind):
        with pytest.raises(roles.RoleNotForYou) as refusal:
            self.check(organisation_kind=kind)

        assert refusal.value.field == "kind"
        assert is_named_in_both(refusal.value, "bank", kind)


class TestAConflict:
    @pytest.mark.parametrize(
        ("not_with", "held", "other"),
        [
            (["operator"], {"operator": []}, "operator"),
            ([], {"rating": ["bank"]}, "rating"),
            (["rating"], {"rating": ["bank"]}, "rating"),
            (["b", "a"], {"b": [], "a": []}, "a"),
            (["z"], {"enterprise": [], "rating": ["bank"], "z": []}, "rating"),
        ],
    )
    def test_is_seen_whichever_of_the_two_roles_excludes_the_other(self, not_with, held, other):
        with pytest.raises(roles.RolesConflict) as refusal:
            roles.check_no_conflict(kind="bank", not_with=not_with, held=held)

        assert refusal.value.facts == {"kind": "bank", "other": other}
        assert is_named_in_both(refusal.value, "bank", other)

    @pytest.mark.parametrize(
        ("not_with", "held"), [([], {}), (["operator"], {}), (["x"], {"rating": ["y"], "z": []})]
    )
    def test_is_not_seen_where_there_is_none(self, not_with, held):
        roles.check_no_conflict(kind="bank", not_with=not_with, held=held)


class TestWhoDecides:
    office, firm = UUID(int=1), UUID(int=2)

    def check(self, **said: object) -> None:
        whole = {
            "officer_organisation": self.office,
            "officer_district": "360730",
            "organisation": self.firm,
            "district": "360730",
            "admitted_by": "district",
        }
        roles.check_may_decide(**(whole | said))  # type: ignore[arg-type]

    @pytest.mark.parametrize("district", ["360730", "360700", "360000", "000000"])
    def test_is_the_office_of_the_district_or_one_above(self, district):
        self.check(officer_district=district)

    @pytest.mark.parametrize("district", ["360731", "360800", "350000", "", "36073"])
    def test_is_no_office_beside_or_below(self, district):
        with pytest.raises(districts.NotYourDistrict) as refusal:
            self.check(officer_district=district)
        assert refusal.value.facts == {"own": district, "district": "360730"}

    @pytest.mark.parametrize(("district", "may"), [("000000", True), ("360000", False)])
    def test_of_what_the_centre_admits_is_central_government_alone(self, district, may):
        if may:
            self.check(officer_district=district, admitted_by="centre")
        else:
            with pytest.raises(districts.NotYourDistrict):
                self.check(officer_district=district, admitted_by="centre")

    @pytest.mark.parametrize("district", ["000000", "360730"])
    def test_is_never_somebody_of_the_organisation_itself(self, district):
        with pytest.raises(roles.OwnCase) as refusal:
            self.check(officer_district=district, organisation=self.office)
        assert is_named_in_both(refusal.value)

    def test_acts_for_his_own_organisation_only(self):
        roles.check_own(self.firm, self.firm)
        with pytest.raises(roles.NotOwnOrganisation) as refusal:
            roles.check_own(self.office, self.firm)
        assert refusal.value.status == 403


class TestADistrict:
    @pytest.mark.parametrize(
        ("code", "leading"),
        [
            ("000000", ""),
            ("360000", "36"),
            ("360700", "3607"),
            ("360730", "360730"),
            ("100000", "10"),
            ("360001", "360001"),
            ("300000", "30"),
            ("360070", "360070"),
        ],
    )
    def test_decides_for_all_that_begin_as_it_does(self, code, leading):
        assert districts.prefix(code) == leading

    @pytest.mark.parametrize(
        "bad", ["", "36073", "3607300", "36073a", " 360730", "360730\n", "３６０７３０", "36-730"]
    )
    def test_that_is_none_is_refused_with_what_was_written(self, bad):
        with pytest.raises(districts.DistrictUnknown) as refusal:
            districts.check_code(bad)

        assert refusal.value.field == "district"
        assert refusal.value.facts == {"district": bad}
        assert not districts.covers(bad, "360730")

    @given(st.from_regex(r"[0-9]{6}", fullmatch=True))
    def test_decides_for_itself_and_the_country_for_everybody(self, code):
        assert districts.covers(code, code)
        assert districts.covers("000000", code)

    @given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9]{6}", fullmatch=True))
    def test_and_another_decide_for_each_other_only_if_they_are_one(self, one, other):
        both = districts.covers(one, other) and districts.covers(other, one)

        assert both == (one == other)


class TestADeclaration:
    def check(self, **said: object) -> None:
        whole = {"origin": "own_funds", "cap_minor": 1, "evidence_hash": b"h" * 32}
        funds.check_declaration(**(whole | said))  # type: ignore[arg-type]

    @pytest.mark.parametrize("origin", sorted(funds.ORIGINS))
    def test_of_any_known_origin_can_be_judged(self, origin):
        self.check(origin=origin)

    @pytest.mark.parametrize(
        ("said", "error", "field"),
        [
            ({"origin": "lottery"}, funds.OriginUnknown, "origin"),
            ({"origin": ""}, funds.OriginUnknown, "origin"),
            ({"cap_minor": 0}, funds.CapNotPositive, "cap"),
            ({"cap_minor": -1}, funds.CapNotPositive, "cap"),
            ({"evidence_hash": b""}, funds.EvidenceMissing, "evidence_hash"),
            ({"evidence_hash": b"h" * 31}, funds.EvidenceMissing, "evidence_hash"),
            ({"evidence_hash": b"h" * 33}, funds.EvidenceMissing, "evidence_hash"),
        ],
    )
    def test_that_nobody_could_judge_is_refused_by_field(self, said, error, field):
        with pytest.raises(error) as refusal:
            self.check(**said)

        assert refusal.value.field == field
        assert is_named_in_both(refusal.value)

    def test_of_an_unknown_origin_lists_the_known_ones(self):
        with pytest.raises(funds.OriginUnknown) as refusal:
            self.check(origin="lottery")
        for each in funds.ORIGINS:
            assert each in in_english(refusal.value).remedy
            assert each in in_chinese(refusal.value).remedy

    @pytest.mark.parametrize(("days", "fits"), [(None, True), (1, True), (0, False), (-1, False)])
    def test_ends_after_today_or_not_at_all(self, days, fits):
        last = None if days is None else TODAY + timedelta(days=days)
        if fits:
            funds.check_expiry(last, today=TODAY)
        else:
            with pytest.raises(funds.ExpiryPassed) as refusal:
                funds.check_expiry(last, today=TODAY)
            assert is_named_in_both(refusal.value, "2026-11-23")


class TestAnIdentity:
    @pytest.mark.parametrize(
        ("kind", "uscc", "owner", "fits"),
        [
            ("company", "91X", None, True),
            ("company", None, "3607", False),
            ("company", None, None, False),
            ("individual_business", None, "3607", True),
            ("individual_business", "92X", None, True),
            ("individual_business", None, None, False),
            ("individual_business", None, "", False),
            ("institution", None, "3607", False),
        ],
    )
    def test_is_a_credit_code_or_for_one_man_his_own_number(self, kind, uscc, owner, fits):
        if fits:
            identity.check_identified(kind=kind, uscc=uscc, owner_identity=owner)
        else:
            with pytest.raises(identity.IdentityMissing) as refusal:
                identity.check_identified(kind=kind, uscc=uscc, owner_identity=owner)
            assert refusal.value.field == "uscc"

    @pytest.mark.parametrize(
        "text", ["91110000600037341L", " 91110000600037341l ", "9111 0000 6000 3734 1L"]
    )
    def test_by_code_is_spelt_in_one_way(self, text):
        assert identity.credit_code(text) == "91110000600037341L"

    @pytest.mark.parametrize(
        "wrong", ["", "91110000600037341", "91110000600037341M", "91110000600037341LL", "９" * 18]
    )
    def test_by_a_wrong_code_is_refused_with_what_was_written(self, wrong):
        with pytest.raises(identity.CreditCodeInvalid) as refusal:
            identity.credit_code(wrong)
        assert refusal.value.facts == {"uscc": wrong}

    # The standard's own example (GB 11643-1999, appendix).
    def test_of_a_person_checks_by_its_last_sign(self):
        assert identity.identity_number("11010519491231002x") == "11010519491231002X"

    @pytest.mark.parametrize(
        "wrong", ["", "110105194912310021", "11010519491331002X", "1101051949123100", "abc"]
    )
    def test_of_a_person_that_does_not_check_is_never_repeated(self, wrong):
        with pytest.raises(identity.IdentityNumberInvalid) as refusal:
            identity.identity_number(wrong)

        assert refusal.value.facts == {}
        assert not wrong or wrong not in str(refusal.value)


class TestPeople:
    @pytest.mark.parametrize(
        ("duties", "has_checker", "may"),
        [
            ({"checker"}, True, True),
            ({"checker"}, False, True),
            ({"maker"}, False, True),
            ({"maker"}, True, False),
            ({"maker", "checker"}, True, True),
            ({"viewer"}, False, False),
            (set(), False, False),
        ],
    )
    def test_are_appointed_by_a_checker_or_before_there_is_one_by_a_maker(
        self, duties, has_checker, may
    ):
        if may:
            people.check_may_appoint(duties=duties, has_checker=has_checker)
        else:
            with pytest.raises(people.CheckerNeeded) as refusal:
                people.check_may_appoint(duties=duties, has_checker=has_checker)
            assert is_named_in_both(refusal.value)

    @pytest.mark.parametrize("duties", [{"maker"}, ["checker", "viewer"], people.DUTIES])
    def test_have_one_or_more_of_the_three_duties(self, duties):
        people.check_duties(duties)

    @pytest.mark.parametrize("duties", [(), {"boss"}, {"maker", "boss"}, {"Maker"}])
    def test_have_no_other_duty_and_never_none(self, duties):
        with pytest.raises(people.DutiesUnknown) as refusal:
            people.check_duties(duties)
        assert refusal.value.field == "duties"


class TestAStake:
    @pytest.mark.parametrize("share", [0, 1, 999_999, 1_000_000])
    def test_is_any_part_of_another(self, share):
        stakes.check_share(share_ppm=share, in_itself=False)

    @pytest.mark.parametrize(
        ("share", "in_itself"), [(-1, False), (1_000_001, False), (0, True), (500_000, True)]
    )
    def test_is_neither_more_than_all_nor_in_itself(self, share, in_itself):
        with pytest.raises(stakes.ShareImpossible):
            stakes.check_share(share_ppm=share, in_itself=in_itself)

    @pytest.mark.parametrize(
        ("share", "flagged"), [(49_999, False), (50_000, True), (50_001, True)]
    )
    def test_is_flagged_from_the_bound_on(self, share, flagged):
        assert stakes.is_conflict(share_ppm=share, from_ppm=50_000) is flagged


class TestAText:
    @pytest.mark.parametrize("text", ["x", "长" * 5, " x "])
    def test_that_says_something_in_its_place_passes(self, text):
        texts.check_text(text, field="name", most=5)

    @pytest.mark.parametrize("text", ["", " ", "\n\t"])
    def test_that_says_nothing_is_refused_where_it_is_needed(self, text):
        with pytest.raises(texts.TextMissing) as refusal:
            texts.check_text(text, field="name", most=5)
        assert refusal.value.field == "name"
        texts.check_text(text, field="name", most=5, needed=False)

    @pytest.mark.parametrize("needed", [True, False])
    def test_that_is_too_long_is_refused_with_both_figures(self, needed):
        with pytest.raises(texts.TextTooLong) as refusal:
            texts.check_text("长" * 6, field="note", most=5, needed=needed)

        assert refusal.value.field == "note"
        assert is_named_in_both(refusal.value, "6", "5")
