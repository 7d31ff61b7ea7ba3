"""
The family of expected refusals (RFC 9457 at the edge).

A `CentreError` is part of the product: it names the field, says what is wrong and what would put
it right, in English and Chinese. Anything else that is raised is a fault and is mended. This
module knows no framework: messages are English sentences with named places, marked by `N_` for the
catalogue and translated by whoever shows them.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar

_BETWEEN_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def N_(message: str) -> str:  # noqa: N802 - the customary name of the marker
    """Mark a sentence for the catalogue of translations; return it unchanged."""
    return message


class CentreError(Exception):
    """
    An expected refusal.

    :param field: the input at fault, or an empty string
    :param facts: values that fill the places in `message` and `remedy` and become members of the
        problem document; plain strings, numbers, lists or mappings
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = N_("The request cannot be carried out")
    message: ClassVar[str] = ""
    remedy: ClassVar[str] = ""
    journalled: ClassVar[tuple[str, ...]] = ()
    """Names of the facts that may stand in the journal: ids, amounts, rates, rule names."""

    def __init__(self, *, field: str = "", **facts: Any) -> None:
        self.field = field
        self.facts = facts
        super().__init__(self.explain(str))

    @classmethod
    def code(cls) -> str:
        """Return the stable name of the problem, such as `market/rate-above-ceiling`."""
        parts = cls.__module__.split(".")
        package = parts[1] if len(parts) > 1 else parts[0]
        words = re.sub(_BETWEEN_WORDS, "-", cls.__name__).lower()
        return f"{package}/{words}"

    def explain(self, translate: Callable[[str], str]) -> str:
        """Return the sentence that says what is wrong, through a translator of messages."""
        return translate(self.message).format_map(_Facts(self.facts)) if self.message else ""

    def advise(self, translate: Callable[[str], str]) -> str:
        """Return the sentence that says what would put it right, or an empty string."""
        return translate(self.remedy).format_map(_Facts(self.facts)) if self.remedy else ""


class _Facts(dict[str, Any]):
    """Leaves a place standing when its value was not given: a message must never fail."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


class NotFound(CentreError):
    """Not there, or not yours to see: the two look the same from outside."""

    status = 404
    title = N_("Not found")
    message = N_("There is nothing here under this address for you.")
    remedy = N_("Check the address, or ask the person who sent it to you.")


class NotAdmitted(CentreError):
    """The party or person may not do this."""

    status = 403
    title = N_("You may not do this")
    message = N_("This needs the role {role} with the duty {duty}.")
    remedy = N_("Ask your administrator, or apply for the role.")


class Refused(CentreError):
    """The present state, a limit or a rule does not allow it."""

    status = 409
    title = N_("The present state does not allow this")


class Malformed(CentreError):
    """The input is not of the right form."""

    status = 422
    title = N_("Something in the form of the request is wrong")


class Unreachable(CentreError):
    """An outside party did not answer; nothing was done twice."""

    status = 503
    title = N_("An outside party did not answer")
