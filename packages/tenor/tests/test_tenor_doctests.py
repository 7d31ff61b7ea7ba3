"""The examples in the documentation are true."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest
import tenor

MODULES = sorted(each.name for each in pkgutil.walk_packages(tenor.__path__, "tenor."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_example_of_the_readme_holds():
    readme = Path(__file__).parents[1] / "README.md"
    result = doctest.testfile(str(readme), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0
