"""
Two decorators: a verb opens the transaction, a step demands that one is open.

One request is one transaction (docs/adr/0002). A verb that loses a deadlock is tried again. A verb
that refuses is rolled back whole, and the refusal itself is then written to the journal, because
the supervisor's feed shows refusals too.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.db.transaction import Atomic

from headrace.kit import refusals
from headrace.kit.atomicity import demand_open_transaction
from headrace.kit.errors import CentreError
from headrace.kit.retrying import in_own_transaction, open_transaction, repeatable

__all__ = ["needs_transaction", "open_transaction", "savepoint", "transaction"]

P = ParamSpec("P")
R = TypeVar("R")


def savepoint() -> Atomic:
    """Return a context that can be undone alone inside an open transaction."""
    return Atomic(using="default", savepoint=True, durable=False)


def transaction(verb: Callable[P, R]) -> Callable[P, R]:
    """
    Run a verb in a transaction of its own; if it loses a deadlock, a few times.

    :raises RuntimeError: one is already open; inside a verb call steps, not verbs
    """

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        again = repeatable((*args, *kwargs.values()))
        try:
            return in_own_transaction(partial(verb, *args, **kwargs), repeatable=again)
        except CentreError as error:
            _write_down(verb, kwargs, error)
            raise

    return run


def needs_transaction(step: Callable[P, R]) -> Callable[P, R]:
    """Run a step only inside the transaction of the verb that calls it."""

    @wraps(step)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        demand_open_transaction(step.__qualname__)
        return step(*args, **kwargs)

    return run


def _write_down(verb: Callable[..., Any], arguments: Any, error: CentreError) -> None:
    by, at = arguments.get("by"), arguments.get("at")
    if by is None or at is None:
        return
    name = f"{verb.__module__.split('.')[1]}.{verb.__name__}"
    in_own_transaction(partial(refusals.record, verb=name, by=by, at=at, error=error))
