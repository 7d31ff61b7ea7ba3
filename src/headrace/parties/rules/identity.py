"""Official numbers: the Unified Social Credit Code and the resident identity number."""

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from headrace.kit.errors import N_, Malformed, Refused

_KNOWN_BY_OWNER = frozenset({"individual_business", "natural_person"})


class CreditCodeInvalid(Malformed):
    """The credit code has a wrong length, sign or check digit."""

    message = N_("This is no credit code: {uscc}.")
    remedy = N_("Copy the 18 characters from the business licence; the last one is a check digit.")

    def __init__(self, *, uscc: str) -> None:
        super().__init__(field="uscc", uscc=uscc)


class IdentityNumberInvalid(Malformed):
    """The owner's identity number does not check; the number itself is not repeated."""

    message = N_("The owner's identity number does not check.")
    remedy = N_("Copy the 18 characters from the identity card.")

    def __init__(self) -> None:
        super().__init__(field="owner_identity")


class IdentityMissing(Malformed):
    """Neither a credit code nor, for one who is or trades as a person, an identity number."""

    message = N_("A credit code is needed.")
    remedy = N_("An individual business may give the owner's identity number instead.")

    def __init__(self) -> None:
        super().__init__(field="uscc")


def credit_code(text: str) -> str:
    """
    Return a Unified Social Credit Code in its plain spelling.

    :raises CreditCodeInvalid: length, signs or check digit are wrong
    Source: GB 32100-2015.
    """
    try:
        return str(uscc.validate(text))
    except ValidationError:
        raise CreditCodeInvalid(uscc=text) from None


def identity_number(text: str) -> str:
    """
    Return a resident identity number in its plain spelling.

    :raises IdentityNumberInvalid: length, date or check digit are wrong
    Source: GB 11643-1999.
    """
    try:
        return str(ric.validate(text))
    except ValidationError:
        raise IdentityNumberInvalid from None


def check_identified(*, kind: str, uscc: str | None, owner_identity: str | None) -> None:
    """Refuse a party without an official number of its own."""
    if uscc is None and not (kind in _KNOWN_BY_OWNER and owner_identity):
        raise IdentityMissing


class IdentityTaken(Refused):
    """The official number belongs to a registered party."""

    message = N_("A party with this official number is registered already.")
    remedy = N_("Log in as that party, or ask the operator who registered it.")

    def __init__(self, *, field: str) -> None:
        super().__init__(field=field)


class OrganisationKindUnknown(Malformed):
    """An organisation is a company, an individual business, an institution or an office."""

    message = N_("There is no kind of organisation {kind}.")
    remedy = N_("Choose one of: company, individual_business, institution, government.")

    def __init__(self, *, kind: str) -> None:
        super().__init__(field="kind", kind=kind)
