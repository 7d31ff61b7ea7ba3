from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from stdnum.cn import uscc
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.parties import queries, services
from headrace.rulebook import services as rulebook

SET_UP = Actor.system("set-up")
_numbers = count(1)


def new_code() -> str:
    """Return the next valid credit code; no two are the same."""
    body = f"91330282{next(_numbers):09d}"
    return body + uscc.calc_check_digit(body)


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount))


@dataclass
class Town:
    """A founded centre: the acts of a test, each under a key of its own."""

    at: datetime
    central_person: UUID | None = None

    def do(self, verb: Callable[..., Any], by: Actor, **arguments: Any) -> Any:
        return verb(key=uuid4(), by=by, at=self.at, **arguments)

    def firm(self, name: str = "宁渡精密阀门有限公司", **said: Any) -> UUID:
        facts = {
            "name": name,
            "kind": "company",
            "uscc": new_code(),
            "district": "330282",
            "industry": "manufacturing",
            "staff": 45,
            "revenue": yuan(18_000_000),
        }
        return self.do(services.register_organisation, SET_UP, **{**facts, **said})

    def person(self, organisation_id: UUID, *duties: str) -> Actor:
        """Appoint a person, as the set-up of a town may, and return the actor."""
        boss = Actor(None, organisation_id, duties=frozenset({"checker"}))
        person_id = self.do(
            services.add_person,
            boss,
            organisation_id=organisation_id,
            login=f"person-{next(_numbers)}",
            name="陈晓",
            duties=frozenset(duties or {"maker"}),
        )
        return queries.actor_of(person_id, at=self.at)

    def office(self, district: str) -> Actor:
        """Return an officer of a district's government, admitted by central government."""
        office = self.firm(
            f"{district} 金融办",
            kind="government",
            district=district,
            industry="public_administration",
        )
        officer = self.person(office, "maker", "checker")
        role = self.do(services.apply_for_role, officer, kind="government")
        self.do(services.admit_role, self.central, role_id=role)
        return queries.actor_of(officer.person_id, at=self.at)

    def member(self, role_kind: str, *, by: Actor | None = None, **said: Any) -> Actor:
        """Return the maker of an organisation that is admitted to a role."""
        maker = self.person(self.firm(f"{role_kind} {next(_numbers)}", **said))
        licence = "" if role_kind == "enterprise" else "L-1"
        role = self.do(services.apply_for_role, maker, kind=role_kind, licence=licence)
        self.do(services.admit_role, by or self.central, role_id=role)
        return queries.actor_of(maker.person_id, at=self.at)

    @property
    def central(self) -> Actor:
        """An officer of central government."""
        return queries.actor_of(self.central_person, at=self.at)


@pytest.fixture
def town(db, at: datetime) -> Town:
    """The shipped packs, the centre and central government."""
    return founded(at)


def founded(at: datetime) -> Town:
    rulebook.load_packs(at=at)
    town = Town(at)
    town.do(
        services.found_centre,
        SET_UP,
        name="宁渡融资服务中心",
        uscc=new_code(),
        district="330200",
        person_login="operator",
        person_name="运营",
    )
    authority = town.do(
        services.found_authority,
        SET_UP,
        name="金融监督管理局",
        uscc=new_code(),
        person_login="supervisor",
        person_name="监管",
    )
    town.central_person = town.person(authority, "maker", "checker").person_id
    return town
