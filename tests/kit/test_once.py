"""A verb sent twice is done once, also when the two arrive together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from headrace.kit.ids import new_id
from headrace.kit.models import TownClock
from headrace.kit.once import KeyReused, once
from headrace.kit.transactions import transaction

pytestmark = pytest.mark.usefixtures("committed")

_done: list[str] = []


@transaction
@once("kit.test_count")
def count(*, key, by, at, word, fail=False):
    _done.append(word)
    if fail:
        raise ZeroDivisionError
    return {"id": UUID(int=3), "word": word, "n": 1, "none": None}


@pytest.fixture(autouse=True)
def _forget():
    _done.clear()


class TestOnce:
    def test_gives_the_first_answer_again_and_does_nothing(self, owner, at):
        key = new_id()

        first = count(key=key, by=owner, at=at, word="a")
        again = count(key=key, by=owner, at=at + timedelta(hours=1), word="a")

        assert first == again == {"id": UUID(int=3), "word": "a", "n": 1, "none": None}
        assert _done == ["a"]

    def test_refuses_the_same_key_with_other_contents(self, owner, at):
        key = new_id()
        count(key=key, by=owner, at=at, word="a")

        with pytest.raises(KeyReused):
            count(key=key, by=owner, at=at, word="b")

    def test_forgets_the_key_of_work_that_failed(self, owner, at):
        key = new_id()
        with pytest.raises(ZeroDivisionError):
            count(key=key, by=owner, at=at, word="a", fail=True)

        count(key=key, by=owner, at=at, word="b")

        assert _done == ["a", "b"]

    def test_keeps_keys_of_two_organisations_apart(self, owner, at):
        from dataclasses import replace

        key = new_id()
        count(key=key, by=owner, at=at, word="a")
        count(key=key, by=replace(owner, organisation_id=UUID(int=71)), at=at, word="b")

        assert _done == ["a", "b"]

    def test_does_it_once_when_eight_arrive_together(self, owner, at):
        key = new_id()

        def send(_):
            try:
                return count(key=key, by=owner, at=at, word="a")["word"]
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(send, range(8)))

        assert answers == ["a"] * 8
        assert _done == ["a"]
        assert not TownClock.objects.exists()
