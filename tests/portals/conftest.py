"""Each test begins in English, whatever page the one before has shown."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from headrace.rulebook import services
from headrace.simulation.town import Town
from tests.conftest import _empty_case_tables
from tests.portals.lunxi import opened


@pytest.fixture(autouse=True)
def begins_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def packs(db, at) -> None:
    """The shipped packs, as at the first start."""
    services.load_packs(at=at)


@pytest.fixture(scope="module")
def lunxi(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Town]:
    """The demo town, seeded once for a module whose tests share what becomes of it."""
    with django_db_blocker.unblock():
        try:
            with opened(tmp_path_factory.mktemp("lunxi")) as town:
                yield town
        finally:
            _empty_case_tables()
