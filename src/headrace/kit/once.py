"""
Every verb can be sent twice and is done once.

The caller makes the key (a UUID) and sends it again with every retry. The first answer is
remembered beside the work itself, in the same transaction, so a key is known exactly when its work
is done.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection

from headrace.kit.canonical import canonical_json
from headrace.kit.crypto import keyed_digest
from headrace.kit.errors import N_, Refused
from headrace.kit.transactions import needs_transaction

P = ParamSpec("P")
R = TypeVar("R")

_TELLS_NOTHING = frozenset({"at", "by", "key"})


class KeyReused(Refused):
    """The same key came with other contents."""

    message = N_("This request was already sent with other contents.")
    remedy = N_("Reload the page and send it anew.")

    def __init__(self) -> None:
        super().__init__(field="key")


def once(verb_name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """
    Remember the answer of a verb under its caller's key.

    The verb takes `key: UUID` and `by: Actor`. Same key and same arguments give the first answer
    again, without doing anything; an answer is a UUID, str, int, None or a mapping of these.

    :raises KeyReused: the key came before with other arguments
    """

    def decorate(verb: Callable[P, R]) -> Callable[P, R]:
        @wraps(verb)
        @needs_transaction
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            address = _address(verb_name, kwargs)
            if not _is_first(address, kwargs):
                return _answer_of(address, kwargs)  # type: ignore[no-any-return]
            answer = verb(*args, **kwargs)
            _remember(address, answer)
            return answer

        return run

    return decorate


def _address(verb_name: str, arguments: Any) -> tuple[UUID, str, UUID]:
    return arguments["by"].organisation_id, verb_name, arguments["key"]


def _asked(arguments: Any) -> bytes:
    told = {name: each for name, each in arguments.items() if name not in _TELLS_NOTHING}
    # Keyed, because arguments may hold an identity number that a plain hash would betray.
    return keyed_digest(canonical_json(told), purpose="once")


def _is_first(address: tuple[UUID, str, UUID], arguments: Any) -> bool:
    """Claim the key; a rival who holds it makes this wait until he commits or gives up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into kit_remembered_answer (organisation_id, verb, key, asked, recorded_at)"
            " values (%s, %s, %s, %s, %s) on conflict do nothing",
            [*address, _asked(arguments), arguments["at"]],
        )
        return bool(cursor.rowcount == 1)


def _answer_of(address: tuple[UUID, str, UUID], arguments: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "select asked, answer from kit_remembered_answer"
            " where organisation_id = %s and verb = %s and key = %s",
            address,
        )
        asked, answer = cursor.fetchone()
    if bytes(asked) != _asked(arguments):
        raise KeyReused
    return _decode(json.loads(answer) if isinstance(answer, str) else answer)


def _remember(address: tuple[UUID, str, UUID], answer: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update kit_remembered_answer set answer = %s"
            " where organisation_id = %s and verb = %s and key = %s",
            [json.dumps(_encode(answer)), *address],
        )


def _encode(answer: Any) -> Any:
    if isinstance(answer, UUID):
        return {"uuid": str(answer)}
    if isinstance(answer, dict):
        return {"mapping": {name: _encode(each) for name, each in answer.items()}}
    if answer is None or isinstance(answer, str | int):
        return {"plain": answer}
    raise TypeError(f"an answer of type {type(answer).__name__} cannot be remembered")


def _decode(stored: dict[str, Any]) -> Any:
    if "uuid" in stored:
        return UUID(stored["uuid"])
    if "mapping" in stored:
        return {name: _decode(each) for name, each in stored["mapping"].items()}
    return stored["plain"]
