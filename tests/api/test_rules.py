"""The rulebook through the API: looked up by day and scope, changed by two persons."""

from decimal import Decimal

import pytest

from tests.api.caller import Caller, refusal
from tests.api.world import World

CHANGE = {
    "pack": "CENTRE",
    "rule_key": "conflict.stake_ppm",
    "value": {"from_ppm": 40_000},
    "valid_from": "2026-12-01",
    "source": "The centre's own rule, second edition",
    "status": "M",
    "severity": "warn",
    "text_en": "4 % or more is flagged.",
    "text_zh": "达到 4% 的，予以提示。",
    "reason": "two cases below the old bound",
}


@pytest.fixture
def second(world: World) -> Caller:
    """A second officer of central government."""
    world.officer.post("/people", {"login": "second", "name": "赵敏", "duties": ["checker"]})
    return Caller.signed_in("second")


class TestARule:
    def test_is_looked_up_by_key_scope_and_day(self, world: World):
        said = world.officer.get("/rules/look-up", key="role.kind", scope="kind=bank")
        assert said["value"]["licence"] is True
        missing = world.officer.ask("/rules/look-up", {"key": "role.kind", "scope": "kind=circus"})
        refusal(missing, 404, "rulebook/rule-not-found")
        assert world.officer.get("/rules", on="2026-11-23") == world.officer.get("/rules")

    def test_gives_the_ceiling_of_a_day_as_a_fraction(self, world: World):
        said = world.officer.get("/rules/ceiling", lender_type="bank", on="2026-11-23")
        assert (Decimal(said["rate"]), said["method"]) == (Decimal("0.12"), "effective_yearly")
        assert "12.00 %" in said["explanation_zh"]
        assert world.officer.get("/rules/packs")[0]["name"] == "CENTRE"
        assert world.officer.get("/rules/series/LPR-1Y")[0]["on"] == "2019-08-20"

    def test_is_changed_by_two_persons_of_central_government(self, world: World, second: Caller):
        rule = world.officer.made("/rules/proposals", CHANGE)
        assert [each["rule"]["rule_id"] for each in second.get("/rules/proposals")] == [rule]
        path = f"/rules/proposals/{rule}"
        refusal(world.officer.send(f"{path}/approval"), 409, "rulebook/same-person")
        second.post(f"{path}/approval")
        asked = {"key": "conflict.stake_ppm", "on": "2026-12-01"}
        assert second.get("/rules/look-up", **asked)["value"] == {"from_ppm": 40_000}
        again = second.send(f"{path}/refusal")
        refusal(again, 409, "rulebook/not-proposed")

    def test_is_proposed_by_government_alone_and_with_exact_values(self, world: World):
        firm = world.firm()
        refusal(firm.maker.send("/rules/proposals", CHANGE), 403, "kit/not-admitted")
        refusal(firm.maker.ask("/rules/proposals"), 403, "kit/not-admitted")
        loose = CHANGE | {"value": {"from_ppm": 0.04}}
        problem = world.officer.send("/rules/proposals", loose)
        assert refusal(problem, 422, "api/value-unfit")["field"] == "value"

    def test_series_takes_a_new_figure_from_two_persons(self, world: World, second: Caller):
        point = {"series": "LPR-1Y", "on": "2026-12-21", "value": "0.0295", "source": "PBOC"}
        proposed = world.officer.made("/rules/series", point)
        second.post(f"/rules/series/points/{proposed}/approval")
        assert Decimal(second.get("/rules/series/LPR-1Y")[-1]["value"]) == Decimal("0.0295")
