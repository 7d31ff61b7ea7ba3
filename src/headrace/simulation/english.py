"""The English names of the town's institutions and firms, for readers of English."""

from headrace.simulation.firms import firm
from headrace.simulation.plan import load

_KNOWN_FIRMS = 60


def english_names() -> dict[str, str]:
    """Return the English names by registered name."""
    plan = load()
    institutions = {each.name_zh: each.name_en for each in (*plan.institutions, *plan.offices)}
    firms = (firm(plan, number) for number in range(_KNOWN_FIRMS))
    return institutions | {each.name_zh: each.name_en for each in firms}
