from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError

from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.parties import models, queries, services
from headrace.parties.rules import districts, roles

from .conftest import SET_UP, new_code, yuan
from .journal import facts_of, kinds_about

STATES = ["applied", "admitted", "suspended", "expired", "revoked"]
EVENTS = ["admit", "suspend", "restore", "revoke", "expire"]
ALLOWED = {
    ("applied", "admit"): "admitted",
    ("applied", "revoke"): "revoked",
    ("admitted", "suspend"): "suspended",
    ("suspended", "restore"): "admitted",
    ("admitted", "revoke"): "revoked",
    ("suspended", "revoke"): "revoked",
    ("admitted", "expire"): "expired",
    ("suspended", "expire"): "expired",
}


@pytest.mark.parametrize(("state", "event"), list(product(STATES, EVENTS)))
def test_a_role_moves_only_as_the_table_says(state, event):
    if (state, event) in ALLOWED:
        assert roles.after(state, event) == ALLOWED[state, event]
    else:
        with pytest.raises(roles.RoleMoveRefused):
            roles.after(state, event)


class TestDistricts:
    @pytest.mark.parametrize(
        ("own", "district", "decides"),
        [
            ("000000", "330282", True),
            ("330000", "330282", True),
            ("330200", "330282", True),
            ("330282", "330282", True),
            ("330281", "330282", False),
            ("330300", "330282", False),
            ("440000", "330282", False),
            ("330282", "330200", False),
            ("330200", "000000", False),
            ("", "330282", False),
        ],
    )
    def test_an_office_decides_for_its_own_and_its_parts(self, own, district, decides):
        assert districts.covers(own, district) is decides


class TestApplication:
    def test_waits_for_the_office_of_its_district(self, town):
        office, elsewhere = town.office("330282"), town.office("440300")
        maker = town.person(town.firm())

        role = town.do(services.apply_for_role, maker, kind="enterprise")

        assert [each.id for each in queries.applications_for(office)] == [role]
        assert queries.applications_for(elsewhere) == ()
        assert queries.role(role).state == "applied"
        assert not queries.admitted(maker.organisation_id, "enterprise", at=town.at)

    def test_needs_a_maker_of_the_organisation_itself(self, town):
        firm = town.firm()
        stranger, viewer = town.person(town.firm("乙厂")), town.person(firm, "viewer")

        with pytest.raises(services.NotOwnOrganisation):
            town.do(services.apply_for_role, stranger, kind="enterprise", organisation_id=firm)
        with pytest.raises(NotAdmitted):
            town.do(services.apply_for_role, viewer, kind="enterprise")

    def test_of_a_large_firm_as_enterprise_is_refused_with_the_pack(self, town):
        large = town.person(town.firm("巨人集团", staff=5000, revenue=yuan(900_000_000)))

        with pytest.raises(services.TooLarge) as refusal:
            town.do(services.apply_for_role, large, kind="enterprise")

        assert refusal.value.facts["pack"] == "CN-SME-2011"

    def test_of_a_firm_that_reports_smaller_figures_is_taken(self, town):
        maker = town.person(town.firm("巨人集团", staff=5000, revenue=yuan(900_000_000)))
        town.do(
            services.report_figures,
            maker,
            organisation_id=maker.organisation_id,
            staff=200,
            revenue=yuan(30_000_000),
            assets=None,
        )

        role = town.do(services.apply_for_role, maker, kind="enterprise")

        assert queries.role(role).state == "applied"

    @pytest.mark.parametrize(
        ("said", "asked", "error"),
        [
            ({}, {"kind": "wizard"}, services.RoleUnknown),
            ({}, {"kind": "rating", "licence": "  "}, services.LicenceMissing),
            ({}, {"kind": "rating", "licence": "L" * 121}, services.TextTooLong),
            ({}, {"kind": "government"}, services.RoleNotForYou),
            ({"industry": "finance"}, {"kind": "enterprise"}, services.NotClassed),
            ({}, {"kind": "enterprise", "district": "Ningdu"}, services.DistrictUnknown),
        ],
    )
    def test_with_a_fault_is_refused_by_name(self, town, said, asked, error):
        maker = town.person(town.firm(**said))

        with pytest.raises(error):
            town.do(services.apply_for_role, maker, **asked)

    def test_twice_for_one_role_is_refused(self, town):
        maker = town.member("rating")

        with pytest.raises(services.RoleHeld) as refusal:
            town.do(services.apply_for_role, maker, kind="rating", licence="L-2")
        assert refusal.value.facts == {"kind": "rating", "state": "admitted"}

    @pytest.mark.parametrize(("held", "asked"), [("bank", "rating"), ("rating", "bank")])
    def test_who_lends_does_not_rate_whichever_came_first(self, town, held, asked):
        maker = town.member(held)

        with pytest.raises(services.RolesConflict):
            town.do(services.apply_for_role, maker, kind=asked, licence="L")

    def test_the_operator_cannot_become_lender_guarantor_or_custodian(self, town):
        operator = Actor(uuid4(), CENTRE, duties=frozenset({"maker"}))

        for kind in ("bank", "small_loan", "guarantee", "custodian", "enterprise"):
            with pytest.raises(services.RoleNotForYou):
                town.do(services.apply_for_role, operator, kind=kind, licence="L")


