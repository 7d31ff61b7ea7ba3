"""The town's offices and institutions: founded, registered, admitted, with people and keys."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.gateways.signing import PretendSigningService
from headrace.kit.actors import Actor
from headrace.parties import queries as parties
from headrace.parties import services
from headrace.simulation.firms import credit_code
from headrace.simulation.keys import key_of
from headrace.simulation.plan import Institution, Office, Plan

CENTRE_NAME = "引水渠服务中心"
SETUP = Actor.system("set-up")
_ALL_DUTIES = frozenset({"maker", "checker", "viewer"})


@dataclass(frozen=True, slots=True)
class Desk:
    """An organisation of the town with the two people who act for it."""

    organisation_id: UUID
    maker_id: UUID
    checker_id: UUID

    def maker(self, at: datetime) -> Actor:
        """Return the actor who prepares."""
        return parties.actor_of(self.maker_id, at=at)

    def checker(self, at: datetime) -> Actor:
        """Return the actor who decides."""
        return parties.actor_of(self.checker_id, at=at)


class Founding:
    """Founds the town step by step; every step can be repeated without effect."""

    def __init__(self, plan: Plan, signing: PretendSigningService, password: str) -> None:
        self._plan = plan
        self._signing = signing
        self._password = password

    def centre(self, at: datetime) -> None:
        """Found the service centre and let the province admit it as operator."""
        services.found_centre(
            key=key_of("found", "centre"),
            by=SETUP,
            name=CENTRE_NAME,
            uscc=credit_code("centre"),
            district=self._plan.district_all,
            person_login="operator",
            person_name="运营员",
            at=at,
        )
        self._let_in("operator", at)

    def authority(self, office: Office, at: datetime) -> Desk:
        """Found central government: the office that admits all others."""
        organisation_id = services.found_authority(
            key=key_of("found", office.login),
            by=SETUP,
            name=office.name_zh,
            uscc=credit_code(office.login),
            person_login=office.login,
            person_name=f"{office.name_zh}经办",
            person_duties=_ALL_DUTIES,
            at=at,
        )
        maker = self._let_in(office.login, at)
        return Desk(organisation_id, maker, maker)

    def office(self, office: Office, admits: Desk, at: datetime) -> Desk:
        """Register a government office and have it admitted."""
        desk = self._register(
            office.login, office.name_zh, office.kind, office.district, "public_administration", at
        )
        self._admit(desk, office.role, "", admits, at)
        return desk

    def institution(self, institution: Institution, admits: Desk, at: datetime) -> Desk:
        """Register a custodian, bank or provider, have it admitted, and register its keys."""
        desk = self._register(
            institution.login,
            institution.name_zh,
            "institution",
            self._plan.district_all,
            "other",
            at,
        )
        self._admit(desk, institution.role, institution.licence, admits, at)
        self.give_keys(desk, at)
        return desk

    def give_keys(self, desk: Desk, at: datetime) -> None:
        """Register the public keys of an organisation's people."""
        for person_id in {desk.maker_id, desk.checker_id}:
            services.register_signing_key(
                key=key_of("signing-key", person_id),
                by=desk.maker(at),
                public_jwk=self._signing.public_jwk(
                    person_id=person_id, organisation_id=desk.organisation_id
                ),
                person_id=person_id,
                at=at,
            )

    def _register(
        self, login: str, name: str, kind: str, district: str, industry: str, at: datetime
    ) -> Desk:
        organisation_id = services.register_organisation(
            key=key_of("register", login),
            by=SETUP,
            name=name,
            kind=kind,
            district=district,
            industry=industry,
            staff=120,
            revenue=Money.from_minor(20_000_000_000),
            uscc=credit_code(login),
            person_login=login,
            person_name=f"{name}经办",
            at=at,
        )
        maker_id = self._let_in(login, at)
        checker_id = services.add_person(
            key=key_of("checker", login),
            by=parties.actor_of(maker_id, at=at),
            organisation_id=organisation_id,
            login=f"{login}.checker",
            name=f"{name}复核",
            duties=frozenset({"checker", "viewer"}),
            at=at,
        )
        self._let_in(f"{login}.checker", at)
        return Desk(organisation_id, maker_id, checker_id)

    def _admit(self, desk: Desk, role: str, licence: str, admits: Desk, at: datetime) -> None:
        role_id = services.apply_for_role(
            key=key_of("apply", desk.organisation_id, role),
            by=desk.maker(at),
            kind=role,
            licence=licence,
            at=at,
        )
        services.admit_role(
            key=key_of("admit", role_id), by=admits.checker(at), role_id=role_id, at=at
        )

    def _let_in(self, login: str, at: datetime) -> UUID:
        person_id = parties.person_of_login(login)
        services.set_password(by=SETUP, person_id=person_id, password=self._password, at=at)
        return person_id
