"""A consent lets in what it names, while it lives, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import consent
from headrace.evidence.rules.consent import ConsentMove, ConsentState, ConsentTerms
from headrace.kit.errors import CentreError

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ALLOWED = {
    "requested": {"approve": "active", "revoke": "revoked", "expire": "expired"},
    "active": {"pause": "paused", "revoke": "revoked", "expire": "expired"},
    "paused": {"resume": "active", "revoke": "revoked", "expire": "expired"},
}


def terms(state=ConsentState.ACTIVE, expires_at=AT + timedelta(days=1)):
    return ConsentTerms(
        id=UUID(int=60),
        grantor_id=UUID(int=70),
        providers=frozenset(),
        data_kinds=frozenset({"invoice"}),
        from_date=date(2026, 1, 1),
        to_date=date(2026, 12, 31),
        expires_at=expires_at,
        state=state,
    )


@pytest.mark.parametrize(("state", "move"), [*product(ConsentState, ConsentMove)])
def test_every_pair_of_state_and_move_follows_the_table_or_is_refused(state, move):
    expected = ALLOWED.get(state, {}).get(move)

    if expected is None:
        with pytest.raises(consent.ConsentMoveRefused, match=str(state)):
            consent.after(state, move)
    else:
        assert consent.after(state, move) == expected


class TestCover:
    @given(
        st.sampled_from(ConsentState),
        st.sampled_from(sorted(consent.DATA_KINDS)),
        st.dates(date(2025, 12, 1), date(2027, 1, 31)),
        st.integers(-3600, 3600),
    )
    def test_is_there_exactly_for_a_live_consent_of_the_kind_and_the_day(
        self, state, kind, day, seconds
    ):
        held = terms(state, AT + timedelta(seconds=seconds))
        covered = state == "active" and seconds > 0 and kind == "invoice" and day.year == 2026

        try:
            consent.check_covers(held, data_kind=kind, day=day, at=AT)
        except CentreError:
            assert not covered
        else:
            assert covered

    def test_ends_with_the_instant_of_expiry_even_before_anybody_marks_it(self):
        with pytest.raises(consent.ConsentNotLive, match="expired"):
            consent.check_covers(
                terms(expires_at=AT), data_kind="invoice", day=date(2026, 5, 1), at=AT
            )

    def test_refusals_name_what_lacks(self):
        with pytest.raises(consent.ConsentLacksKind, match="bank"):
            consent.check_covers(terms(), data_kind="bank", day=date(2026, 5, 1), at=AT)
        with pytest.raises(consent.ConsentLacksDay, match="2027-01-01"):
            consent.check_covers(terms(), data_kind="invoice", day=date(2027, 1, 1), at=AT)


class TestGrant:
    good = {
        "data_kinds": ["invoice"],
        "from_date": date(2026, 1, 1),
        "to_date": date(2026, 1, 1),
        "expires_at": AT + timedelta(days=365),
        "at": AT,
    }

    def test_of_one_kind_for_one_day_is_enough(self):
        assert consent.check_grantable(**self.good) is None

    @pytest.mark.parametrize(
        ("said", "problem"),
        [
            ({"data_kinds": []}, consent.DataKindsUnknown),
            ({"data_kinds": ["invoice", "diary"]}, consent.DataKindsUnknown),
            ({"to_date": date(2025, 12, 31)}, consent.RangeReversed),
            ({"expires_at": AT}, consent.LifeOutOfBounds),
            ({"expires_at": AT + timedelta(days=1099)}, consent.LifeOutOfBounds),
        ],
    )
    def test_of_nothing_or_for_ever_is_refused(self, said, problem):
        with pytest.raises(problem):
            consent.check_grantable(**{**self.good, **said})
