"""A refusal names its problem, the field and the remedy, in any language."""

from decimal import Decimal

import pytest

from headrace.kit.actors import Actor, demand
from headrace.kit.errors import N_, NotAdmitted, Refused


class RateAboveCeiling(Refused):
    message = N_("The offer costs {cost} a year; the ceiling is {ceiling}.")
    remedy = N_("Lower the rate or the fees.")


class TestCentreError:
    def test_explains_itself(self):
        error = RateAboveCeiling(field="rate_yearly", cost=Decimal("0.36"), ceiling="12 %")

        assert str(error) == "The offer costs 0.36 a year; the ceiling is 12 %."
        assert error.field == "rate_yearly"

    def test_explains_itself_in_another_language(self):
        error = RateAboveCeiling(cost="36 %", ceiling="12 %")

        assert error.explain(lambda _: "成本 {cost}，上限 {ceiling}。") == "成本 36 %，上限 12 %。"

    def test_never_fails_for_a_missing_value(self):
        assert RateAboveCeiling(cost="36 %").explain(str).endswith("the ceiling is {ceiling}.")

    def test_has_a_stable_code(self):
        assert RateAboveCeiling.code().endswith("/rate-above-ceiling")


class TestDemand:
    def test_lets_a_holder_of_role_and_duty_pass(self, owner):
        demand(owner, role="enterprise", duty="maker")

    @pytest.mark.parametrize("asked", [{"role": "bank"}, {"duty": "checker"}])
    def test_refuses_anybody_else(self, owner, asked):
        with pytest.raises(NotAdmitted):
            demand(owner, **asked)

    def test_gives_background_work_no_duty(self):
        with pytest.raises(NotAdmitted):
            demand(Actor.system("close-of-day"), duty="checker")
