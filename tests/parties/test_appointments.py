"""Nobody makes himself a second pair of eyes: an appointment counts once two have agreed."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.transactions import savepoint
from headrace.parties import models, queries, services
from headrace.parties.rules import people as rules
from tests.products.saying import said_by

from .conftest import SET_UP
from .journal import facts_of, kinds_about


def add(town, by, duties=("checker",), login="second"):
    return town.do(
        services.add_person,
        by,
        organisation_id=by.organisation_id,
        login=login,
        name="李梅",
        duties=frozenset(duties),
    )


def actor(town, person_id):
    return queries.actor_of(person_id, at=town.at)


def duties(town, person_id):
    return actor(town, person_id).duties


def confirm(town, by, person_id):
    return town.do(services.confirm_person, by, person_id=person_id)


@pytest.fixture
def lone(town):
    """The maker of a firm that nobody has admitted yet, its only person."""
    town.firm(person_login="chen", person_name="陈晓")
    return actor(town, queries.person_of_login("chen"))


@pytest.fixture
def pair(town):
    """A maker and a checker of one firm."""
    firm = town.firm()
    return town.person(firm, "maker"), town.person(firm, "checker")


class TestALoneMaker:
    def test_who_appoints_a_checker_himself_has_no_checker_yet(self, town, lone):
        second = add(town, lone)

        assert duties(town, second) == frozenset()
        assert queries.colleagues(lone)[1].duties == frozenset()

    @pytest.mark.parametrize("wanted", [("maker",), ("checker",), ("maker", "checker")])
    def test_waits_for_everybody_who_would_act(self, town, lone, wanted):
        assert duties(town, add(town, lone, duties=wanted)) == frozenset()

    def test_appoints_somebody_who_only_looks_at_once(self, town, lone):
        assert duties(town, add(town, lone, duties=("viewer",))) == {"viewer"}

    def test_leaves_a_person_of_several_duties_those_of_looking(self, town, lone):
        assert duties(town, add(town, lone, duties=("maker", "viewer"))) == {"viewer"}

    def test_cannot_agree_with_himself(self, town, lone):
        second = add(town, lone)

        with pytest.raises(services.AppointerConfirms):
            confirm(town, lone, second)
        assert duties(town, second) == frozenset()

    def test_cannot_be_agreed_with_by_whom_he_appointed(self, town, lone):
        second = add(town, lone)

        with pytest.raises(NotAdmitted):
            confirm(town, actor(town, second), second)

    def test_cannot_build_a_chain_of_those_who_wait(self, town, lone):
        # Two people whom one person made up do not agree to each other.
        first, other = add(town, lone, login="first"), add(town, lone, login="other")

        with pytest.raises(NotAdmitted):
            confirm(town, actor(town, first), other)

    def test_may_try_again_while_the_checker_waits(self, town, lone):
        add(town, lone, login="wrong")
        assert add(town, lone, login="right")

    def test_is_helped_by_an_officer_of_the_district(self, town, lone):
        second, officer = add(town, lone), town.office("330282")

        confirm(town, officer, second)

        assert duties(town, second) == {"checker"}
        row = models.Person.objects.get(pk=second)
        assert (row.appointed_by, row.confirmed_by) == (lone.person_id, officer.person_id)
        assert row.confirmed_at == town.at


class TestTheFirstAdmission:
    def test_agrees_to_those_who_wait(self, town, lone):
        # Given a firm whose maker appointed a checker before it was admitted
        second = add(town, lone)
        role = town.do(services.apply_for_role, lone, kind="enterprise")
        assert duties(town, second) == frozenset()

        # When an officer admits the firm
        town.do(services.admit_role, town.central, role_id=role)

        # Then the officer is the second person
        assert duties(town, second) == {"checker"}
        assert models.Person.objects.get(pk=second).confirmed_by == town.central.person_id
        assert "parties.person.confirmed" in kinds_about(lone.organisation_id)

    def test_is_no_word_for_those_who_come_later(self, town, lone):
        role = town.do(services.apply_for_role, lone, kind="enterprise")
        town.do(services.admit_role, town.central, role_id=role)
        second = add(town, lone)

        assert duties(town, second) == frozenset()

    def test_alone_counts_not_a_second_role(self, town):
        # Given an admitted firm whose maker appoints a checker and applies for another role
        maker = town.member("bank")
        second = add(town, maker)
        role = town.do(services.apply_for_role, maker, kind="enterprise")

        town.do(services.admit_role, town.central, role_id=role)

        assert duties(town, second) == frozenset()

    def test_passes_over_whom_was_taken_out(self, town, lone):
        second = add(town, lone)
        models.Person.objects.filter(pk=second).update(is_active=False)
        role = town.do(services.apply_for_role, lone, kind="enterprise")
        town.do(services.admit_role, town.central, role_id=role)

        assert models.Person.objects.get(pk=second).confirmed_at is None

    def test_passes_over_nobody_of_another_firm(self, town, lone):
        other = town.person(town.firm("乙厂"), "maker")
        waiting = add(town, other)
        role = town.do(services.apply_for_role, lone, kind="enterprise")
        town.do(services.admit_role, town.central, role_id=role)

        assert duties(town, waiting) == frozenset()


class TestTwoColleagues:
    def test_agree_and_the_person_acts_from_the_next_request_on(self, town, pair):
        maker, checker = pair
        third = add(town, checker, duties=("maker",))
        assert duties(town, third) == frozenset()

        confirm(town, maker, third)

        assert duties(town, third) == {"maker"}

    def test_are_two_whichever_of_them_appoints(self, town):
        firm = town.firm()
        one, two = (town.person(firm, "checker") for _ in range(2))
        third = add(town, two, duties=("maker", "checker"))
        confirm(town, one, third)

        assert duties(town, third) == {"maker", "checker"}

    def test_are_not_one_who_appoints_and_agrees(self, town, pair):
        _, checker = pair
        with pytest.raises(services.AppointerConfirms):
            confirm(town, checker, add(town, checker))

    def test_are_not_one_who_only_looks(self, town, pair):
        maker, checker = pair
        viewer = town.person(maker.organisation_id, "viewer")
        with pytest.raises(NotAdmitted):
            confirm(town, viewer, add(town, checker))

    def test_agree_once(self, town, pair):
        maker, checker = pair
        third = add(town, checker)
        confirm(town, maker, third)

        with pytest.raises(services.ConfirmedAlready):
            confirm(town, maker, third)

    def test_agree_once_for_one_key(self, town, pair):
        maker, checker = pair
        third, key = add(town, checker), uuid4()
        for _ in range(2):
            answer = services.confirm_person(key=key, by=maker, person_id=third, at=town.at)
            assert answer == third
        assert kinds_about(maker.organisation_id).count("parties.person.confirmed") == 1

    def test_are_not_a_program_of_one(self, town, pair):
        _, checker = pair
        third = add(town, checker)
        program = Actor(None, checker.organisation_id, duties=frozenset({"checker"}))

        with pytest.raises(services.AppointerConfirms):
            confirm(town, program, third)

    def test_do_not_agree_to_whom_was_taken_out(self, town, pair):
        maker, checker = pair
        third = add(town, checker)
        town.do(services.remove_person, checker, person_id=third)

        with pytest.raises(NotFound):
            confirm(town, maker, third)


class TestAChecker:
    def test_who_has_taken_everybody_else_out_waits_for_an_office(self, town, pair):
        maker, checker = pair
        town.do(services.remove_person, checker, person_id=maker.person_id)
        third = add(town, checker, duties=("maker",))

        assert duties(town, third) == frozenset()
        confirm(town, town.office("330282"), third)
        assert duties(town, third) == {"maker"}

    def test_who_waits_does_not_stand_in_a_makers_way(self, town, lone):
        # Only a checker whose duty counts takes the appointing out of a maker's hands.
        second = add(town, lone)
        add(town, lone, login="third", duties=("viewer",))
        confirm(town, town.office("330282"), second)

        with pytest.raises(services.CheckerNeeded):
            add(town, lone, login="fourth", duties=("viewer",))

    def test_who_waits_appoints_nobody(self, town, lone):
        second = actor(town, add(town, lone))

        with pytest.raises(services.CheckerNeeded):
            add(town, second, login="third")

    def test_who_waits_takes_nobody_out(self, town, lone):
        second = actor(town, add(town, lone))

        with pytest.raises(services.CheckerNeeded):
            town.do(services.remove_person, second, person_id=lone.person_id)


class TestAnOffice:
    def test_of_another_district_has_no_word(self, town, lone):
        second = add(town, lone)
        with pytest.raises(services.NotYourDistrict):
            confirm(town, town.office("360730"), second)

    @pytest.mark.parametrize("district", ["330282", "330200", "330000", "000000"])
    def test_of_the_district_or_above_it_has_one(self, town, lone, district):
        second = add(town, lone)
        confirm(town, town.office(district), second)

        assert duties(town, second) == {"checker"}

    def test_needs_an_officer_who_checks(self, town, lone):
        second, officer = add(town, lone), town.office("330282")
        clerk = town.person(officer.organisation_id, "maker")
        with pytest.raises(NotAdmitted):
            confirm(town, clerk, second)

    def test_that_was_suspended_has_none(self, town, lone):
        second, officer = add(town, lone), town.office("330282")
        (role,) = queries.roles_of(officer.organisation_id)
        town.do(services.suspend_role, town.central, role_id=role.id, reason="inspection")

        with pytest.raises(NotFound):
            confirm(town, actor(town, officer.person_id), second)

    def test_has_its_own_people_agreed_to_like_everybody(self, town):
        officer = town.office("330200")
        second = add(town, officer)

        with pytest.raises(services.AppointerConfirms):
            confirm(town, officer, second)
        confirm(town, town.central, second)
        assert duties(town, second) == {"checker"}

    def test_above_all_others_appoints_its_second_person_by_itself(self, town):
        # Given central government with one person: no office stands above it
        first = queries.actor_of(queries.person_of_login("supervisor"), at=town.at)
        town.do(services.remove_person, first, person_id=town.central_person)

        assert duties(town, add(town, first)) == {"checker"}

    def test_above_all_others_needs_two_as_soon_as_there_are_two(self, town):
        first = queries.actor_of(queries.person_of_login("supervisor"), at=town.at)
        third = add(town, first)

        assert duties(town, third) == frozenset()
        confirm(town, town.central, third)
        assert duties(town, third) == {"checker"}


class TestAStranger:
    @pytest.mark.parametrize("role", ["bank", "auditor", "enterprise"])
    def test_does_not_even_learn_who_waits(self, town, lone, role):
        second = add(town, lone)
        kind = {"auditor": "government"}.get(role, "company")
        stranger = town.member(role, kind=kind)
        with pytest.raises(NotFound):
            confirm(town, stranger, second)

    def test_and_nobody_are_the_same(self, town, pair):
        with pytest.raises(NotFound):
            confirm(town, pair[0], uuid4())


class TestTheSetUp:
    def test_of_a_town_waits_for_nobody(self, town):
        centre = Actor(None, SET_UP.organisation_id, SET_UP.roles, frozenset({"checker"}))
        assert duties(town, add(town, centre)) == {"checker"}

    def test_registers_a_first_person_who_acts(self, town):
        town.firm(person_login="li", person_name="李梅", person_duties=frozenset({"maker"}))
        assert duties(town, queries.person_of_login("li")) == {"maker"}


class TestWhatWaits:
    def test_is_shown_to_colleagues_but_not_to_those_who_cannot_agree(self, town, pair):
        maker, checker = pair
        third = add(town, checker)

        (seen,) = queries.appointments_waiting(maker)

        assert (seen.person_id, seen.login, seen.duties) == (third, "second", {"checker"})
        assert (seen.appointed_by, seen.appointed_at) == (checker.person_id, town.at)
        assert queries.appointments_waiting(checker) == ()
        assert queries.appointments_waiting(actor(town, third)) == ()

    @pytest.mark.parametrize(("district", "seen"), [("330282", 1), ("330200", 1), ("360730", 0)])
    def test_is_shown_to_the_office_of_its_district(self, town, lone, district, seen):
        add(town, lone)
        assert len(queries.appointments_waiting(town.office(district))) == seen

    def test_is_not_shown_to_strangers(self, town, lone):
        add(town, lone)
        assert queries.appointments_waiting(town.member("bank")) == ()

    def test_goes_when_it_is_agreed_to(self, town, pair):
        maker, checker = pair
        confirm(town, maker, add(town, checker))
        assert queries.appointments_waiting(maker) == ()

    @pytest.mark.parametrize("count", [1, 4])
    def test_comes_in_one_query(self, town, pair, django_assert_num_queries, count):
        maker, checker = pair
        for number in range(count):
            add(town, checker, login=f"new-{number}")
        with django_assert_num_queries(1):
            assert len(queries.appointments_waiting(maker)) == count


class TestTheJournal:
    def test_tells_who_waits_and_who_agreed_without_names(self, town, pair):
        maker, checker = pair
        third = add(town, checker)
        confirm(town, maker, third)

        added = facts_of(maker.organisation_id, "parties.person.added")[-1]
        (agreed,) = facts_of(maker.organisation_id, "parties.person.confirmed")
        assert added == {"duties": ["checker"], "waits": True}
        assert agreed == {"duties": ["checker"]}


class TestTheTable:
    @pytest.mark.parametrize("who", ["appointed_by", "id"])
    def test_keeps_the_two_apart(self, town, pair, who):
        maker, checker = pair
        third = add(town, checker)
        confirm(town, maker, third)
        row = models.Person.objects.get(pk=third)

        with pytest.raises(IntegrityError, match="parties_person_four_eyes"), savepoint():
            models.Person.objects.filter(pk=third).update(confirmed_by=getattr(row, who))

    def test_keeps_an_agreement_and_its_hour_together(self, town, pair):
        third = add(town, pair[1])
        rows = models.Person.objects.filter(pk=third)
        with pytest.raises(IntegrityError, match="confirmed_at_and_by"), savepoint():
            rows.update(confirmed_by=uuid4())


class TestTheRule:
    @pytest.mark.parametrize(
        ("duties", "waiting"),
        [
            ({"maker"}, set()),
            ({"checker"}, set()),
            ({"viewer"}, {"viewer"}),
            ({"maker", "checker", "viewer"}, {"viewer"}),
        ],
    )
    def test_lets_those_who_wait_look(self, duties, waiting):
        assert rules.in_force(duties, confirmed=False) == waiting
        assert rules.in_force(duties, confirmed=True) == duties
        assert rules.needs_second(duties) == (waiting != duties)

    def test_every_duty_is_one_of_acting_or_looking(self):
        assert {"viewer"} == rules.DUTIES - rules.ACTING

    @pytest.mark.parametrize(
        ("refusal", "status", "en", "zh"),
        [
            (
                services.AppointerConfirms(),
                403,
                "You appointed this person, or you are this person; somebody else must agree.",
                "该人员由您任命，或者就是您本人，须由他人确认。",
            ),
            (
                services.ConfirmedAlready(),
                409,
                "This appointment has been confirmed already.",
                "该项任命此前已经确认。",
            ),
        ],
        ids=["appointer", "already"],
    )
    def test_speaks_both_languages(self, refusal, status, en, zh):
        told = said_by(refusal)
        assert (refusal.status, told.en[0], told.zh[0]) == (status, en, zh)
