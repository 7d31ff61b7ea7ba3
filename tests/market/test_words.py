"""Every sentence of the three packages stands in Chinese too, with the same places to fill."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import headrace

ROOT = Path(headrace.__file__).parent


def sentences(package: str) -> set[str]:
    found = set()
    for file in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("N_", "_"):
                found.add(ast.literal_eval(node.args[0]))
    return found


@pytest.mark.parametrize("package", ["products", "credit", "market"])
def test_every_sentence_is_written_in_chinese(package):
    path = ROOT / package / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = {each.id: each.string for each in read_po(file) if each.id}
    assert set(catalogue) == sentences(package)
    for english, chinese in catalogue.items():
        places = [set(re.findall(r"{(\w+)}", each)) for each in (english, chinese)]
        assert {each.replace("_zh", "_en") for each in places[1]} == places[0]
        assert re.search("[一-鿿]", chinese)
