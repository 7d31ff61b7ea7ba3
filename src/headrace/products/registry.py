"""Finds the models: every module of this package with a `MODEL`, and entry points of others."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

import headrace.products as package
from headrace.kit.errors import N_, NotFound
from headrace.products.protocol import FinancingModel

GROUP = "headrace.products"
_ROOMS = frozenset(
    {"admin", "apps", "flows", "migrations", "models", "protocol", "queries", "registry"}
    | {"rules", "services", "tasks"}
)
_joined: dict[str, FinancingModel] = {}


class ModelUnknown(NotFound):
    """No model of financing has this code."""

    message = N_("There is no way of financing called {code}.")

    def __init__(self, code: str) -> None:
        super().__init__(field="model", code=code)


def model(code: str) -> FinancingModel:
    """Return the model with this code; :raises ModelUnknown: none has it."""
    found = {**_shipped(), **_joined}.get(code)
    if found is None:
        raise ModelUnknown(code)
    return found


def models() -> tuple[FinancingModel, ...]:
    """Return every model in the order of codes."""
    return tuple(each for _, each in sorted({**_shipped(), **_joined}.items()))


def join(newcomer: FinancingModel) -> None:
    """
    Add a model to this process.

    :raises ValueError: another model already has its code
    """
    if newcomer.code in {**_shipped(), **_joined}:
        raise ValueError(f"two models are called {newcomer.code}")
    _joined[newcomer.code] = newcomer


def leave(code: str) -> None:
    """Take a joined model out again; shipped ones stay."""
    _joined.pop(code)


@cache
def _shipped() -> dict[str, FinancingModel]:
    names = (each.name for each in pkgutil.iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names if name not in _ROOMS]
    found = [each.MODEL for each in modules]
    found += [each.load() for each in entry_points(group=GROUP)]
    return {each.code: each for each in found}
