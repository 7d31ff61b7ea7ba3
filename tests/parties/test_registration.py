import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, connections
from stdnum.cn import uscc

from headrace.kit.once import KeyReused
from headrace.parties import models, queries, services
from headrace.parties.rules import identity

from .conftest import SET_UP, founded, new_code, yuan
from .journal import facts_of, kinds_about


class TestCreditCode:
    def test_is_spelt_plainly(self):
        assert identity.credit_code("9 1 110000 600037341l") == "91110000600037341L"

    @pytest.mark.parametrize(
        "wrong", ["91110000600037342L", "9111000060003734", "A1110000600037341L", ""]
    )
    def test_with_a_fault_is_refused_by_name(self, wrong):
        with pytest.raises(identity.CreditCodeInvalid) as refusal:
            identity.credit_code(wrong)
        assert refusal.value.field == "uscc"

    def test_every_single_wrong_digit_is_found(self):
        code = new_code()
        for place in range(8, 18):
            for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY":
                altered = code[:place] + sign + code[place + 1 :]
                assert uscc.is_valid(altered) == (altered == code)


class TestRegistration:
    def test_of_a_small_firm_gives_it_a_code_a_class_and_its_first_person(self, town):
        # Given a valve maker with 45 people and 18 million yuan of revenue
        code = new_code()

        # When it registers with its first person
        firm = town.firm(uscc=code, person_login="chen", person_name="陈晓")

        # Then it is known by its code, small by CN-SME-2011, and that person acts for it
        known = queries.by_uscc(code)
        assert (known.id, known.size_class, known.state) == (firm, "small", "draft")
        person = models.Person.objects.get(login="chen")
        actor = queries.actor_of(person.id, at=town.at)
        assert (actor.organisation_id, actor.roles) == (firm, frozenset())
        assert kinds_about(firm) == [
            "parties.organisation.registered",
            "parties.size_class.issued",
            "parties.person.added",
        ]

    def test_tells_the_journal_no_names_and_no_numbers_of_people(self, town):
        firm = town.firm(person_login="chen", person_name="陈晓", person_phone="13800000001")

        said = str(facts_of(firm))
        assert not any(each in said for each in ("陈晓", "13800000001", "宁渡"))

    def test_sent_twice_registers_once(self, town):
        arguments = {
            "key": uuid4(), "by": SET_UP, "at": town.at, "name": "甲厂", "kind": "company",
            "uscc": new_code(), "district": "330282", "industry": "retail", "staff": 3,
            "revenue": yuan(100),
        }  # fmt: skip

        first = services.register_organisation(**arguments)

        assert services.register_organisation(**arguments) == first
        with pytest.raises(KeyReused):
            services.register_organisation(**{**arguments, "staff": 4})

    def test_of_a_known_credit_code_is_refused(self, town):
        code = new_code()
        town.firm(uscc=code)

        with pytest.raises(services.IdentityTaken) as refusal:
            town.firm("另一家", uscc=code.lower())
        assert refusal.value.field == "uscc"

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            ({"uscc": "123"}, services.CreditCodeInvalid),
            ({"uscc": None}, services.IdentityMissing),
            ({"name": "  "}, services.TextMissing),
            ({"name": "长" * 201}, services.TextTooLong),
            ({"person_login": "x" * 81, "person_name": "x"}, services.TextTooLong),
            ({"person_login": "x"}, services.TextMissing),
            ({"staff": 10_000_001}, services.StaffImpossible),
            ({"kind": "club"}, services.OrganisationKindUnknown),
            ({"district": "Ningdu"}, services.DistrictUnknown),
            ({"industry": "magic"}, services.IndustryUnknown),
            ({"staff": -1}, services.FigureNegative),
            ({"revenue": yuan(-1)}, services.FigureNegative),
            ({"industry": "construction"}, services.AssetsMissing),
            ({"person_login": "x", "person_duties": frozenset({"king"})}, services.DutiesUnknown),
        ],
    )
    def test_with_a_fault_is_refused_and_leaves_nothing(self, town, fault, error):
        before = models.Organisation.objects.count()

        with pytest.raises(error):
            town.firm(**fault)

        assert models.Organisation.objects.count() == before

    def test_of_a_bank_gives_no_size_class(self, town):
        bank = town.firm("宁渡银行", kind="institution", industry="finance", staff=3000)

        assert queries.organisation(bank).size_class == ""


