"""
The town as it is founded: everybody once, admitted by the right office, with people and keys.

The town of this file was cut off three times on the way (see conftest). Its tests go on in it, in
the order in which they stand: founded, then a first firm, its request, its checks, its loan.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.credit import queries as credit
from headrace.custody import queries as custody
from headrace.evidence import queries as evidence
from headrace.kit import clock, delivery
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import CentreError, NotFound
from headrace.kit.models import LogEntry
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.parties import models as parties_rows
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.products import services as product_verbs
from headrace.simulation import (
    books,
    clerk,
    days,
    handles,
    invoices,
    lenders,
    owners,
    robots,
    seeding,
)
from headrace.simulation import town as towns
from headrace.simulation.firms import credit_code, firm
from headrace.simulation.keys import key_of
from headrace.simulation.plan import load
from tests.settling import settle
from tests.simulation.conftest import PASSWORD

TOWN = load()
AT = TOWN.opens_at
ORGANISATIONS = 1 + len(TOWN.offices) + len(TOWN.institutions)
logins_of_offices = [each.login for each in TOWN.offices]
logins_of_institutions = [each.login for each in TOWN.institutions]

pytestmark = pytest.mark.usefixtures("hamlet")


def count_of_everything() -> dict[str, int]:
    """How many rows of each kind a founding has made."""
    rows = (
        parties_rows.Organisation,
        parties_rows.Person,
        parties_rows.RoleGrant,
        parties_rows.SigningKey,
        parties_rows.FundSource,
        LogEntry,
    )
    return {each.__name__: each.objects.count() for each in rows} | {
        "books": len(custody.books()),
        "products": len(products.live_products(AT.date())),
    }


class TestTheOrganisations:
    def test_are_each_there_once_after_three_power_cuts(self):
        codes = parties_rows.Organisation.objects.values_list("uscc", flat=True)

        assert len(codes) == len(set(codes)) == ORGANISATIONS

    @pytest.mark.parametrize("login", [*logins_of_offices, *logins_of_institutions])
    def test_bear_the_code_that_their_log_in_name_gives(self, login):
        found = parties.by_uscc(credit_code(login))

        assert handles.desk(login, AT).organisation_id == found.id
        assert found.state == "verified"

    @pytest.mark.parametrize(
        ("login", "role"), [(each.login, each.role) for each in (*TOWN.offices, *TOWN.institutions)]
    )
    def test_hold_the_role_of_the_plan_and_no_other(self, hamlet, login, role):
        desk = handles.desk(login, AT)

        assert desk.maker(AT).roles == {role}
        (grant,) = parties.roles_of(desk.organisation_id)
        assert (grant.kind, grant.state) == (role, "admitted")

    @pytest.mark.parametrize("login", logins_of_institutions)
    def test_are_admitted_by_the_province_with_the_licence_of_the_plan(self, hamlet, login):
        planned = next(each for each in TOWN.institutions if each.login == login)
        (grant,) = parties.roles_of(handles.desk(login, AT).organisation_id)

        assert grant.licence == planned.licence
        assert grant.decided_by_organisation == hamlet.offices["province"].organisation_id

    @pytest.mark.parametrize("office", TOWN.offices[1:], ids=lambda each: each.login)
    def test_that_are_offices_have_their_districts(self, hamlet, office):
        actor = hamlet.offices[office.login].maker(AT)

        assert actor.district == office.district

    def test_have_the_centre_among_them_which_lends_nothing(self):
        centre = parties.organisation(CENTRE)

        assert centre.kind == "centre"
        assert parties.roles_of(CENTRE) == ()
        assert handles.is_founded()


class TestThePeople:
    @pytest.mark.parametrize("login", [*logins_of_offices[1:], *logins_of_institutions])
    def test_are_two_with_the_duties_of_two(self, login):
        desk = handles.desk(login, AT)

        assert desk.maker_id != desk.checker_id
        assert desk.maker(AT).duties == {"maker", "viewer"}
        # The second one's duty counts because the office that admitted them has agreed to it.
        assert desk.checker(AT).duties == {"checker", "viewer"}

    @pytest.mark.parametrize("login", [*logins_of_offices[1:], *logins_of_institutions])
    def test_were_agreed_to_by_whoever_admitted_them(self, login):
        row = parties_rows.Person.objects.get(login=f"{login}.checker")
        province = parties.person_of_login("province")

        assert row.appointed_by == handles.desk(login, AT).maker_id
        assert row.confirmed_by == province

    def test_of_the_office_above_all_are_one_with_both(self, hamlet):
        province = hamlet.offices["province"]

        assert province.maker_id == province.checker_id
        assert province.maker(AT).duties == {"maker", "checker", "viewer"}

    def test_open_the_door_with_the_password_of_the_town(self):
        people = get_user_model().objects.all()

        assert people.count() == 2 + 2 * (ORGANISATIONS - 2)
        assert all(each.check_password(PASSWORD) for each in people)

    @pytest.mark.parametrize("login", logins_of_institutions)
    def test_of_institutions_have_a_key_each_to_sign_with(self, hamlet, login):
        desk = handles.desk(login, AT)
        keys = parties.signing_keys_of(desk.organisation_id)

        assert {each.person_id for each in keys} == {desk.maker_id, desk.checker_id}
        assert len({each.thumbprint for each in keys}) == 2


class TestFoundingAgain:
    def test_founds_nothing_twice(self, hamlet, tmp_path_factory):
        before = count_of_everything()

        again = towns.found(
            hamlet.custodian.bank.folder.parent, hamlet.custodian.bank, PASSWORD, at=AT
        )

        after = count_of_everything()
        # A password is set anew, which is harmless and is told; nothing else happens twice.
        told = LogEntry.objects.exclude(kind="parties.person.password_set").count()
        assert {**after, "LogEntry": 0} == {**before, "LogEntry": 0}
        assert told == LogEntry.objects.exclude(kind="parties.person.password_set").count()
        assert again.custodian.book_id == hamlet.custodian.book_id
        assert again.offices == hamlet.offices
        assert again.banks == hamlet.banks
        assert again.answering == hamlet.answering

    def test_does_not_turn_the_clock_back(self, hamlet):
        before = clock.now()
        towns.found(
            hamlet.custodian.bank.folder.parent,
            hamlet.custodian.bank,
            PASSWORD,
            at=AT - timedelta(days=40),
        )

        assert clock.now() == before == AT

    def test_can_be_watched(self, hamlet):
        heard = []
        towns.found(
            hamlet.custodian.bank.folder.parent,
            hamlet.custodian.bank,
            PASSWORD,
            at=AT,
            progress=lambda what, done, of: heard.append((what, done, of)),
        )

        offices, institutions = len(TOWN.offices) - 1, len(TOWN.institutions)
        assert heard == [
            *(("founding offices", at, offices) for at in range(1, offices + 1)),
            *(("admitting institutions", at, institutions) for at in range(1, institutions + 1)),
        ]


class TestTheHandles:
    def test_find_the_same_town_without_founding(self, hamlet):
        found = handles.town(hamlet.custodian.bank.folder.parent, AT)

        assert found.offices == hamlet.offices
        assert found.banks == hamlet.banks
        assert found.answering == hamlet.answering
        assert found.custodian.book_id == hamlet.custodian.book_id

    def test_of_answering_desks_are_of_neither_bank_nor_custodian(self, hamlet):
        roles = [each.maker(AT).roles for each in hamlet.answering]

        assert len(roles) == 6
        assert not any(each & {"bank", "custodian"} for each in roles)

    def test_do_not_find_who_is_not_there(self):
        with pytest.raises(NotFound):
            handles.desk("nobody", AT)

    def test_hold_to_the_product_a_bank_was_founded_with(self, hamlet):
        # Given a bank whose people have drafted another product since
        bank = hamlet.banks[1]
        drafted = product_verbs.draft_product(
            key=key_of("test", "another"),
            by=bank.desk.maker(AT),
            at=AT,
            model="bank_loan",
            name_en="Loan for seasons",
            name_zh="季节贷",
            amount_min=Money(Decimal(20_000)),
            amount_max=Money(Decimal(90_000)),
            term_min=3,
            term_max=12,
            rate_yearly=Decimal("0.05"),
            rate_step_yearly=Decimal("0.003"),
            plan_kind="equal_instalment",
            grade_floor="C1",
        )

        found = handles.town(hamlet.custodian.bank.folder.parent, AT).banks[1]

        assert found.product_id == bank.product_id != drafted


class TestTheBanks:
    def test_are_those_that_bring_money_each_with_a_live_product(self, hamlet):
        assert [each.login for each in hamlet.banks] == ["loan", "citybank"]
        for each in hamlet.banks:
            product = products.product(each.product_id, each.desk.maker(AT))
            assert (product.state, product.owner_id) == ("live", each.desk.organisation_id)

    def test_have_a_source_of_funds_as_large_as_what_they_bring(self, hamlet):
        for each in hamlet.banks:
            lender = each.desk.organisation_id
            assert parties.funds_admitted(lender, currency="CNY", at=AT) == each.brings

    def test_bring_exactly_what_the_plan_says(self, hamlet):
        towns.bring_money(hamlet, AT)

        book = hamlet.custodian.book_id
        for each in hamlet.banks:
            assert custody.balance(book, each.desk.organisation_id, "available") == each.brings
        planned = sum(each.pays_in for each in TOWN.institutions)
        assert sum(each.brings.minor for each in hamlet.banks) == planned * 100
        assert custody.ledger_balanced(book)

    def test_offer_nothing_on_what_they_were_not_shown(self, hamlet):
        assert lenders.offer(hamlet.banks[0], CENTRE, AT) is None


class TestTheCustodian:
    def test_keeps_one_book_at_its_bank(self, hamlet):
        (book,) = custody.books()

        assert book.id == hamlet.custodian.book_id
        assert (book.currency, book.account_number) == ("CNY", clerk.ACCOUNT)

    def test_books_nothing_twice_when_nothing_new_has_come(self, hamlet):
        book = hamlet.custodian.book_id
        before = custody.balance(book, hamlet.banks[0].desk.organisation_id, "available")
        for _ in range(2):
            hamlet.custodian.exchange(AT)
        delivery.deliver_all()

        after = custody.balance(book, hamlet.banks[0].desk.organisation_id, "available")
        assert after == before


class TestRobots:
    def test_in_a_town_without_firms_find_nothing_to_do(self, hamlet):
        settle()
        before = LogEntry.objects.count()
        robots.act(hamlet.custodian.bank.folder.parent, AT)

        assert LogEntry.objects.count() == before


@pytest.fixture(scope="module")
def owner(hamlet) -> owners.Owner:
    return towns.settle_firm(hamlet, 1, AT)


@pytest.fixture(scope="module")
def demand_id(hamlet, owner):
    asked = owners.ask(TOWN, owner, AT)
    delivery.deliver_all()
    return asked


class TestAFirm:
    """From here on one firm of the town goes its way, step by step."""

    def test_is_settled_with_its_truth_its_owner_and_its_role(self, owner):
        found = parties.organisation(owner.organisation_id)

        assert found.uscc == firm(TOWN, 1).uscc
        assert owner.actor(AT).roles == {"enterprise"}
        assert owner.actor(AT).duties == {"maker", "checker", "viewer"}
        assert handles.truth_of(owner.organisation_id) == firm(TOWN, 1)

    def test_settled_twice_is_one_firm(self, hamlet, owner):
        before = parties_rows.Organisation.objects.count()
        again = owners.register(TOWN, owner.firm, hamlet.offices["province"], AT)

        assert again == owner
        assert parties_rows.Organisation.objects.count() == before

    def test_shows_every_invoice_once_and_to_the_fen(self, owner):
        # Given that its envelopes are sent a second time, of which nothing is taken in
        history = invoices.invoices(TOWN, owner.firm, until=clock.day_of(AT))
        assert books.show_invoices(TOWN, owner, AT) == 0

        # Then the totals of its days are those of the books it has, once
        totals = evidence.invoice_aggregates(owner.organisation_id, until=clock.day_of(AT))
        for direction in ("sale", "purchase"):
            own = [each for each in history if each.direction == direction and not each.voided]
            net = [each for each in totals if each.direction == direction]
            assert sum(each.count for each in net) == len(own)
            assert sum(each.sum_minor for each in net) == sum(each.amount_fen for each in own)

    def test_asks_for_what_its_owner_says_in_words_of_its_trade(self, owner, demand_id):
        asked = market.demand(demand_id, owner.actor(AT))

        assert (asked.amount, asked.state) == (owner.asks(), "published")
        assert owner.firm.trade.name_zh in asked.purpose_text

    def test_asking_twice_under_one_number_is_one_request(self, owner, demand_id):
        assert owners.ask(TOWN, owner, AT) == demand_id
        assert len(market.demands_of(owner.actor(AT))) == 1

    def test_waits_for_checks_that_only_settled_firms_get(self, hamlet, demand_id):
        waiting = evidence.requests_for(Subject("demand", demand_id))

        assert waiting
        assert hamlet.answer(AT, about=frozenset()) == 0
        assert all(each.state == "open" for each in waiting)

    def test_is_checked_by_every_provider_that_was_asked(self, hamlet, demand_id):
        asked = len(evidence.requests_for(Subject("demand", demand_id)))
        answered = hamlet.answer(AT)
        delivery.deliver_all()

        assert answered == asked
        assert hamlet.answer(AT) == 0
        assert credit.score_for(Subject("demand", demand_id)) is not None

    def test_chooses_nothing_while_nobody_has_offered(self, owner, demand_id):
        assert owners.choose(owner, demand_id, AT) is None

    def test_is_offered_what_it_asked_for_at_the_posted_price(self, hamlet, owner, demand_id):
        made = [lenders.offer(each, demand_id, AT) for each in hamlet.banks]
        offers = market.offers_for(demand_id, owner.actor(AT))

        assert {each.id for each in offers} == set(made)
        assert {each.amount for each in offers} == {owner.asks()}
        assert all(each.yearly_cost <= each.ceiling for each in offers)

    def test_offered_to_twice_by_one_bank_has_one_offer_of_it(self, hamlet, owner, demand_id):
        with pytest.raises(CentreError):
            lenders.offer(hamlet.banks[0], demand_id, AT + timedelta(seconds=1))
        assert len(market.offers_for(demand_id, owner.actor(AT))) == 2

    def test_takes_the_cheapest_and_the_others_money_is_free(self, hamlet, owner, demand_id):
        offers = market.offers_for(demand_id, owner.actor(AT))
        chosen = owners.choose(owner, demand_id, AT)
        delivery.deliver_all()

        cheapest = min(offers, key=lambda each: (each.yearly_cost, each.id))
        assert chosen == cheapest.id
        other = next(
            each for each in hamlet.banks if each.desk.organisation_id != cheapest.lender_id
        )
        free = custody.balance(hamlet.custodian.book_id, other.desk.organisation_id, "available")
        assert free == other.brings

    def test_signs_draws_and_owes_what_it_asked_for(self, hamlet, owner, demand_id):
        running = seeding.conclude(hamlet, owner, demand_id, AT)

        assert running is not None
        loan = contracts.loan(running.loan_id, owner.actor(AT))
        assert (loan.principal, loan.outstanding) == (owner.asks(), owner.asks())
        assert custody.ledger_balanced(hamlet.custodian.book_id)
        assert not delivery.parked()

    def test_is_signed_for_by_persons_alone(self, hamlet, owner, demand_id):
        agreement = contracts.agreement_of_demand(demand_id, owner.actor(AT))
        assert agreement is not None
        with pytest.raises(ValueError, match="only a person signs"):
            owners.sign(agreement.id, Actor.system("robot"), hamlet.signing, AT)


class TestDays:
    def test_pass_one_by_one_and_the_custodian_agrees_of_each(self, hamlet):
        today = clock.day_of(clock.now())
        at = days.pass_to(hamlet.custodian, today + timedelta(days=3))

        assert clock.day_of(at) == clock.day_of(clock.now()) == today + timedelta(days=3)
        assert hamlet.custodian.bank.today == today + timedelta(days=3)
        assert custody.custodian_agrees(hamlet.custodian.book_id, today + timedelta(days=2))

    def test_begin_at_nine_in_the_morning_of_the_town(self):
        local = clock.now().astimezone(clock.CIVIL_ZONE)

        assert (local.hour, local.minute) == (9, 0)

    def test_passed_twice_to_one_day_pass_once(self, hamlet):
        there = clock.now()

        assert days.pass_to(hamlet.custodian, clock.day_of(there)) == there
        assert clock.now() == there

    def test_bring_a_firm_that_does_not_pay_into_arrears(self, hamlet):
        owner = hamlet.settled[0]
        actor = owner.actor(clock.now())
        (loan,) = contracts.loans_of(actor)
        due = loan.next_due.due_date
        days.pass_to(hamlet.custodian, due + timedelta(days=3))

        (late,) = contracts.loans_of(owner.actor(clock.now()))
        assert late.days_past_due > 0
        assert late.missing.minor > 0
        assert custody.ledger_balanced(hamlet.custodian.book_id)
        assert not delivery.parked()
