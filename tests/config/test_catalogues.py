"""The Chinese catalogues are whole, fresh and faithful, or the check is red."""

import re
from pathlib import Path

import pytest

from headrace.config import catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def house(tmp_path: Path):
    """A house with one package; call it with the texts of its parts."""

    def built(po: str, python: str = "", template: str = "") -> Path:
        package = tmp_path / "market"
        (package / "locale/zh_Hans/LC_MESSAGES").mkdir(parents=True)
        (package / "templates/market").mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "rules.py").write_text(python)
        (package / "templates/market/board.html").write_text(template)
        (package / "locale/zh_Hans/LC_MESSAGES/django.po").write_text(HEADER + po)
        catalogues.compile_all(tmp_path)
        return tmp_path

    return built


OFFER = '\nmsgid "Offer {number}"\nmsgstr "报价{number}"\n'


def test_a_whole_catalogue_is_green(house):
    python = 'x = _("Offer {number}")\n'
    template = "<p>\n  {% load i18n %}{% translate 'Offer {number}' %}\n</p>"
    assert list(catalogues.faults(house(OFFER, python, template))) == []


@pytest.mark.parametrize("call", ["_", "gettext", "gettext_lazy", "N_"])
def test_a_message_of_the_code_without_an_entry_is_named(house, call):
    (fault,) = catalogues.faults(house(OFFER, f'x = {call}("Lapsed")\n'))
    assert fault == "market: no entry for 'Lapsed' (rules.py:1)"


def test_a_plural_message_without_an_entry_is_named(house):
    (fault,) = catalogues.faults(house(OFFER, 'x = ngettext("One day", "{n} days", 3)\n'))
    assert "'One day'" in fault


@pytest.mark.parametrize(
    "markup",
    [
        "{% translate 'Lapsed' %}",
        "{% trans 'Lapsed' %}",
        "{% blocktranslate %}Lapsed{% endblocktranslate %}",
        "<ul>\n      <li>it's\n  <b>{% translate 'Lapsed' %}</b></ul>",
    ],
)
def test_a_message_of_a_template_without_an_entry_is_named(house, markup):
    (fault,) = catalogues.faults(house(OFFER, template="{% load i18n %}" + markup))
    assert "no entry for 'Lapsed' (board.html:" in fault


@pytest.mark.parametrize(
    ("po", "words"),
    [
        ('\nmsgid "Lapsed"\nmsgstr ""\n', "empty entry 'Lapsed'"),
        ('\n#, fuzzy\nmsgid "Lapsed"\nmsgstr "失效"\n', "fuzzy entry 'Lapsed'"),
        ('\nmsgid "Offer {number}"\nmsgstr "报价"\n', "a placeholder of 'Offer {number}' is lost"),
        ('\nmsgid "Of %(firm)s"\nmsgstr "属于"\n', "a placeholder of 'Of %(firm)s' is lost"),
    ],
)
def test_an_unfit_entry_is_named(house, po, words):
    (fault,) = catalogues.faults(house(po))
    assert words in fault


def test_a_stale_compilation_is_named_until_it_is_compiled_again(house):
    root = house(OFFER)
    po = root / "market/locale/zh_Hans/LC_MESSAGES/django.po"
    po.write_text(po.read_text() + '\nmsgid "Lapsed"\nmsgstr "失效"\n')
    (fault,) = catalogues.faults(root)
    assert "stale" in fault
    assert [each.name for each in catalogues.compile_all(root)] == ["django.mo"]
    assert list(catalogues.faults(root)) == []


def test_a_compilation_carries_no_date_of_its_own(house):
    (compiled,) = house(OFFER).rglob("*.mo")
    dates = re.findall(rb"Date: (\d{4}-\d\d-\d\d)", compiled.read_bytes())
    assert set(dates) == {b"2000-01-01"}


def test_a_package_with_messages_needs_a_catalogue(house):
    root = house(OFFER, 'x = _("Lapsed")\n')
    (root / "market/locale/zh_Hans/LC_MESSAGES/django.po").unlink()
    (fault,) = catalogues.faults(root)
    assert "has no locale" in fault


def test_a_source_that_cannot_be_read_is_named(house):
    (fault,) = catalogues.faults(house(OFFER, "x = ("))
    assert fault.startswith("market: rules.py cannot be read")
