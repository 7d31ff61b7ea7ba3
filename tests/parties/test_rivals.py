"""Two people do the same at the same moment: one wins, the other is told so by name."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from headrace.kit.errors import CentreError
from headrace.parties import models, queries, services

from .conftest import Town, founded


@pytest.fixture
def committed_town(committed, at) -> Town:
    return founded(at)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run the acts together and return how each ended, in alphabetical order."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        gate.wait(timeout=10)
        try:
            act()
        except CentreError as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


class TestRivals:
    def test_two_officers_decide_one_application(self, committed_town):
        town = committed_town
        role = town.do(services.apply_for_role, town.person(town.firm()), kind="enterprise")
        officer = town.central

        ends = at_once(
            lambda: town.do(services.admit_role, officer, role_id=role),
            lambda: town.do(services.admit_role, officer, role_id=role),
        )

        assert ends == ["RoleMoveRefused", "done"]
        assert queries.role(role).state == "admitted"

    def test_two_makers_apply_for_one_role(self, committed_town):
        town = committed_town
        maker = town.person(town.firm())

        ends = at_once(*[lambda: town.do(services.apply_for_role, maker, kind="enterprise")] * 3)

        assert ends == ["RoleHeld", "RoleHeld", "done"]
        assert models.RoleGrant.objects.filter(organisation=maker.organisation_id).count() == 1

    def test_two_people_take_one_log_in_name(self, committed_town):
        town = committed_town
        checkers = [town.person(town.firm(name), "checker") for name in ("甲厂", "乙社")]

        ends = at_once(
            *[
                lambda by=each: town.do(
                    services.add_person,
                    by,
                    organisation_id=by.organisation_id,
                    login="chen",
                    name="陈晓",
                    duties=frozenset({"viewer"}),
                )
                for each in checkers
            ]
        )

        assert ends == ["LoginTaken", "done"]

    def test_a_suspension_and_a_revocation_leave_one_story(self, committed_town):
        town = committed_town
        maker = town.member("rating")
        (role,) = queries.roles_of(maker.organisation_id)
        officer = town.central

        at_once(
            lambda: town.do(services.suspend_role, officer, role_id=role.id, reason="a"),
            lambda: town.do(services.revoke_role, officer, role_id=role.id, reason="b"),
        )

        # Whichever came first, the revocation is the end of it.
        assert queries.role(role.id).state == "revoked"
        assert queries.actor_of(maker.person_id, at=town.at).roles == frozenset()
