"""
Whatever people do in whatever order, the promises of the parties hold.

A seeded walk through the verbs of several organisations, offices and their people. Refusals are
part of life; after every step the register is looked at as a stranger would look at it. A few
walks are made with every change; `HEADRACE_PROVE=1` makes many.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import CentreError
from headrace.parties import models, queries, services
from headrace.parties.models.role import LIVE
from headrace.parties.rules import districts
from headrace.parties.rules import people as people_rules

from .conftest import Town, yuan

KINDS = ("enterprise", "bank", "rating")
PLACES = ("330282", "330200", "360730")
SEEDS, STEPS = (range(20), 80) if os.environ.get("HEADRACE_PROVE") == "1" else (range(2), 50)


class Walk:
    """Three organisations, three offices, and a die."""

    def __init__(self, town: Town, die: Random) -> None:
        self.town, self.die = town, die
        self.firms: list[UUID] = []
        for number, place in enumerate(PLACES):
            firm = town.firm(
                f"单位{number}", district=place, person_login=f"first-{number}", person_name="陈晓"
            )
            self.firms.append(firm)
        self.officers = [town.central_person]
        self.officers += [town.office(place).person_id for place in PLACES]
        self.refused: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        """Somebody tries something; the world may refuse."""
        act: Callable[[], object] = self.die.choice(
            [self.apply] * 3
            + [self.admit] * 4
            + [self.appoint] * 3
            + [self.confirm] * 4
            + [self.suspend, self.restore, self.revoke, self.remove]
            + [self.declare, self.judge, self.suspend_whole, self.restore_whole, self.wait]
        )
        try:
            act()
            self.done[act.__name__] += 1
        except CentreError as refusal:
            self.refused[type(refusal).__name__] += 1

    def apply(self) -> None:
        kind = self.die.choice(KINDS)
        licence = "" if kind == "enterprise" else "L-1"
        self.town.do(services.apply_for_role, self.somebody(), kind=kind, licence=licence)

    def admit(self) -> None:
        ends = self.die.choice(
            [None, day_of(self.town.at) + timedelta(days=self.die.randint(1, 9))]
        )
        self.town.do(
            services.admit_role, self.officer(), role_id=self.any_role(), expires_date=ends
        )

    def suspend(self) -> None:
        self._decide(services.suspend_role)

    def restore(self) -> None:
        self._decide(services.restore_role)

    def revoke(self) -> None:
        self._decide(services.revoke_role)

    def appoint(self) -> None:
        by = self.somebody()
        duties = self.die.sample(["maker", "checker", "viewer"], self.die.randint(1, 3))
        login = f"person-{models.Person.objects.count()}-{self.die.random()}"
        self.town.do(
            services.add_person,
            by,
            organisation_id=by.organisation_id,
            login=login,
            name="李梅",
            duties=frozenset(duties),
        )

    def confirm(self) -> None:
        waiting = models.Person.objects.filter(confirmed_at=None).order_by("id")
        person = self.die.choice(list(waiting) or list(self.everybody()))
        by = self.officer() if self.die.random() < 0.4 else self.somebody()
        self.town.do(services.confirm_person, by, person_id=person.id)

    def remove(self) -> None:
        person = self.die.choice(list(self.everybody()))
        self.town.do(services.remove_person, self.somebody(), person_id=person.id)

    def declare(self) -> None:
        cap = yuan(self.die.randrange(100, 900, 100))
        self.town.do(
            services.declare_fund_source,
            self.somebody(),
            origin="own_funds",
            cap=cap,
            evidence_hash=b"e" * 32,
        )

    def judge(self) -> None:
        sources = list(models.FundSource.objects.order_by("id"))
        if not sources:
            raise services.LendsNothing
        self.town.do(
            services.admit_fund_source,
            self.officer(),
            fund_source_id=self.die.choice(sources).id,
        )

    def suspend_whole(self) -> None:
        self._move_whole(services.suspend_organisation)

    def restore_whole(self) -> None:
        self._move_whole(services.restore_organisation)

    def wait(self) -> None:
        self.town.at += timedelta(days=self.die.randint(1, 3))
        self.town.do(services.expire_roles, Actor.system("close-of-day"))

    # -- who and what

    def everybody(self):
        return models.Person.objects.filter(organisation__in=self.firms).order_by("id")

    def somebody(self) -> Actor:
        """Mostly one of those who were there first, and can draw up."""
        people = list(self.everybody())
        few = people[: len(self.firms)] if self.die.random() < 0.6 else people
        return queries.actor_of(self.die.choice(few).id, at=self.town.at)

    def officer(self) -> Actor:
        """Mostly one of central government, who may decide everywhere."""
        central = self.die.random() < 0.6
        return queries.actor_of(
            self.officers[0] if central else self.die.choice(self.officers), at=self.town.at
        )

    def any_role(self) -> UUID:
        rows = list(models.RoleGrant.objects.filter(organisation__in=self.firms).order_by("id"))
        if not rows:
            raise services.RoleUnknown(kind="-", choices=KINDS)
        return self.die.choice(rows).id

    def _decide(self, verb: Callable[..., UUID]) -> None:
        self.town.do(verb, self.officer(), role_id=self.any_role(), reason="inspection")

    def _move_whole(self, verb: Callable[..., UUID]) -> None:
        firm = self.die.choice(self.firms)
        self.town.do(verb, self.officer(), organisation_id=firm, reason="inspection")

    # -- promises

    def check(self) -> None:
        self.check_roles()
        self.check_people()
        self.check_funds()

    def check_roles(self) -> None:
        """One live role of a kind; another office decided it, and one of the right district."""
        for firm in self.firms:
            grants = queries.roles_of(firm)
            live = Counter(each.kind for each in grants if each.state in LIVE)
            assert max(live.values(), default=0) <= 1
            for each in grants:
                assert (each.state == "applied") == (each.decided_at is None)
                assert each.decided_by_organisation != firm
            standing = queries.organisation(firm).state == "verified"
            for kind in KINDS:
                counts = standing and any(self.counts(each, kind) for each in grants)
                assert queries.admitted(firm, kind, at=self.town.at) == counts
        for row in models.RoleGrant.objects.filter(organisation__in=self.firms, state="admitted"):
            office = models.Organisation.objects.get(pk=row.decided_by_organisation)
            assert districts.covers(office.district, row.district)

    def counts(self, role: queries.RoleView, kind: str) -> bool:
        alive = role.expires_date is None or role.expires_date > day_of(self.town.at)
        return role.kind == kind and role.state == "admitted" and alive

    def check_people(self) -> None:
        """Nobody does anything before two have agreed; whoever acts has the firm's live roles."""
        for row in self.everybody():
            assert row.confirmed_by is None or row.confirmed_by not in (row.id, row.appointed_by)
            if not row.is_active:
                continue
            actor = queries.actor_of(row.id, at=self.town.at)
            acting = actor.duties & people_rules.ACTING
            assert not acting or row.confirmed_at is not None
            assert actor.duties <= set(row.duties)
            assert actor.roles == {
                kind
                for kind in KINDS
                if queries.admitted(row.organisation_id, kind, at=self.town.at)
            }
        # A person added by one person alone never acts.
        for row in self.everybody().exclude(appointed_by=None):
            if people_rules.needs_second(row.duties) and row.confirmed_at is not None:
                assert row.confirmed_by is not None

    def check_funds(self) -> None:
        """What a lender may commit is the sum of what was admitted, and judged by another."""
        for firm in self.firms:
            rows = models.FundSource.objects.filter(organisation=firm)
            assert all(each.decided_by_organisation != firm for each in rows)
            admitted = sum(each.cap_minor for each in rows if each.state == "admitted")
            if queries.organisation(firm).state == "verified":
                found = queries.funds_admitted(firm, currency="CNY", at=self.town.at)
                assert found.minor in (0, admitted)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_promises_hold_after_every_step(town, seed):
    walk = Walk(town, Random(seed))
    for _ in range(STEPS):
        walk.step()
        walk.check()

    # The walk went somewhere and was refused on the way.
    assert len(walk.done) > 3
    assert len(walk.refused) > 2


