"""Districts by their GB/T 2260 code: two digits province, two city, two county; 000000 is all."""

import re

from headrace.kit.errors import N_, Malformed, NotAdmitted

_CODE = re.compile(r"[0-9]{6}")


class DistrictUnknown(Malformed):
    """A district is named by its six-digit code."""

    message = N_("{district} is no district code.")
    remedy = N_("Give the six digits of the county, such as 330282; 000000 is the whole country.")

    def __init__(self, *, district: str) -> None:
        super().__init__(field="district", district=district)


class NotYourDistrict(NotAdmitted):
    """An officer decides for the own district only."""

    message = N_("Your office is of district {own}; this case is of district {district}.")
    remedy = N_("Hand the case to the office of that district, or to the one above both.")
    journalled = ("own", "district")

    def __init__(self, *, own: str, district: str) -> None:
        super().__init__(own=own, district=district)


def check_code(district: str) -> None:
    """Refuse what is no district code."""
    if not _CODE.fullmatch(district):
        raise DistrictUnknown(district=district)


def prefix(own: str) -> str:
    """
    Return the leading digits of every district that an office of `own` decides for.

    Trailing pairs of zeros mean all parts: 330200 is every county of a city, 000000 the country.
    """
    check_code(own)
    while own.endswith("00"):
        own = own[:-2]
    return own


def covers(own: str, district: str) -> bool:
    """Say whether an office of one district decides for another: the same, or a part of it."""
    return bool(_CODE.fullmatch(own)) and district.startswith(prefix(own))


def check_covers(own: str, district: str) -> None:
    """Refuse a decision for a district that is not the office's."""
    if not covers(own, district):
        raise NotYourDistrict(own=own, district=district)
