"""What an empty centre is founded with: its two organisations and the three people let in first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headrace.kit.errors import N_, Malformed


class ThreePeopleNeeded(Malformed):
    """Two pairs of eyes belong to two people, and the operator is neither of them."""

    message = N_("The two officers and the operator must be three people.")
    remedy = N_("Give each of them a log-in name of their own.")

    def __init__(self) -> None:
        super().__init__(field="login")


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is let in at the founding; the password is the person's own choice."""

    login: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Charter:
    """What is founded; a `code` is a Unified Social Credit Code, `district` has six digits."""

    office_name: str
    office_code: str
    first_officer: Seat
    second_officer: Seat
    centre_name: str
    centre_code: str
    district: str
    operator: Seat

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Charter":
        """Return the charter that was told as plain values."""
        seats = {name: Seat(**each) for name, each in told.items() if isinstance(each, dict)}
        return cls(**{**told, **seats})

    def seats(self) -> tuple[Seat, Seat, Seat]:
        """Return everybody who is let in."""
        return self.first_officer, self.second_officer, self.operator

    def check_people(self) -> None:
        """Refuse one person in two seats; :raises ThreePeopleNeeded: a log-in name comes twice."""
        if len({each.login.casefold() for each in self.seats()}) < len(self.seats()):
            raise ThreePeopleNeeded
