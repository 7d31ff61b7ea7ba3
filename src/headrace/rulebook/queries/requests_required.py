"""Which findings a request for financing needs."""

from datetime import date

from tenor.money import Money

from headrace.rulebook import rules
from headrace.rulebook.queries.rules_in_force import look_up
from headrace.rulebook.rules import RequiredRequest


def service_requests_required(
    *, amount: Money, model: str, innovation: bool, on: date
) -> tuple[RequiredRequest, ...]:
    """Return the findings to ask for when a request of this amount and model is published."""
    table = look_up("requests.required", on=on).value
    return rules.requests_required(
        table, amount_minor=amount.minor, model=model, innovation=innovation
    )
