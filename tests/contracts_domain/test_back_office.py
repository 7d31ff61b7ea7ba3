"""The operator's back office looks on; it neither adds nor changes nor sees amounts."""

import pytest
from django.contrib.admin import site
from django.http import HttpRequest

import headrace.contracts.admin
import headrace.supervision.admin  # noqa: F401 - forms are registered by reading them
from headrace.contracts.models import Agreement, DayClose, Loan
from headrace.supervision.models import Alert


@pytest.mark.parametrize("model", [Agreement, Loan, DayClose, Alert])
def test_nobody_changes_anything_there(model):
    form, request = site.get_model_admin(model), HttpRequest()
    assert not form.has_add_permission(request)
    assert not form.has_change_permission(request)
    assert not form.has_delete_permission(request)


@pytest.mark.parametrize("model", [Agreement, Loan, Alert])
def test_names_amounts_and_texts_are_not_shown_there(model):
    form = site.get_model_admin(model)
    shown = {*form.list_display, *form.fields}
    hidden = ("minor", "name", "text", "about", "facts", "borrower", "subject")
    assert [each for each in shown if any(word in each for word in hidden)] == []
