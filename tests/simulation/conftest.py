"""
Two towns for the specifications of the simulation, each built once for a whole file.

Both were cut off on the way and begun again, so that every file that asks for one proves on the
way that nothing is founded twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import translation

from headrace.gateways.mock_bank import MockBank
from headrace.simulation import town as towns
from headrace.simulation.plan import load
from headrace.simulation.town import Town
from tests.conftest import _empty_case_tables
from tests.portals.lunxi import opened

PASSWORD = "reed-mill-lantern-42"


class PowerCut(Exception):
    """The machine went off in the middle of the founding."""


def cut_at(what: str, number: int) -> towns.Progress:
    """A listener that ends the founding when it has come so far."""

    def listen(doing: str, done: int, of: int) -> None:
        if (doing, done) == (what, number):
            raise PowerCut(what)

    return listen


CUTS = (("founding offices", 2), ("admitting institutions", 1), ("admitting institutions", 5))


@pytest.fixture(autouse=True)
def begins_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@contextmanager
def founded(home: Path) -> Iterator[Town]:
    """Found the town after three power cuts."""
    at = load().opens_at
    bank = MockBank.start(home / "bank", on=at.date())
    try:
        with override_settings(
            HEADRACE_HOME=home,
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ):
            for cut in CUTS:
                with pytest.raises(PowerCut):
                    towns.found(home, bank, PASSWORD, at=at, progress=cut_at(*cut))
            yield towns.found(home, bank, PASSWORD, at=at)
    finally:
        bank.stop()


@pytest.fixture(scope="module")
def hamlet(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Town]:
    """A founded town without any firm."""
    with django_db_blocker.unblock():
        try:
            with founded(tmp_path_factory.mktemp("hamlet")) as town:
                yield town
        finally:
            _empty_case_tables()


@pytest.fixture(scope="module")
def lunxi(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Town]:
    """The whole demo town on its day."""
    with django_db_blocker.unblock():
        try:
            with opened(tmp_path_factory.mktemp("lunxi")) as town:
                yield town
        finally:
            _empty_case_tables()
