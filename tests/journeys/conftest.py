"""A town of its own for a journey: a fresh database, a running pretend bank, keys on the side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headrace.gateways.mock_bank import MockBank
from headrace.simulation import town as towns
from headrace.simulation.plan import load

PASSWORD = "reed-mill-lantern-42"


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[MockBank]:
    started = MockBank.start(tmp_path / "bank", on=load().opens_at.date())
    yield started
    started.stop()


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    """Thirty people get a password; how strong its hash is, is proved elsewhere."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def town(committed: None, bank: MockBank, tmp_path: Path) -> towns.Town:
    return towns.found(tmp_path, bank, PASSWORD, at=load().opens_at)
