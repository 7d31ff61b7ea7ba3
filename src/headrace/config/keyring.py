"""
The secrets of one installation, made at its first start and kept in `secrets.json`.

Losing the file loses every encrypted field and the centre's identity as a signer: it belongs in the
operator's safe beside the backups, and never in the repository.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_FILE = "secrets.json"
_PRIVATE = 0o600


class SecretsOfNewerVersion(RuntimeError):
    """The file of secrets has entries that this version does not know; it is left as it is."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """
    Everything that must stay secret and must survive a restart.

    `field_keys` maps a key id to 32 bytes in base64; the first one encrypts, all of them decrypt.
    """

    django: str
    field_keys: dict[str, str]
    blind_index: str
    signing_key_pem: str
    token_key_pem: str
    database_superuser: str
    database_owner: str
    database_application: str

    @classmethod
    def generated(cls) -> Self:
        """Return fresh secrets from the operating system's random source."""
        return cls(
            django=secrets.token_urlsafe(48),
            field_keys={"1": _key()},
            blind_index=_key(),
            signing_key_pem=_pem(Ed25519PrivateKey.generate()),
            # Partners' libraries expect RS256 of an OpenID provider.
            token_key_pem=_pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
            database_superuser=secrets.token_urlsafe(24),
            database_owner=secrets.token_urlsafe(24),
            database_application=secrets.token_urlsafe(24),
        )

    def field_key_bytes(self) -> dict[str, bytes]:
        """Return the field encryption keys, decoded, the current one first."""
        return {name: base64.b64decode(key) for name, key in self.field_keys.items()}

    def blind_index_bytes(self) -> bytes:
        """Return the 32 bytes that key the blind indexes."""
        return base64.b64decode(self.blind_index)


def load(folder: Path) -> Keyring:
    """
    Return the secrets kept in `folder`, making them at the first call.

    Two processes that start together agree: the file appears whole, and only once. A file of an
    older version gets the secrets that it lacks and keeps those that it has.
    :raises SecretsOfNewerVersion: a newer version has written the file
    """
    path = folder / _FILE
    if not path.exists():
        save(folder, Keyring.generated())
    kept = _read(path)
    if kept.keys() == Keyring.__dataclass_fields__.keys():
        return Keyring(**kept)
    with _alone(folder):
        # Somebody may have done it while we waited: what the file has by now comes first.
        kept = asdict(Keyring.generated()) | _read(path)
        _draft(folder, Keyring(**kept)).replace(path)
    return Keyring(**kept)


def save(folder: Path, keyring: Keyring) -> None:
    """Write the secrets into `folder` unless it has some already."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = _draft(folder, keyring)
    try:
        # A link refuses an existing name, a rename would replace it.
        os.link(draft, folder / _FILE)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _read(path: Path) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(path.read_text())
    unknown = sorted(kept.keys() - Keyring.__dataclass_fields__.keys())
    if unknown:
        # Dropping them would lose secrets for good; only their names may be shown.
        raise SecretsOfNewerVersion(
            f"{path} was written by a newer version of Headrace: this one does not know "
            f"{', '.join(unknown)}. Start the newer version, or put back the {_FILE} from before "
            "the upgrade together with its backup. The file has not been changed."
        )
    return kept


def _draft(folder: Path, keyring: Keyring) -> Path:
    draft = folder / f".{_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(keyring), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return draft


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _pem(key: Ed25519PrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
