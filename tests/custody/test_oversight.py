"""Whose payments an office reads: its district and all parts of it, and not one more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.custody.rules.oversight import overseen_prefix

COUNTIES = st.from_regex(r"\A[1-9][0-9]{3}[0-9][1-9]\Z")
OFFICER = frozenset({"government"})


@pytest.mark.parametrize(
    ("roles", "district", "prefix"),
    [
        ({"auditor"}, "", ""),
        ({"auditor", "government"}, "330282", ""),
        ({"government"}, "000000", ""),
        ({"government"}, "330000", "33"),
        ({"government"}, "330200", "3302"),
        ({"government"}, "330282", "330282"),
        ({"government"}, "330280", "330280"),
        ({"government"}, "", None),
        ({"government"}, "33028", None),
        ({"government"}, "3302821", None),
        ({"government"}, "33028x", None),
        ({"government"}, "３３０２８２", None),
        ({"bank"}, "000000", None),
        ({"custodian"}, "330282", None),
        ({"system"}, "", None),
        (set(), "000000", None),
    ],
)
def test_is_read_from_the_role_and_the_code(roles, district, prefix):
    assert overseen_prefix(frozenset(roles), district) == prefix


def sees(office: str, county: str) -> bool:
    prefix = overseen_prefix(OFFICER, office)
    return prefix is not None and county.startswith(prefix)


@given(county=COUNTIES)
def test_a_county_is_overseen_by_its_own_line_of_offices(county):
    for office in (county, county[:4] + "00", county[:2] + "0000", "000000"):
        assert sees(office, county)


@given(county=COUNTIES, office=COUNTIES)
def test_another_county_office_oversees_nothing_of_it(county, office):
    assert sees(office, county) is (office == county)


@given(county=COUNTIES, other=COUNTIES)
def test_a_province_oversees_nothing_of_another(county, other):
    assert sees(other[:2] + "0000", county) is (other[:2] == county[:2])
