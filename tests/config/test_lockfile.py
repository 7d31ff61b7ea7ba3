"""Those who have no uv install exactly what uv would."""

import pytest

from headrace.config import lockfile
from headrace.config.home import repository

HASHES = ["sha256:" + digit * 64 for digit in "12"]
LOCK = f"""
[[package]]
name = "rich"
version = "14.0"
source = {{ registry = "https://pypi.org/simple" }}
sdist = {{ url = "https://x/rich.tar.gz", hash = "{HASHES[0]}" }}
wheels = [{{ url = "https://x/rich.whl", hash = "{HASHES[1]}" }}]

[[package]]
name = "headrace"
version = "0.1.0"
source = {{ editable = "." }}
"""
EXPORTED = f"""rich==14.0 ; python_version >= '3' \\
    --hash={HASHES[0]} \\
    --hash={HASHES[1]}
    # via headrace
"""


def test_this_repository_agrees_with_itself():
    assert lockfile.main(repository()) == 0


def test_an_export_agrees_with_its_lock():
    assert lockfile.differences(LOCK, EXPORTED) == []


@pytest.mark.parametrize(
    ("exported", "words"),
    [
        (EXPORTED.replace("14.0", "13.9"), ["only in requirements.lock", "only in uv.lock"]),
        (EXPORTED.replace("1" * 64, "3" * 64), ["other hashes"]),
        (EXPORTED.replace(f"    --hash={HASHES[1]}\n", ""), ["other hashes"]),
        ("", ["only in uv.lock"]),
    ],
)
def test_every_difference_is_named(exported, words):
    found = lockfile.differences(LOCK, exported)
    assert [each.partition(": ")[2] for each in found] == words


def test_a_difference_is_red_and_says_what_to_run(tmp_path, capsys):
    (tmp_path / "uv.lock").write_text(LOCK)
    (tmp_path / "requirements.lock").write_text("")
    assert lockfile.main(tmp_path) == 1
    assert "uv export" in capsys.readouterr().out
