"""
Papers as PDF/A-2b: one compiler, the house's look, fonts from a package, nothing from outside.

The same facts give the same bytes: the time in the file is the time of what it tells, so that two
copies of a paper can be compared by hash. Source: ISO 19005-2, conformance level B.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

Template = Literal["agreement", "sheet"]


def pdf(template: Template, data: Mapping[str, Any], *, told_at: datetime) -> bytes:
    """
    Return a paper.

    :param data: what the template reads; text, lists and objects only, never markup
    :param told_at: the moment that the facts are of
    """
    source = "\n".join(_part(each) for each in ("house", template))
    made: bytes = typst.compile(
        source.encode(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards="a-2b",
        sys_inputs={"data": displayable(json.dumps(data, ensure_ascii=False))},
        timestamp=int(told_at.timestamp()),
    )
    return made


def displayable(text: str) -> str:
    """
    Return a text with every letter that the font lacks replaced by its code point, `〔U+20BB7〕`.

    An archived paper may show no letter that it does not carry; a rare letter of a name stays
    exact in this way, where an empty box would lose it.
    """
    known = _letters()
    return "".join(each if ord(each) in known else f"〔U+{ord(each):04X}〕" for each in text)


@cache
def _letters() -> frozenset[int]:
    with TTFont(pylopdf_fonts_zh_cn.sans_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _part(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.typ").read_text(encoding="utf-8")


@cache
def _fonts() -> typst.Fonts:
    """The machine's own fonts are left out: a paper looks alike wherever it is made."""
    folder = Path(pylopdf_fonts_zh_cn.sans_path()).parent
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
