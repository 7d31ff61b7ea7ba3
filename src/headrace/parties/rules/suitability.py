"""Who lends money of its own here, and when the law of the day lets it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from headrace.kit.errors import N_, NotAdmitted, Refused

INVESTOR_ROLES = frozenset({"investor_natural", "investor_legal"})
"""Roles of those who lend without a lender's licence: people, and legal persons."""


class CitedRule(Protocol):
    """The rule that shuts or opens lending among private parties, as the rulebook answers it."""

    @property
    def key(self) -> str:
        """Name of the rule."""
        ...

    @property
    def value(self) -> Any:
        """What it says: `allowed`."""
        ...

    @property
    def pack(self) -> str:
        """Name of its policy pack."""
        ...

    @property
    def valid_from(self) -> date:
        """First day of the rule."""
        ...

    @property
    def source(self) -> str:
        """Text of law that it comes from."""
        ...

    @property
    def text_en(self) -> str:
        """The rule in English."""
        ...

    @property
    def text_zh(self) -> str:
        """The rule in Chinese."""
        ...


class InvestorNeeded(NotAdmitted):
    """Only an admitted investor, natural or legal, confirms what an investor must know."""

    message = N_("Only a person of an admitted investor may do this.")
    remedy = N_("Apply to be admitted as an investor first.")

    def __init__(self) -> None:
        super().__init__(field="by")


class RetailShut(Refused):
    """The rules of the day let nobody lend here without a lender's licence."""

    message = N_(
        "{rule_en} Rule {rule}: allowed = {value}, in force since {valid_from}; {pack}: {source}."
    )
    remedy = N_("Nothing new can be lent. What was lent before is served to its end.")
    journalled = ("rule", "value", "pack", "valid_from", "on")

    def __init__(self, rule: CitedRule, *, on: date) -> None:
        super().__init__(
            field="by",
            rule=rule.key,
            rule_en=rule.text_en,
            rule_zh=rule.text_zh,
            value="true" if rule.value["allowed"] else "false",
            pack=rule.pack,
            valid_from=rule.valid_from.isoformat(),
            source=rule.source,
            on=on.isoformat(),
        )


class TextChanged(Refused):
    """What was read is not the text in force: nobody confirms what he was not shown."""

    message = N_("The text has changed since you opened it.")
    remedy = N_("Read it again as it stands now, then confirm.")

    def __init__(self) -> None:
        super().__init__(field="text_hash")


class SuitabilityConfirmed(Refused):
    """The investor has confirmed under this pack before; once is enough."""

    message = N_("You have confirmed this already.")
    remedy = N_("Nothing is left to do.")

    def __init__(self) -> None:
        super().__init__(field="text_hash")


def check_retail_open(rule: CitedRule, *, on: date) -> None:
    """Let pass a day on which private parties may lend; :raises RetailShut: cites the rule."""
    if not rule.value["allowed"]:
        raise RetailShut(rule, on=on)


def investor_person(roles: Collection[str], *, person_id: UUID | None) -> UUID:
    """Return the person who acts for an admitted investor; :raises InvestorNeeded:"""
    if person_id is None or INVESTOR_ROLES.isdisjoint(roles):
        raise InvestorNeeded
    return person_id


def check_read(*, shown: bytes, confirmed: bytes) -> None:
    """Let pass a confirmation of the very text in force; :raises TextChanged:"""
    if shown != confirmed:
        raise TextChanged