class TestAdmittance:
    def test_by_the_office_of_the_district_verifies_the_organisation(self, town):
        office = town.office("330200")
        maker = town.person(town.firm())
        role = town.do(services.apply_for_role, maker, kind="enterprise")

        town.do(services.admit_role, office, role_id=role)

        assert queries.actor_of(maker.person_id, at=town.at).roles == {"enterprise"}
        assert queries.organisation(maker.organisation_id).state == "verified"
        shown = queries.role(role)
        assert (shown.state, shown.decided_by_organisation) == ("admitted", office.organisation_id)
        assert kinds_about(maker.organisation_id)[-1] == "parties.role.admitted"
        assert facts_of(maker.organisation_id)[-1]["role"] == "enterprise"

    def test_by_the_office_of_another_district_is_refused(self, town):
        office = town.office("440300")
        role = town.do(services.apply_for_role, town.person(town.firm()), kind="enterprise")

        with pytest.raises(services.NotYourDistrict) as refusal:
            town.do(services.admit_role, office, role_id=role)
        assert refusal.value.facts == {"own": "440300", "district": "330282"}

    def test_of_a_custodian_and_of_an_office_is_for_central_government(self, town):
        office = town.office("330200")
        maker = town.person(town.firm("宁渡银行", kind="institution", industry="finance"))
        role = town.do(services.apply_for_role, maker, kind="custodian", licence="B-1")

        with pytest.raises(services.NotYourDistrict):
            town.do(services.admit_role, office, role_id=role)
        town.do(services.admit_role, town.central, role_id=role)

        assert queries.admitted(maker.organisation_id, "custodian", at=town.at)

    def test_nobody_admits_himself(self, town):
        office = town.central
        role = town.do(services.apply_for_role, office, kind="auditor")

        with pytest.raises(services.OwnCase):
            town.do(services.admit_role, office, role_id=role)

    def test_neither_a_makers_nor_a_strangers(self, town):
        role = town.do(services.apply_for_role, town.person(town.firm()), kind="enterprise")

        for actor in (
            replace(town.central, duties=frozenset({"maker"})),
            replace(town.central, roles=frozenset()),
            SET_UP,
        ):
            with pytest.raises(NotAdmitted):
                town.do(services.admit_role, actor, role_id=role)

    def test_a_second_time_is_refused(self, town):
        maker = town.member("rating")
        (role,) = queries.roles_of(maker.organisation_id)

        with pytest.raises(services.RoleMoveRefused):
            town.do(services.admit_role, town.central, role_id=role.id)

    def test_of_nothing_is_not_found(self, town):
        with pytest.raises(NotFound):
            town.do(services.admit_role, town.central, role_id=uuid4())

    def test_of_a_firm_that_became_large_while_it_waited_is_refused(self, town):
        maker = town.person(town.firm())
        role = town.do(services.apply_for_role, maker, kind="enterprise")
        town.do(
            services.report_figures,
            maker,
            organisation_id=maker.organisation_id,
            staff=5000,
            revenue=yuan(900_000_000),
            assets=None,
        )

        with pytest.raises(services.TooLarge):
            town.do(services.admit_role, town.central, role_id=role)

    def test_that_ends_before_it_begins_is_refused(self, town):
        role = town.do(services.apply_for_role, town.person(town.firm()), kind="enterprise")

        with pytest.raises(services.ExpiryPassed):
            town.do(services.admit_role, town.central, role_id=role, expires_date=town.at.date())


