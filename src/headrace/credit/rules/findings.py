"""How the claims of signed findings become facts of a scorecard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from headrace.credit.rules.scorecard import Scorecard, Value


@dataclass(frozen=True, slots=True)
class Claims:
    """A finding's kind and what its signer states in it."""

    kind: str
    claims: Mapping[str, Any]


def finding_facts(card: Scorecard, findings: Iterable[Claims]) -> dict[str, Value]:
    """
    Return the facts that valid findings state; a claim that cannot be read stays not known.

    When two findings of one kind state the same fact, the later in the order given holds.
    """
    facts: dict[str, Value] = dict.fromkeys(card.finding_facts)
    for finding in findings:
        for name, source in card.finding_facts.items():
            if source["kind"] == finding.kind and source["claim"] in finding.claims:
                facts[name] = _read(source["read"], finding.claims[source["claim"]])
    return facts


def _read(how: str, claim: Any) -> Value:
    if how == "yes_no":
        return ("yes" if claim else "no") if isinstance(claim, bool) else None
    if how in ("choice", "letter"):
        word = claim if isinstance(claim, str) and claim else None
        return word[:1] if word and how == "letter" else word
    if not isinstance(claim, int) or isinstance(claim, bool):
        return None
    return claim if how == "number" else ("yes" if claim > 0 else "no")
