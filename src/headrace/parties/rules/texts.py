"""Texts that people type: not empty where needed, and not longer than their place."""

from headrace.kit.errors import N_, Malformed


class TextMissing(Malformed):
    """A text that is needed is empty."""

    message = N_("This must be filled in.")
    remedy = N_("Type at least one character that is not a space.")

    def __init__(self, *, field: str) -> None:
        super().__init__(field=field)


class TextTooLong(Malformed):
    """A text is longer than its place."""

    message = N_("This has {length} characters; there is room for {most}.")
    remedy = N_("Shorten it to {most} characters or fewer.")

    def __init__(self, *, field: str, length: int, most: int) -> None:
        super().__init__(field=field, length=length, most=most)


def check_text(text: str, *, field: str, most: int, needed: bool = True) -> None:
    """Refuse a text that is empty though needed, or longer than `most` characters."""
    if needed and not text.strip():
        raise TextMissing(field=field)
    if len(text) > most:
        raise TextTooLong(field=field, length=len(text), most=most)