class TestSuspension:
    def test_bites_on_the_next_request_and_is_lifted_by_restoring(self, town):
        maker = town.member("rating")
        (role,) = queries.roles_of(maker.organisation_id)

        town.do(services.suspend_role, town.central, role_id=role.id, reason="审计")

        assert queries.actor_of(maker.person_id, at=town.at).roles == frozenset()
        assert queries.accredited("rating", at=town.at) == ()
        assert queries.role(role.id).reason == "审计"
        town.do(services.restore_role, town.central, role_id=role.id, reason="已整改")
        assert queries.actor_of(maker.person_id, at=town.at).roles == {"rating"}

    def test_of_the_whole_organisation_takes_every_role_at_once(self, town):
        maker = town.member("rating")
        firm = maker.organisation_id

        town.do(services.suspend_organisation, town.central, organisation_id=firm, reason="查封")

        assert queries.actor_of(maker.person_id, at=town.at).roles == frozenset()
        assert not queries.admitted(firm, "rating", at=town.at)
        with pytest.raises(services.OrganisationMoveRefused):
            town.do(services.suspend_organisation, town.central, organisation_id=firm, reason="又")
        town.do(services.restore_organisation, town.central, organisation_id=firm, reason="解除")
        assert queries.admitted(firm, "rating", at=town.at)

    def test_by_another_districts_office_is_refused(self, town):
        office, maker = town.office("440300"), town.member("rating")
        (role,) = queries.roles_of(maker.organisation_id)

        with pytest.raises(services.NotYourDistrict):
            town.do(services.suspend_role, office, role_id=role.id, reason="x")
        with pytest.raises(services.NotYourDistrict):
            town.do(
                services.suspend_organisation,
                office,
                organisation_id=maker.organisation_id,
                reason="x",
            )

    def test_an_unknown_organisation_is_not_found(self, town):
        with pytest.raises(NotFound):
            town.do(services.suspend_organisation, town.central, organisation_id=uuid4(), reason="")

    def test_a_revoked_role_can_be_applied_for_anew(self, town):
        maker = town.member("rating")
        (role,) = queries.roles_of(maker.organisation_id)
        town.do(services.revoke_role, town.central, role_id=role.id, reason="吊销")

        again = town.do(services.apply_for_role, maker, kind="rating", licence="L-2")

        states = [each.state for each in queries.roles_of(maker.organisation_id)]
        assert states == ["applied", "revoked"]
        assert queries.role(again).licence == "L-2"


class TestExpiry:
    def test_a_role_is_dead_from_its_last_day_on_marked_or_not(self, town):
        maker = town.person(town.firm())
        role = town.do(services.apply_for_role, maker, kind="enterprise")
        last = date(2027, 1, 1)
        town.do(services.admit_role, town.central, role_id=role, expires_date=last)
        firm = maker.organisation_id
        eve = town.at.replace(year=2026, month=12, day=31)

        assert queries.admitted(firm, "enterprise", at=eve)
        assert not queries.admitted(firm, "enterprise", at=eve + timedelta(days=1))
        town.at = eve + timedelta(days=1)
        assert town.do(services.expire_roles, SET_UP) == 1
        assert queries.role(role).state == "expired"
        assert kinds_about(firm)[-1] == "parties.role.expired"

    def test_an_expired_role_does_not_bar_a_new_application(self, town):
        maker = town.person(town.firm())
        role = town.do(services.apply_for_role, maker, kind="enterprise")
        town.do(services.admit_role, town.central, role_id=role, expires_date=date(2027, 1, 1))
        town.at = town.at.replace(year=2027, month=2)

        town.do(services.apply_for_role, maker, kind="enterprise")

        states = [each.state for each in queries.roles_of(maker.organisation_id)]
        assert states == ["applied", "expired"]


