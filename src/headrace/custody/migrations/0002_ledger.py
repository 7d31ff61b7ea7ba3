"""The ledger's tables, its posting function and who may do what. Undo: drops the ledger whole."""

from pathlib import Path

from django.db import migrations

from headrace.kit.stream import append_only

_SQL = Path(__file__).parent / "sql"
_TABLES = (
    "break", "statement_entry", "statement", "message", "bank_account", "instruction", "reference", "seal", "leg",
    "transfer", "account", "nature", "allowed",
)
_FUNCTIONS = (
    "post", "append_seal", "apply_linked", "apply", "move", "judge", "set_frozen", "open_account",
    "seal_hash", "merkle_root", "leaf", "payload_hash", "lane", "keep_account",
)


def _run(name: str, undo: str = migrations.RunSQL.noop) -> migrations.RunSQL:
    return migrations.RunSQL((_SQL / name).read_text(), undo)


class Migration(migrations.Migration):
    dependencies = [("custody", "0001_initial"), ("kit", "0002_log")]
    operations = [
        _run("tables.sql", "".join(f"drop table custody_{name} cascade;" for name in _TABLES)),
        _run("posting.sql", "".join(f"drop function custody_{name} cascade;" for name in _FUNCTIONS)),
        _run("reference.sql"),
        append_only("custody_transfer"),
        append_only("custody_leg"),
        append_only("custody_seal"),
        _run("guards.sql"),
    ]
