from uuid import uuid4

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.parties import models, queries, services

from .conftest import SET_UP


def add(town, by, firm, login="li", duties=("maker",), **said):
    return town.do(
        services.add_person, by, organisation_id=firm, login=login, name="李梅",
        duties=frozenset(duties), **said,
    )  # fmt: skip


class TestAppointment:
    def test_a_lone_maker_may_appoint_the_first_checker(self, town):
        firm = town.firm(person_login="chen", person_name="陈晓")
        chen = queries.actor_of(models.Person.objects.get(login="chen").id, at=town.at)

        checker = add(town, chen, firm, duties=("checker",))

        # Nobody but an office can be the second person who agrees, see test_appointments.
        assert queries.actor_of(checker, at=town.at).duties == frozenset()

    def test_with_a_checker_in_office_a_maker_cannot_appoint_a_second_pair_of_eyes(self, town):
        firm = town.firm()
        maker = town.person(firm, "maker")
        town.person(firm, "checker")

        with pytest.raises(services.CheckerNeeded):
            add(town, maker, firm, duties=("checker",))

    def test_a_viewer_appoints_nobody(self, town):
        firm = town.firm()

        with pytest.raises(services.CheckerNeeded):
            add(town, town.person(firm, "viewer"), firm)

    def test_nobody_appoints_for_another_organisation(self, town):
        stranger = town.person(town.firm("乙厂"), "checker")

        with pytest.raises(services.NotOwnOrganisation):
            add(town, stranger, town.firm())

    def test_a_log_in_name_belongs_to_one_person(self, town):
        firm = town.firm()
        checker = town.person(firm, "checker")
        add(town, checker, firm)

        with pytest.raises(services.LoginTaken):
            add(town, checker, firm)

    @pytest.mark.parametrize("duties", [(), ("king",), ("maker", "king")])
    def test_duties_are_the_three_and_at_least_one(self, town, duties):
        firm = town.firm()

        with pytest.raises(services.DutiesUnknown):
            add(town, town.person(firm, "checker"), firm, duties=duties)

    @pytest.mark.parametrize("change", [{"duties": []}, {"duties": ["king"]}, {"phone": "1"}])
    def test_the_database_refuses_what_no_service_would_write(self, town, change):
        person = town.person(town.firm())

        with pytest.raises(IntegrityError):
            models.Person.objects.filter(pk=person.person_id).update(**change)


class TestPersonalFields:
    def test_rest_encrypted_and_are_read_by_colleagues(self, town):
        firm = town.firm()
        checker = town.person(firm, "checker")
        person = add(town, checker, firm, phone="138 0000 0001")

        with connection.cursor() as cursor:
            cursor.execute("select name, phone from parties_person where id = %s", [person])
            stored = "".join(cursor.fetchone())
        assert "李梅" not in stored
        assert "0001" not in stored
        assert queries.person(person, checker).name == "李梅"

    def test_a_number_is_found_without_decrypting_any(self, town):
        firm = town.firm()
        person = add(town, town.person(firm, "checker"), firm, phone="138 0000 0001")

        assert queries.people_by_phone("13800000001") == (person,)
        assert queries.people_by_phone("13800000002") == ()

    def test_are_not_there_for_strangers(self, town):
        firm = town.firm()
        person = town.person(firm)
        stranger = town.person(town.firm("乙厂"))

        with pytest.raises(NotFound):
            queries.person(person.person_id, stranger)

    @pytest.mark.parametrize("people", [1, 4])
    def test_colleagues_come_in_one_query(self, town, django_assert_num_queries, people):
        firm = town.firm()
        actors = [town.person(firm) for _ in range(people)]

        with django_assert_num_queries(1):
            assert len(queries.colleagues(actors[0])) == people


class TestPassword:
    STRONG = "water-to-the-mill-7"

    def test_is_set_by_the_person_and_opens_the_door(self, town, settings):
        settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
        firm = town.firm()
        checker = town.person(firm, "checker")
        person = add(town, checker, firm)
        himself = queries.actor_of(person, at=town.at)
        assert authenticate(username="li", password=self.STRONG) is None

        services.set_password(by=himself, person_id=person, password=self.STRONG, at=town.at)

        assert authenticate(username="li", password=self.STRONG).pk == person

    def test_of_another_cannot_be_set(self, town):
        firm = town.firm()
        checker, other = town.person(firm, "checker"), town.person(firm)

        with pytest.raises(NotFound):
            services.set_password(
                by=checker, person_id=other.person_id, password=self.STRONG, at=town.at
            )

    def test_is_set_by_the_set_up_of_a_town_too_but_not_for_nobody(self, town):
        person = town.person(town.firm()).person_id

        services.set_password(by=SET_UP, person_id=person, password=self.STRONG, at=town.at)

        assert models.Person.objects.get(pk=person).check_password(self.STRONG)
        with pytest.raises(NotFound):
            services.set_password(by=SET_UP, person_id=uuid4(), password=self.STRONG, at=town.at)

    @pytest.mark.parametrize("weak", ["short", "password123456", "person"])
    def test_easy_to_guess_is_refused(self, town, weak):
        person = town.person(town.firm())

        with pytest.raises(services.PasswordWeak):
            services.set_password(by=person, person_id=person.person_id, password=weak, at=town.at)

    def test_leaves_no_trace_in_the_memory_of_answers(self, town):
        person = town.person(town.firm())
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from kit_remembered_answer")
            before = cursor.fetchone()
            services.set_password(
                by=person, person_id=person.person_id, password=self.STRONG, at=town.at
            )
            cursor.execute("select count(*) from kit_remembered_answer")
            assert cursor.fetchone() == before


class TestRemoval:
    def test_by_a_checker_bites_on_the_next_request(self, town):
        firm = town.firm()
        checker, leaver = town.person(firm, "checker"), town.person(firm)

        town.do(services.remove_person, checker, person_id=leaver.person_id)

        with pytest.raises(queries.PersonInactive):
            queries.actor_of(leaver.person_id, at=town.at)

    def test_by_a_maker_or_a_stranger_is_refused(self, town):
        firm = town.firm()
        maker, colleague = town.person(firm), town.person(firm)
        stranger = town.person(town.firm("乙厂"), "checker")

        with pytest.raises(services.CheckerNeeded):
            town.do(services.remove_person, maker, person_id=colleague.person_id)
        with pytest.raises(NotFound):
            town.do(services.remove_person, stranger, person_id=colleague.person_id)


def test_a_log_in_name_leads_to_its_person(town):
    firm = town.firm(person_login="chen", person_name="陈晓")

    assert queries.colleagues(Actor(None, firm))[0].id == queries.person_of_login("chen")
    with pytest.raises(NotFound):
        queries.person_of_login("nobody")


def test_nobody_is_not_found(town):
    with pytest.raises(NotFound):
        queries.actor_of(uuid4(), at=town.at)


def test_a_person_of_a_draft_firm_acts_without_roles(town):
    person = town.person(town.firm())

    assert queries.actor_of(person.person_id, at=town.at) == Actor(
        person.person_id, person.organisation_id, frozenset(), frozenset({"maker"}), "330282"
    )
