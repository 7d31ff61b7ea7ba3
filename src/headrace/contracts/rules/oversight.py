"""Which districts an office oversees, by their GB/T 2260 codes."""

_LENGTH = 6


def overseen_prefix(office_district: str) -> str | None:
    """
    Return how the codes begin that an office oversees: "" for all, None for none.

    000000 is the whole country, 330000 a province, 330200 a city, 330282 one county.
    """
    if len(office_district) != _LENGTH or not office_district.isdigit():
        return None
    for digits in (0, 2, 4):
        if not office_district[digits:].strip("0"):
            return office_district[:digits]
    return office_district
