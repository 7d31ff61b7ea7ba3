"""What a refusal tells its reader: the specifications of several packages read it here."""

from typing import NamedTuple

from django.utils.translation import gettext, override

from headrace.kit.errors import CentreError


class Said(NamedTuple):
    """A refusal as people and programs meet it; `kept` are the facts that reach the journal."""

    status: int
    code: str
    field: str
    kept: tuple[str, ...]
    en: tuple[str, str]
    zh: tuple[str, str]


def in_language(language: str, error: CentreError) -> tuple[str, str]:
    """Return the sentence that says what is wrong, and the one that says what to do."""
    with override(language):
        return error.explain(gettext), error.advise(gettext)


def said_by(error: CentreError) -> Said:
    """Return everything that a refusal tells, in both languages, through the catalogue."""
    return Said(
        status=error.status,
        code=error.code(),
        field=error.field,
        kept=error.journalled,
        en=in_language("en", error),
        zh=in_language("zh-hans", error),
    )
