"""Two processes start together, two officers approve together: the rulebook changes once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.db import connections

from headrace.kit.errors import CentreError
from headrace.rulebook import models, queries, services
from headrace.rulebook.rules import RuleDraft


def at_once(act: Callable[[], Any], times: int) -> list[Any]:
    gate = Barrier(times)

    def run(_: int) -> Any:
        gate.wait(timeout=10)
        try:
            return act()
        except CentreError as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_two_processes_that_start_together_load_the_packs_once(committed, at):
    answers = at_once(lambda: services.load_packs(at=at), 3)

    assert sorted(len(each) for each in answers) == [0, 0, 5]
    assert models.Pack.objects.count() == 5


def test_two_officers_who_approve_one_change_change_it_once(committed, at, maker, checker):
    services.load_packs(at=at)
    draft = RuleDraft(
        pack="CENTRE",
        rule_key="conflict.stake_ppm",
        scope={},
        value={"from_ppm": 30_000},
        valid_from=date(2027, 1, 1),
        valid_to=None,
        source="Notice",
        status="S",
        severity="warn",
        text_en="3 %",
        text_zh="3%",
    )
    shipped = queries.look_up("conflict.stake_ppm", on=date(2026, 12, 1)).version
    rule_id = services.propose_rule(key=uuid4(), by=maker, draft=draft, reason="", at=at)

    def approve():
        officer = replace(checker, person_id=uuid4())
        return services.approve_rule(key=uuid4(), by=officer, rule_id=rule_id, at=at)

    assert sorted(str(each) for each in at_once(approve, 2)) == sorted(
        [str(rule_id), "NotProposed"]
    )
    assert queries.look_up("conflict.stake_ppm", on=date(2027, 1, 1)).version == shipped + 1
