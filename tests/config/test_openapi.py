"""The kept document of the public interface is the served one."""

import sys
import types

import pytest
from django.urls import path
from ninja import NinjaAPI

from headrace.config import openapi


@pytest.fixture
def served(settings, monkeypatch):
    """An interface with one operation, under /api/."""
    interface = NinjaAPI(title="A centre", urls_namespace="trial")
    interface.get("/demands")(lambda request: None)
    module = types.ModuleType("trial_urls")
    module.urlpatterns = [path("api/", interface.urls)]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    settings.ROOT_URLCONF = module.__name__
    return interface


def test_a_document_just_written_is_green(served, tmp_path):
    kept = tmp_path / "openapi.json"
    assert openapi.main(kept, check=False) == 0
    assert '"/api/demands"' in kept.read_text()
    assert openapi.main(kept, check=True) == 0


def test_a_changed_interface_is_red_and_the_change_is_shown(served, tmp_path, capsys):
    kept = tmp_path / "openapi.json"
    openapi.main(kept, check=False)
    served.title = "Another centre"
    assert openapi.main(kept, check=True) == 1
    assert '+  "title": "Another centre"' in capsys.readouterr().out
    assert "Another" not in kept.read_text()


def test_a_missing_document_is_red(served, tmp_path):
    assert openapi.main(tmp_path / "openapi.json", check=True) == 1
