"""Each test begins in English, whatever page the one before has shown."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from headrace.rulebook import services


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def packs(db, at) -> None:
    """The shipped packs, as at the first start."""
    services.load_packs(at=at)
