"""A plan can be drawn up only in a way that the product model knows."""

from collections.abc import Collection

from headrace.kit.errors import N_, Malformed


class UnknownPlanKind(Malformed):
    """The agreement names a way of repayment that its product model does not have."""

    message = N_("This product is not repaid by {plan_kind}.")
    remedy = N_("Choose one of: {known}.")

    def __init__(self, plan_kind: str, *, known: Collection[str]) -> None:
        super().__init__(field="plan_kind", plan_kind=plan_kind, known=", ".join(known))


def check_plan_kind(plan_kind: str, *, known: Collection[str]) -> None:
    """
    Let pass a way of repayment that the model has.

    :raises UnknownPlanKind: it has no such way
    """
    if plan_kind not in known:
        raise UnknownPlanKind(plan_kind, known=known)
