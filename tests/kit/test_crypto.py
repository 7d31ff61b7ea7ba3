"""Personal fields rest encrypted and are found by a blind index."""

import pytest

from headrace.kit.crypto import Unreadable, blind_index, decrypt, encrypt


class TestEncryption:
    def test_gives_the_text_back(self):
        assert decrypt(encrypt("李伟")) == "李伟"

    def test_never_writes_the_same_twice(self):
        assert encrypt("李伟") != encrypt("李伟")

    def test_notices_an_altered_value(self):
        key_id, _, body = encrypt("李伟").partition(":")
        altered = ("A" if body[20] != "A" else "B").join([body[:20], body[21:]])

        with pytest.raises(Unreadable, match="altered"):
            decrypt(f"{key_id}:{altered}")

    def test_is_erased_with_its_key(self, settings):
        stored = encrypt("李伟")
        settings.HEADRACE_FIELD_KEYS = {"k2": b"0" * 32}

        with pytest.raises(Unreadable, match="not held"):
            decrypt(stored)


class TestBlindIndex:
    def test_finds_the_same_number_however_it_is_typed(self):
        assert blind_index("138 0013 8000", purpose="phone") == blind_index(
            "１３８００１３８０００", purpose="phone"
        )

    def test_tells_two_purposes_apart(self):
        assert blind_index("1", purpose="phone") != blind_index("1", purpose="identity")
