"""The secrets of an installation: made once, whole, and closed to others."""

import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import typer
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from headrace.config import errands, keyring
from headrace.config.home import repository


def test_secrets_stay_the_same_over_restarts(tmp_path):
    assert keyring.load(tmp_path) == keyring.load(tmp_path)


def test_two_installations_share_nothing(tmp_path):
    one, other = keyring.load(tmp_path / "one"), keyring.load(tmp_path / "other")
    assert one.django != other.django
    assert set(one.field_keys.values()).isdisjoint(other.field_keys.values())
    assert one.database_owner != other.database_owner


def test_only_the_owner_of_the_file_reads_it(tmp_path):
    keyring.load(tmp_path)
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path):
    program = "import sys; from pathlib import Path; from headrace.config import keyring;"
    program += "print(keyring.load(Path(sys.argv[1])).django)"
    command = [sys.executable, "-c", program, str(tmp_path)]
    environment = {"PYTHONPATH": str(repository() / "src")}

    def answer(_number: int) -> str:
        return subprocess.check_output(command, text=True, env=environment)

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(answer, range(4)))
    assert answers == {keyring.load(tmp_path).django + "\n"}


def test_secrets_that_exist_are_never_replaced(tmp_path):
    first = keyring.load(tmp_path)
    keyring.save(tmp_path, keyring.Keyring.generated())
    assert keyring.load(tmp_path) == first
    assert len(list(tmp_path.iterdir())) == 1


def test_the_keys_have_the_sizes_their_ciphers_need(tmp_path):
    keys = keyring.load(tmp_path)
    assert {len(each) for each in keys.field_key_bytes().values()} == {32}
    assert len(keys.blind_index_bytes()) == 32
    assert load_pem_private_key(keys.signing_key_pem.encode(), None).public_key()


def test_secrets_are_kept_out_of_version_control():
    assert ".headrace/" in (repository() / ".gitignore").read_text().splitlines()


def test_a_file_of_an_older_version_gets_what_it_lacks_and_keeps_what_it_has(tmp_path):
    before = keyring.load(tmp_path)
    file = tmp_path / "secrets.json"
    old = json.loads(file.read_text())
    del old["token_key_pem"]
    file.write_text(json.dumps(old))

    after = keyring.load(tmp_path)

    assert after.token_key_pem != before.token_key_pem
    assert replace(after, token_key_pem=before.token_key_pem) == before
    assert keyring.load(tmp_path) == after
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


class TestAFileOfANewerVersion:
    @pytest.fixture(params=["whole", "lacking"])
    def file(self, request, tmp_path):
        """A file with an entry of tomorrow, with and without all entries of today."""
        keyring.load(tmp_path)
        file = tmp_path / "secrets.json"
        kept = json.loads(file.read_text()) | {"letter_key": "not-to-be-shown"}
        if request.param == "lacking":
            del kept["token_key_pem"]
        file.write_text(json.dumps(kept))
        return file

    def test_is_refused_by_the_names_of_what_is_unknown_and_never_by_the_secrets(self, file):
        with pytest.raises(keyring.SecretsOfNewerVersion) as refused:
            keyring.load(file.parent)

        said = str(refused.value)
        assert str(file) in said
        assert "newer version" in said
        assert "letter_key" in said
        assert "not-to-be-shown" not in said

    def test_stays_as_it_is(self, file):
        before = file.read_bytes()

        with pytest.raises(keyring.SecretsOfNewerVersion):
            keyring.load(file.parent)

        assert file.read_bytes() == before
        assert list(file.parent.iterdir()) == [file]

    def test_is_explained_to_the_operator_without_a_trace(self, file, capsys):
        with pytest.raises(typer.Exit) as ended, errands.explained():
            keyring.load(file.parent)

        assert ended.value.exit_code == 1
        assert "letter_key" in capsys.readouterr().out
