"""The stylesheet keeps its promises: contrast, blocks alike, nothing fetched, nothing inline."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from headrace import portals
from headrace.portals.drawings import svg

STATIC = Path(portals.__file__).parent / "static" / "headrace"
TEMPLATES = Path(portals.__file__).parent / "templates"
TEXT_ON = {
    "page": ("ink", "ink2", "race", "ochre", "brick"),
    "fog": ("ink", "ink2", "race", "ochre", "brick"),
    "tint": ("ink",),
    "ochre-tint": ("ink", "ochre"),
    "mast": ("on-mast", "on-mast2"),
    "race": ("on-race",),
    "heat1": ("ink",),
    "heat2": ("ink",),
    "heat3": ("ink",),
    "heat4": ("on-heat4",),
    "heat5": ("on-race",),
}


def block(sheet: str, selector: str) -> dict[str, str]:
    """The custom properties that one selector sets."""
    text = (STATIC / sheet).read_text()
    body = text.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


LIGHT = block("tokens.css", ":root")
DARK = {**LIGHT, **block("tokens.css", ':root[data-theme="dark"]')}
MORE = {**LIGHT, **block("contrast.css", ':root:root:root[data-contrast="more"]')}


def luminance(colour: str) -> float:
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK, MORE], ids=["light", "dark", "contrast"])
def test_every_text_can_be_read_on_its_ground(theme):
    weak = [
        (ground, text, round(contrast(theme[ground], theme[text]), 2))
        for ground, texts in TEXT_ON.items()
        for text in texts
        if contrast(theme[ground], theme[text]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("theme", [LIGHT, DARK, MORE], ids=["light", "dark", "contrast"])
@pytest.mark.parametrize("token", ["edge", "mid-line", "race", "brick", "ochre"])
def test_every_graphic_with_meaning_stands_out_from_the_page(theme, token):
    assert contrast(theme["page"], theme[token]) >= 3


def test_what_a_person_chooses_is_what_the_system_would_have_given():
    assert block("tokens.css", ':root:not([data-theme="light"])') == block(
        "tokens.css", ':root[data-theme="dark"]'
    )
    assert block("contrast.css", ":root:root:root") == block(
        "contrast.css", ':root:root:root[data-contrast="more"]'
    )


def test_every_drawn_width_is_chosen_by_the_stylesheet():
    sheet = (STATIC / "drawings.css").read_text()
    chosen = [int(width) for width in re.findall(r"@container \(min-width: (\d+)px\)", sheet)]
    assert chosen == sorted({*svg.COLUMN, *svg.FULL} - {288})
    assert all(narrow < wide for narrow, wide in pairwise(chosen))


def test_stylesheets_and_scripts_fetch_nothing_from_elsewhere():
    for sheet in STATIC.iterdir():
        outside = re.findall(r"https?://(?!www\.w3\.org)|@import|url\(", sheet.read_text())
        assert outside == [], sheet.name


def test_templates_carry_no_inline_style_or_script():
    # A script of the type of data is never run: it only hands values to a script of the house.
    runs = r"""<script(?![^>]*\s(?:src=|type="application/json"))"""
    for page in TEMPLATES.rglob("*.html"):
        inline = re.findall(rf"\sstyle=|<style|{runs}|\son\w+=", page.read_text())
        assert inline == [], page.name


def test_every_class_of_a_template_is_known_to_the_stylesheet():
    css = "".join(sheet.read_text() for sheet in STATIC.glob("*.css"))
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    used: set[str] = set()
    for page in TEMPLATES.rglob("*.html"):
        # An expression may hold quotes of its own, so it goes before the classes are read.
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", page.read_text())
        for value in re.findall(r'class="([^"]*)"', plain):
            used.update(value.split())
    assert {name for name in used if not name.endswith("-")} - known == set()
