"""A finding is this provider's answer to this request, of this kind, typed, and of this hour."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import claims, finding
from headrace.evidence.rules.claims import ClaimMalformed
from headrace.evidence.rules.finding import Expected

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NOW = int(AT.timestamp())
PROVIDER, FIRM, REQUEST = UUID(int=80), UUID(int=70), UUID(int=60)
EXPECTED = Expected(REQUEST, PROVIDER, FIRM, "authentication")

GOOD_CLAIMS = {
    "authentication": {"identity": "clear", "licence_valid": True, "owners_checked": True},
    "evaluation": {"operation": "sound", "site_visited": True, "staff_seen": 12},
    "rating": {"grade": "A3", "confidence_percent": 80},
    "credit_history": {"open_loans": 1, "overdue_minor": 0, "debts_minor": 1_000_000},
    "guarantee": {"cover_minor": 100, "fee_rate": "0.015", "until_date": "2027-11-23"},
    "ip_appraisal": {"low_minor": 100, "high_minor": 200, "patents": 3},
    "asset_appraisal": {"low_minor": 100, "high_minor": 100},
    "insurance": {"cover_minor": 100, "premium_rate": "0.02", "currency": "CNY"},
}


def payload(**said):
    return {
        "iss": str(PROVIDER),
        "sub": str(FIRM),
        "vct": "headrace/finding/authentication/1",
        "nonce": str(REQUEST),
        "iat": NOW - 60,
        "exp": NOW + 86_400,
        "claims": GOOD_CLAIMS["authentication"],
        "method": "register look-up and video call",
        "confidence": 95,
        "evidence": ["ab" * 32],
        **said,
    }


def check(signed, signer=PROVIDER):
    finding.check_meant(signed, EXPECTED, signer_id=signer, at=AT)


class TestMeant:
    def test_for_this_request_it_is_let_pass(self):
        assert check(payload()) is None

    @pytest.mark.parametrize("seconds", [0, 60])
    def test_a_clock_may_be_a_minute_ahead(self, seconds):
        assert check(payload(iat=NOW + seconds)) is None

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            ({"iss": str(FIRM)}, finding.IssuerMismatch),
            ({"iss": None}, finding.IssuerMismatch),
            ({"sub": str(PROVIDER)}, finding.AnotherSubject),
            ({"vct": "headrace/finding/rating/1"}, finding.AnotherKind),
            ({"vct": "headrace/finding/authentication/2"}, finding.AnotherKind),
            ({"nonce": str(UUID(int=61))}, finding.AnotherRequest),
            ({"iat": NOW + 61}, finding.IssuedInFuture),
            ({"exp": NOW}, finding.FindingExpired),
            ({"exp": NOW - 1}, finding.FindingExpired),
            ({"iat": NOW + 30, "exp": NOW + 20}, finding.LifeTooLong),
            ({"exp": NOW + 1099 * 86_400}, finding.LifeTooLong),
            ({"iat": True}, finding.PayloadMalformed),
            ({"iat": "1"}, finding.PayloadMalformed),
            ({"exp": 2**60}, finding.PayloadMalformed),
            ({"exp": -1}, finding.PayloadMalformed),
        ],
    )
    def test_for_anything_else_it_is_refused_by_name(self, said, problem):
        with pytest.raises(problem) as refusal:
            check(payload(**said))

        assert refusal.value.explain(str)
        assert refusal.value.advise(str)

    def test_a_signature_of_another_organisation_is_refused_whatever_is_written(self):
        with pytest.raises(finding.IssuerMismatch):
            check(payload(), signer=UUID(int=81))

    @pytest.mark.parametrize("name", ["iss", "sub", "vct", "nonce", "iat", "exp"])
    def test_what_decides_may_not_be_hidden(self, name):
        signed = payload()
        del signed[name]

        with pytest.raises(finding.PayloadMalformed, match=name):
            check(signed)


class TestStatement:
    def test_is_read_to_exact_values(self):
        said = finding.read(payload(), kind="authentication")

        assert said.expires_at == AT + timedelta(days=1)
        assert said.claims == GOOD_CLAIMS["authentication"]
        assert (said.confidence, said.evidence) == (95, ("ab" * 32,))

    @pytest.mark.parametrize(
        "said",
        [
            {"method": ""},
            {"method": "x" * 201},
            {"method": 7},
            {"confidence": 101},
            {"confidence": -1},
            {"confidence": True},
            {"confidence": "95"},
            {"evidence": "ab" * 32},
            {"evidence": ["AB" * 32]},
            {"evidence": ["ab"]},
            {"evidence": ["ab" * 32] * 51},
            {"cnf": {"kid": "holder"}},
            {"nbf": 1},
        ],
    )
    def test_with_a_wrong_or_unknown_member_is_refused(self, said):
        with pytest.raises(finding.PayloadMalformed):
            finding.read(payload(**said), kind="authentication")


class TestClaims:
    @pytest.mark.parametrize("kind", sorted(claims.SCHEMAS))
    def test_of_every_kind_have_a_good_example(self, kind):
        assert claims.check(kind, GOOD_CLAIMS[kind]) == GOOD_CLAIMS[kind]

    @pytest.mark.parametrize("kind", sorted(claims.SCHEMAS))
    def test_that_are_missing_or_unknown_are_named(self, kind):
        first = sorted(name for name in claims.SCHEMAS[kind] if not name.endswith("?"))[0]
        lacking = {name: each for name, each in GOOD_CLAIMS[kind].items() if name != first}

        with pytest.raises(ClaimMalformed, match=first):
            claims.check(kind, lacking)
        with pytest.raises(ClaimMalformed, match="opinion"):
            claims.check(kind, {**GOOD_CLAIMS[kind], "opinion": "fine"})

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            ("authentication", {"identity": "perhaps"}),
            ("authentication", {"licence_valid": 1}),
            ("evaluation", {"staff_seen": -1}),
            ("evaluation", {"staff_seen": True}),
            ("evaluation", {"remark_code": " "}),
            ("rating", {"grade": "AAA"}),
            ("rating", {"confidence_percent": 101}),
            ("credit_history", {"debts_minor": 1.5}),
            ("credit_history", {"debts_minor": 10**15 + 1}),
            ("credit_history", {"currency": "XYZ"}),
            ("guarantee", {"fee_rate": 0.015}),
            ("guarantee", {"fee_rate": "1.5"}),
            ("guarantee", {"until_date": "20271123"}),
            ("guarantee", {"until_date": "2027-02-30"}),
            ("ip_appraisal", {"low_minor": 201}),
        ],
    )
    def test_of_a_wrong_type_or_out_of_bounds_are_refused(self, kind, said):
        with pytest.raises(ClaimMalformed) as refusal:
            claims.check(kind, {**GOOD_CLAIMS[kind], **said})

        assert refusal.value.field == f"claims.{next(iter(said))}"

    def test_are_an_object(self):
        with pytest.raises(ClaimMalformed):
            claims.check("rating", ["A1"])

    def test_of_an_unknown_kind_are_refused(self):
        with pytest.raises(claims.FindingKindUnknown, match="horoscope; there are: authentication"):
            claims.check("horoscope", {})

    @given(st.sampled_from(sorted(claims.SCHEMAS)), st.dictionaries(st.text("abc_"), st.none()))
    def test_never_pass_empty(self, kind, nothing):
        with pytest.raises(ClaimMalformed):
            claims.check(kind, nothing)
