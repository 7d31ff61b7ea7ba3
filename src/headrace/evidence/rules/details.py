"""Refusals of a token, whose sentence ends with a detail that is translated too."""

from collections.abc import Callable

from headrace.kit.errors import CentreError


class Detailed(CentreError):
    """A refusal of the field `token`; the detail is itself a marked message."""

    journalled = ("detail",)

    def __init__(self, detail: str) -> None:
        super().__init__(field="token", detail=detail)

    def explain(self, translate: Callable[[str], str]) -> str:
        """Return the sentence with its detail, both through the translator."""
        return translate(self.message).format(detail=translate(self.facts["detail"]))
