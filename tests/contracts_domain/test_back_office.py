"""The operator's back office looks on; it neither adds nor changes nor sees amounts."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.http import HttpRequest

pytestmark = pytest.mark.skipif(
    not apps.is_installed("django.contrib.admin"), reason="the back office is not installed"
)
HIDDEN = ("minor", "name", "text", "about", "facts", "borrower", "subject")


@pytest.fixture(params=["contracts.Agreement", "contracts.Loan", "supervision.Alert"])
def form(request):
    package, _, _ = request.param.partition(".")
    import_module(f"headrace.{package}.admin")
    return site.get_model_admin(apps.get_model(request.param))


def test_nobody_changes_anything_there(form):
    request = HttpRequest()
    assert not form.has_add_permission(request)
    assert not form.has_change_permission(request)
    assert not form.has_delete_permission(request)


def test_names_amounts_and_texts_are_not_shown_there(form):
    shown = {*form.list_display, *form.fields}
    assert [each for each in shown if any(word in each for word in HIDDEN)] == []