class TestTheLastDay:
    """A role is dead from its last day on, marked or not."""

    @pytest.fixture
    def ending(self, town):
        """A bank whose role is good for two days."""
        maker = town.person(town.firm("乙行"), "maker")
        role = town.do(services.apply_for_role, maker, kind="bank", licence="L-1")
        ends = day_of(town.at) + timedelta(days=2)
        town.do(services.admit_role, town.central, role_id=role, expires_date=ends)
        return maker, role

    @pytest.mark.parametrize(("days", "alive"), [(0, True), (1, True), (2, False), (30, False)])
    def test_ends_it_on_the_day_named_and_not_before(self, town, ending, days, alive):
        maker, _ = ending
        town.at += timedelta(days=days)

        assert queries.admitted(maker.organisation_id, "bank", at=town.at) is alive
        roles = queries.actor_of(maker.person_id, at=town.at).roles
        assert ("bank" in roles) is alive
        accredited = {each.id for each in queries.accredited("bank", at=town.at)}
        assert (maker.organisation_id in accredited) is alive

    @pytest.mark.parametrize(("days", "marked"), [(1, 0), (2, 1)])
    def test_is_marked_once_by_the_round_of_the_day(self, town, ending, days, marked):
        _, role = ending
        town.at += timedelta(days=days)
        closer = Actor.system("close-of-day")

        assert town.do(services.expire_roles, closer) == marked
        assert town.do(services.expire_roles, closer) == 0
        assert (queries.role(role).state == "expired") is bool(marked)

    def test_frees_the_way_for_another_application(self, town, ending):
        maker, role = ending
        town.at += timedelta(days=2)
        renewed = town.do(services.apply_for_role, maker, kind="bank", licence="L-2")

        assert renewed != role
        assert [each.state for each in queries.roles_of(maker.organisation_id)] == [
            "applied",
            "expired",
        ]

    def test_of_a_suspended_role_ends_it_too_and_nobody_restores_it(self, town, ending):
        _, role = ending
        town.do(services.suspend_role, town.central, role_id=role, reason="inspection")
        town.at += timedelta(days=2)
        town.do(services.expire_roles, Actor.system("close-of-day"))

        with pytest.raises(services.RoleMoveRefused):
            town.do(services.restore_role, town.central, role_id=role, reason="lifted")

    def test_cannot_lie_in_the_past_when_it_is_named(self, town):
        maker = town.person(town.firm("丙行"), "maker")
        role = town.do(services.apply_for_role, maker, kind="bank", licence="L-1")

        for days in (0, -1):
            ends = day_of(town.at) + timedelta(days=days)
            with pytest.raises(services.ExpiryPassed):
                town.do(services.admit_role, town.central, role_id=role, expires_date=ends)
        assert queries.role(role).state == "applied"
