"""Who gets in: those whom their organisation has entered, and not after too many wrong guesses."""

import pytest
from django.contrib.auth import get_user_model


def test_nobody_signs_up_alone(client, db):
    answer = client.post("/account/signup/", {"login": "x", "password1": "y", "password2": "y"})
    assert "password1" not in answer.content.decode()
    assert "Nobody signs up alone" in answer.content.decode()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("address", ["/account/login/", "/alive"])
def test_the_doors_answer(client, db, address):
    assert client.get(address).status_code == 200


def test_after_five_wrong_guesses_the_door_stays_shut(client, committed):
    guess = {"login": "cashier@mill", "password": "wrong"}
    codes = [client.post("/account/login/", guess).status_code for _ in range(6)]
    assert codes[0] == 200
    assert codes[-1] == 429
