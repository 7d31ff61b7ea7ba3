"""Whose payments an office reads, by the codes of its district."""

import re

AUDITOR, GOVERNMENT = "auditor", "government"
_CODE = re.compile(r"[0-9]{6}")


def overseen_prefix(roles: frozenset[str], district: str) -> str | None:
    """
    Return how the district codes begin that an actor oversees: "" for all, None for none.

    An auditor reads all. An office reads its own district with all parts of it (GB/T 2260:
    330200 is every county of a city, 000000 the country).
    """
    if AUDITOR in roles:
        return ""
    if GOVERNMENT not in roles or not _CODE.fullmatch(district):
        return None
    while district.endswith("00"):
        district = district[:-2]
    return district