class TestIndividualBusiness:
    IDENTITY = "11010519491231002X"

    def test_registers_with_the_owners_identity_number(self, town):
        shop = town.firm("陈记水电", kind="individual_business", uscc=None,
                         owner_identity=self.IDENTITY, industry="retail", staff=2)  # fmt: skip

        row = models.Organisation.objects.get(pk=shop)
        assert row.owner_identity == self.IDENTITY
        assert queries.organisation(shop).uscc is None
        assert queries.organisation(shop).size_class == "micro"

    def test_the_number_rests_encrypted_and_is_found_by_its_index(self, town):
        shop = town.firm("陈记", kind="individual_business", uscc=None,
                         owner_identity=self.IDENTITY, industry="retail")  # fmt: skip

        with connection.cursor() as cursor:
            cursor.execute("select owner_identity from parties_organisation where id = %s", [shop])
            (stored,) = cursor.fetchone()
        assert self.IDENTITY not in stored
        with pytest.raises(services.IdentityTaken) as refusal:
            town.firm("陈二记", kind="individual_business", uscc=None,
                      owner_identity=self.IDENTITY.lower(), industry="retail")  # fmt: skip
        assert refusal.value.field == "owner_identity"
        assert self.IDENTITY not in str(refusal.value.facts)

    def test_a_number_with_a_fault_is_refused_without_repeating_it(self, town):
        with pytest.raises(services.IdentityNumberInvalid) as refusal:
            town.firm("陈记", kind="individual_business", uscc=None,
                      owner_identity="110105194912310021", industry="retail")  # fmt: skip
        assert "1101" not in str(refusal.value)

    def test_a_company_cannot_hide_behind_its_owner(self, town):
        with pytest.raises(services.IdentityMissing):
            town.firm(uscc=None, owner_identity=self.IDENTITY)


class TestNearDuplicates:
    def test_a_name_that_sounds_the_same_is_registered_and_reported(self, town):
        first = town.firm("宁渡精密阀门有限公司")

        second = town.firm("宁度精密阀门股份有限公司")

        (fact,) = facts_of(second, "parties.duplicate.suspected")
        assert fact["other"] == str(first)
        assert fact["likeness"] >= 88

    def test_firms_that_share_only_their_ending_are_not_alike(self, town):
        town.firm("宁渡精密阀门有限公司")
        other = town.firm("海东食品有限公司")

        assert facts_of(other, "parties.duplicate.suspected") == []

    def test_the_search_is_one_query(self, town, django_assert_num_queries):
        for number in range(5):
            town.firm(f"宁渡精密阀门{number}厂")

        with django_assert_num_queries(1):
            found = queries.near_names("宁渡精密阀门厂")

        assert len(found) == 5
        assert found[0].likeness >= found[-1].likeness


class TestRows:
    def test_two_rivals_with_one_code_the_database_keeps_one(self, committed, at):
        town = founded(at)
        code, outcomes, gate = new_code(), [], threading.Barrier(2)

        def register(name):
            gate.wait()
            try:
                outcomes.append(town.firm(name, uscc=code))
            except services.IdentityTaken:
                outcomes.append("taken")
            finally:
                connections.close_all()

        rivals = [threading.Thread(target=register, args=(each,)) for each in ("甲", "乙")]
        for each in rivals:
            each.start()
        for each in rivals:
            each.join()

        assert sorted(str(each) for each in outcomes)[-1] == "taken"
        assert models.Organisation.objects.filter(uscc=code).count() == 1

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "club"},
            {"state": "asleep"},
            {"uscc": None},
            {"uscc": "short"},
            {"district": "33"},
            {"revenue_minor": -1},
            {"owner_identity": "x"},
        ],
    )
    def test_the_database_refuses_what_no_service_would_write(self, town, change):
        firm = town.firm()

        with pytest.raises(IntegrityError):
            models.Organisation.objects.filter(pk=firm).update(**change)
