"""The English names of the town's institutions and firms, for readers of English."""

from headrace.simulation.firms import firm
from headrace.simulation.founding import CENTRE_NAME
from headrace.simulation.plan import load

_KNOWN_FIRMS = 60


def english_names() -> dict[str, str]:
    """Return the English names by registered name."""
    plan = load()
    known = {each.name_zh: each.name_en for each in plan.institutions}
    known |= {each.name_zh: each.name_en for each in plan.offices}
    firms = (firm(plan, number) for number in range(_KNOWN_FIRMS))
    known[CENTRE_NAME] = "Headrace service centre"
    return known | {each.name_zh: each.name_en for each in firms}
