from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from headrace.kit.errors import NotAdmitted, NotFound
from headrace.parties import models, queries, services


def declare(town, owner, owned, share_ppm):
    return town.do(services.declare_stake, owner, owned_id=owned, share_ppm=share_ppm)


class TestConflict:
    @pytest.mark.parametrize(("share_ppm", "flagged"), [(49_999, False), (50_000, True)])
    def test_is_flagged_from_five_per_cent_on_citing_the_rule(self, town, share_ppm, flagged):
        guarantor = town.member("guarantee", kind="institution", industry="finance")
        borrower = town.member("enterprise").organisation_id
        declare(town, guarantor, borrower, share_ppm)

        found = queries.conflicts_between(borrower, guarantor.organisation_id, on=town.at.date())

        assert bool(found) is flagged
        assert [each.rule.pack for each in found] == ["CENTRE"] * flagged
        assert [each.share_ppm for each in found] == [share_ppm] * flagged

    def test_is_seen_from_both_sides_and_not_by_others(self, town):
        owner, owned, third = (town.member("enterprise") for _ in range(3))
        declare(town, owner, owned.organisation_id, 200_000)
        one, other, on = owner.organisation_id, owned.organisation_id, town.at.date()

        assert queries.conflicts_between(one, other, on=on) == queries.conflicts_between(
            other, one, on=on
        )
        assert queries.conflicts_between(one, third.organisation_id, on=on) == ()

    def test_ends_when_the_share_is_sold_and_stays_for_the_days_before(self, town):
        owner, owned = town.member("enterprise"), town.member("enterprise").organisation_id
        declare(town, owner, owned, 200_000)
        first = town.at.date()
        town.at += timedelta(days=3)
        declare(town, owner, owned, 0)

        def conflicts(on):
            return queries.conflicts_between(owner.organisation_id, owned, on=on)

        assert conflicts(first)
        assert conflicts(first - timedelta(days=1)) == ()
        assert conflicts(town.at.date()) == ()

    def test_costs_two_queries(self, town, django_assert_num_queries):
        with django_assert_num_queries(2):
            queries.conflicts_between(uuid4(), uuid4(), on=date(2026, 1, 1))


class TestDeclaration:
    def test_corrected_on_the_same_day_counts_once(self, town):
        owner, owned = town.member("enterprise"), town.member("enterprise").organisation_id

        assert declare(town, owner, owned, 1) == declare(town, owner, owned, 2)
        assert models.Stake.objects.get().share_ppm == 2

    def test_of_the_impossible_is_refused(self, town):
        owner = town.member("enterprise")

        with pytest.raises(services.ShareImpossible):
            declare(town, owner, owner.organisation_id, 1)
        with pytest.raises(services.ShareImpossible):
            declare(town, owner, uuid4(), 1_000_001)
        with pytest.raises(NotFound):
            declare(town, owner, uuid4(), 1)
        with pytest.raises(NotAdmitted):
            declare(town, town.person(town.firm(), "viewer"), owner.organisation_id, 1)

    def test_the_database_refuses_more_than_the_whole(self, town):
        owner, owned = town.member("enterprise"), town.member("enterprise").organisation_id
        declare(town, owner, owned, 1)

        with pytest.raises(IntegrityError):
            models.Stake.objects.update(share_ppm=1_000_001)