class TestFounding:
    def test_happens_once(self, town):
        arguments = {
            "name": "乙局", "uscc": new_code(), "person_login": "p", "person_name": "p",
        }  # fmt: skip

        with pytest.raises(services.AlreadyFounded):
            town.do(services.found_authority, SET_UP, **arguments)
        with pytest.raises(services.AlreadyFounded):
            town.do(services.found_centre, SET_UP, district="330200", **arguments)

    def test_belongs_to_the_set_up(self, town):
        arguments = {
            "name": "乙局", "uscc": new_code(), "person_login": "p", "person_name": "p",
        }  # fmt: skip

        with pytest.raises(services.NotSetUp):
            town.do(services.found_authority, town.central, **arguments)

    def test_gives_the_centre_its_fixed_id_and_no_role(self, town):
        assert queries.organisation(CENTRE).kind == "centre"
        assert queries.roles_of(CENTRE) == ()


class TestReads:
    def test_accredited_providers_come_by_name_without_the_excluded_in_one_query(
        self, town, django_assert_num_queries
    ):
        makers = [town.member("evaluation") for _ in range(3)]
        town.member("rating")

        with django_assert_num_queries(1):
            found = queries.accredited(
                "evaluation", at=town.at, excluding=frozenset({makers[0].organisation_id})
            )

        assert {each.id for each in found} == {each.organisation_id for each in makers[1:]}
        assert all(each.state == "verified" and each.size_class == "small" for each in found)

    def test_who_acts_is_one_query(self, town, django_assert_num_queries):
        maker = town.member("rating")

        with django_assert_num_queries(1):
            actor = queries.actor_of(maker.person_id, at=town.at)

        assert actor == Actor(
            maker.person_id,
            maker.organisation_id,
            frozenset({"rating"}),
            frozenset({"maker"}),
            "330282",
        )

    @pytest.mark.parametrize("firms", [1, 4])
    def test_lists_cost_one_query_however_long(self, town, django_assert_num_queries, firms):
        makers = [town.member("rating") for _ in range(firms)]
        ids = [each.organisation_id for each in makers]

        with django_assert_num_queries(1):
            assert len(queries.organisations(ids)) == firms
        with django_assert_num_queries(1):
            assert len(queries.public_register("rating")) == firms
        with django_assert_num_queries(1):
            queries.applications_for(town_actor := makers[0])
        assert town_actor.district == "330282"

    def test_the_register_shows_history_and_no_open_applications(self, town):
        maker = town.member("rating")
        town.do(services.apply_for_role, maker, kind="evaluation", licence="L")
        (role,) = queries.public_register("rating")
        town.do(services.suspend_role, town.central, role_id=role.id, reason="审计")

        kinds = {(each.kind, each.state) for each in queries.public_register()}
        assert ("rating", "suspended") in kinds
        assert "evaluation" not in {kind for kind, _ in kinds}

    def test_what_is_not_there_is_not_found(self, town):
        for read in (queries.organisation, queries.role):
            with pytest.raises(NotFound):
                read(uuid4())
        with pytest.raises(NotFound):
            queries.by_uscc("91110000600037341L")


class TestRows:
    @pytest.mark.parametrize(
        "change",
        [
            {"state": "asleep"},
            {"district": "x"},
            {"decided_at": None},
            {"decided_by_organisation": None},
        ],
    )
    def test_the_database_refuses_what_no_service_would_write(self, town, change):
        maker = town.member("rating")

        with pytest.raises(IntegrityError):
            models.RoleGrant.objects.filter(organisation=maker.organisation_id).update(**change)

    def test_the_database_knows_that_nobody_admits_himself(self, town):
        maker = town.member("rating")
        own = models.RoleGrant.objects.filter(organisation=maker.organisation_id)

        with pytest.raises(IntegrityError):
            own.update(decided_by_organisation=maker.organisation_id)

    def test_one_living_role_of_a_kind(self, town):
        maker = town.member("rating")
        row = models.RoleGrant.objects.get(organisation=maker.organisation_id)
        row.pk = uuid4()
        row._state.adding = True

        with pytest.raises(IntegrityError):
            row.save()
