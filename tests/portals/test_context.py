"""The frame of a page: which pack, which tabs, which day."""

import pytest
from django.test import RequestFactory

from headrace.kit import clock
from headrace.portals import context

pytestmark = pytest.mark.django_db


def framed(path: str = "/parts/") -> context.Frame:
    request = RequestFactory().get(path)
    request.resolver_match = None
    return context.frame(request)["frame"]


def test_a_town_whose_packs_are_not_loaded_has_none_in_force():
    assert framed().pack is None


@pytest.mark.usefixtures("packs")
def test_the_pack_of_the_town_s_day_stands_in_the_strip(at):
    clock.drive(at)
    assert (framed().pack.code, framed().at) == ("CN-CURRENT", at)


def test_only_pages_that_are_installed_have_a_tab():
    labels = [tab.label for tab in framed().tabs]
    assert "Parts" in labels
    assert all(tab.url for tab in framed().tabs)


def test_the_other_language_is_offered_in_its_own_words():
    assert (framed().other_language, framed().other_language_name) == ("zh-hans", "简体中文")


def test_a_page_knows_its_own_address_with_its_question():
    assert framed("/parts/?q=1").here == "/parts/?q=1"
