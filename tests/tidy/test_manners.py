"""The manners of the repository (HOUSE in numbers), kept by machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from headrace.config.home import repository

LONGEST_FILE = 500
LONGEST_FUNCTION = 50
DEEPEST_NESTING = 3
SOURCE = [repository() / "src", repository() / "packages"]
EVERYTHING = [*SOURCE, repository() / "tests", repository() / "bench"]
ROOT_TEXTS = ("run", ".ci/run", "pyproject.toml", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
NESTING = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.Match, ast.AsyncFor, ast.AsyncWith)
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
# Written so that this file does not contain what it looks for.
UNFINISHED = re.compile(r"(?<!`)\b(" + "|".join(("TO" + "DO", "FIX" + "ME")) + r")\b")
WORKPLACE = re.compile(
    r"(?<![\w.$}])/(" + "|".join(("work" + "/", "root" + "/", "home" + "/\\w")) + ")"
)
AMOUNT = re.compile(r"amount|principal|interest|price|fee|rate|balance|limit|cost|paid|due", re.I)


def sources(folders: list[Path], pattern: str = "*.py") -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            if "migrations" not in path.parts and ".venv" not in path.parts:
                yield path


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, FUNCTION):
            yield node


def named(path: Path) -> str:
    return str(path.relative_to(repository()))


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def depth(node: ast.AST) -> int:
    """How many blocks stand inside each other; an `elif` continues its `if`."""
    deepest = 0
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        for child in (each for each in children if isinstance(each, ast.AST)):
            if isinstance(child, (*FUNCTION, ast.ClassDef, ast.Lambda)):
                continue
            chained = name == "orelse" and isinstance(child, ast.If) and len(children) == 1
            deeper = isinstance(child, NESTING) and not (chained and isinstance(node, ast.If))
            deepest = max(deepest, depth(child) + deeper)
    return deepest


def test_no_file_is_long():
    long = [
        f"{named(path)}: {lines}"
        for path in sources(EVERYTHING)
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_nine_files_in_ten_are_short():
    lengths = sorted(len(path.read_text().splitlines()) for path in sources(SOURCE))
    assert lengths[len(lengths) * 9 // 10] <= 200


def test_no_function_is_long():
    # The samples of pages are data: one literal value object each.
    long = [
        f"{named(path)}: {each.name} {length(each)}"
        for path in sources(EVERYTHING)
        if "samples" not in path.parts
        for each in functions(path)
        if length(each) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_function_is_deep():
    deep = [
        f"{named(path)}: {each.name} {depth(each)}"
        for path in sources(SOURCE)
        for each in functions(path)
        if depth(each) > DEEPEST_NESTING
    ]
    assert deep == []


def test_money_is_never_a_float():
    """No float column for an amount or a rate, and no float annotation of one."""
    floats = [
        f"{named(path)}:{node.lineno}"
        for path in sources(SOURCE)
        for node in ast.walk(ast.parse(path.read_text()))
        if _is_float_money(node)
    ]
    assert floats == []


def _is_float_money(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
        called = ast.unparse(node.value.func)
        return called.endswith("FloatField")
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
        name = node.arg if isinstance(node, ast.arg) else ast.unparse(node.target)
        return ast.unparse(node.annotation) == "float" and bool(AMOUNT.search(name))
    return False


def test_nothing_is_left_for_later():
    """In code; a document may speak of the word."""
    found = [
        f"{named(path)}:{number}"
        for path in _texts()
        if path.suffix != ".md"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_no_path_of_a_workplace_is_named():
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in _texts()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if WORKPLACE.search(line)
    ]
    assert found == []


def _texts() -> Iterator[Path]:
    yield from sources(EVERYTHING)
    for pattern in ("*.html", "*.md", "*.toml", "*.css", "*.js", "*.po"):
        yield from sources([*SOURCE, repository() / "docs"], pattern)
    yield from (path for name in ROOT_TEXTS if (path := repository() / name).exists())


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "signals"])
def test_no_module_is_a_drawer(name):
    drawers = [
        named(path)
        for path in sources(EVERYTHING)
        if path.stem == name or (path.parent.name == name and path.name == "__init__.py")
    ]
    assert drawers == []


def test_package_doors_do_not_open_before_the_registry_is_ready():
    """A Django app's `__init__` is imported first of all: it stays empty."""
    house = repository() / "src/headrace"
    full = [named(path) for path in house.glob("*/__init__.py") if path.read_text().strip()]
    assert full == []


class TestTheInspectorItself:
    """What the checks above look for, they find."""

    def test_depth_counts_blocks_and_not_elif(self):
        source = "def f():\n if a:\n  pass\n elif b:\n  pass\n elif c:\n  for x in y:\n   pass\n"
        assert depth(ast.parse(source).body[0]) == 2

    def test_depth_counts_what_stands_inside(self):
        source = "def f():\n for a in b:\n  with c:\n   if d:\n    while e:\n     pass\n"
        assert depth(ast.parse(source).body[0]) == 4

    @pytest.mark.parametrize(
        "line", ["x = models.FloatField()", "principal: float = 0", "def f(fee: float): ..."]
    )
    def test_float_money_is_seen(self, line):
        assert any(_is_float_money(node) for node in ast.walk(ast.parse(line)))

    @pytest.mark.parametrize("path", ["/wo" + "rk/main", "/ro" + "ot/x", "/ho" + "me/somebody"])
    def test_a_workplace_is_seen(self, path):
        assert WORKPLACE.search(f'open("{path}")')
