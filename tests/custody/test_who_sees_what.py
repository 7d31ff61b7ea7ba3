"""Who sees a payment, whose key is next, and what the tables themselves refuse."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from uuid import UUID

import pytest
from django.db import connection
from django.db.utils import Error, IntegrityError, ProgrammingError

from headrace.custody import ports, queries
from headrace.custody.models import Book, Instruction
from headrace.custody.rules import accounts, doors, instructions, messages, paying_out
from headrace.kit.actors import Actor
from headrace.kit.errors import CentreError, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import savepoint
from tests.custody.world import yuan
from tests.kit.tongues import in_chinese, in_english, is_told_in_both

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
STATES = [each.value for each in instructions.State]


@dataclass
class Desk:
    """A book at a custodian and a payment out of a bank's money, as rows."""

    custodian: UUID = field(default_factory=new_id)
    bank: UUID = field(default_factory=new_id)
    loan: Subject = field(default_factory=lambda: Subject("loan", new_id()))
    made: int = 0

    def __post_init__(self) -> None:
        self.book = Book.objects.create(
            created_at=AT,
            custodian_id=self.custodian,
            region="360730",
            currency="CNY",
            account_number="6222020000000001",
            account_name="宁渡存管专户",
        )

    def payment(self, **said: object) -> Instruction:
        self.made += 1
        told = {
            "book_id": self.book.id,
            "id": new_id(),
            "transfer_id": new_id(),
            "subject_kind": self.loan.kind,
            "subject_id": self.loan.id,
            "debit_party": self.bank,
            "debit_id": new_id(),
            "payee_name": "宁渡阀门有限公司",
            "payee_account": "6228480402564890018",
            "amount_minor": 30_000_000,
            "purpose_code": "drawdown",
            "remittance": "",
            "client_authorisation": f"AUTH-{self.made}",
            "content_hash": b"h" * 32,
            "state": "drafted",
            "prepared_by": new_id(),
            "prepared_organisation": new_id(),
            "district": "360730",
            "prepared_at": AT,
        }
        return Instruction.objects.create(**(told | said))

    def with_first_key(self, **said: object) -> Instruction:
        return self.payment(first_key_by=new_id(), first_key_organisation=self.bank, **said)


@pytest.fixture
def desk(db) -> Desk:
    return Desk()


def actor(organisation: UUID, *roles: str, duty: str = "viewer", district: str = "") -> Actor:
    return Actor(new_id(), organisation, frozenset(roles), frozenset({duty}), district)


def office(district: str) -> Actor:
    return actor(new_id(), "government", district=district)


def everybody(desk: Desk) -> dict[str, Actor]:
    return {
        "the paying bank": actor(desk.bank, "bank"),
        "the paying bank, suspended": actor(desk.bank),
        "the custodian": actor(desk.custodian, "custodian"),
        "the custodian, suspended": actor(desk.custodian),
        "the custodian in another role": actor(desk.custodian, "bank"),
        "another custodian": actor(new_id(), "custodian"),
        "another bank": actor(new_id(), "bank"),
        "the firm it is about": actor(desk.loan.id, "enterprise"),
        "central government": office("000000"),
        "the office of the province": office("360000"),
        "the office of the city": office("360700"),
        "the office of the county": office("360730"),
        "the office of the next county": office("360731"),
        "the office of another province": office("330000"),
        "an office without a district": office(""),
        "an office of a malformed district": office("36073"),
        "an auditor": actor(new_id(), "auditor"),
        "the operator": actor(new_id(), "operator"),
        "the machine": Actor.system("worker"),
    }


SEES = {
    "the paying bank",
    "the paying bank, suspended",
    "the custodian",
    "central government",
    "the office of the province",
    "the office of the city",
    "the office of the county",
    "an auditor",
}


class TestAPayment:
    def test_is_seen_by_its_parties_and_those_who_watch(self, desk):
        row = desk.payment()
        for who, each in everybody(desk).items():
            seen = queries.instructions_of(desk.loan, each)

            assert bool(seen) is (who in SEES), who
            if who in SEES:
                assert queries.instruction(row.id, each) == seen[0]
            else:
                with pytest.raises(NotFound):
                    queries.instruction(row.id, each)

    def test_that_is_not_there_looks_like_one_that_is_not_yours(self, desk):
        row, stranger = desk.payment(), actor(new_id(), "bank")
        said = []
        for address in (row.id, new_id()):
            with pytest.raises(NotFound) as refusal:
                queries.instruction(address, stranger)
            said.append((refusal.value.code(), str(refusal.value), refusal.value.facts))

        assert said[0] == said[1]

    def test_is_shown_with_its_payee_read_and_its_keys_counted(self, desk):
        watching = office("360730")
        both = desk.with_first_key(second_key_by=new_id(), state="sent")
        views = [queries.instruction(each.id, watching) for each in (desk.payment(), both)]

        assert [each.keys for each in views] == [0, 2]
        assert {each.payee_name for each in views} == {"宁渡阀门有限公司"}
        assert {each.amount for each in views} == {yuan(300_000)}

    def test_rests_with_its_payee_encrypted(self, desk):
        row = desk.payment()
        with connection.cursor() as cursor:
            cursor.execute(
                "select payee_name, payee_account from custody_instruction where id = %s", [row.id]
            )
            stored = cursor.fetchone()

        assert "宁渡" not in stored[0]
        assert "6228" not in stored[1]

    def test_of_another_business_is_not_listed_with_it(self, desk):
        desk.payment()

        assert queries.instructions_of(Subject("loan", new_id()), actor(desk.bank)) == ()
        assert queries.instructions_of(Subject("offer", desk.loan.id), actor(desk.bank)) == ()


class TestTheNextKey:
    def waiting(self, who: Actor) -> list[UUID]:
        return [each.id for each in queries.instructions_waiting(who)]

    def test_is_the_payers_first_and_then_the_custodians(self, desk):
        fresh, half = desk.payment(), desk.with_first_key()
        waiting = {who: self.waiting(each) for who, each in everybody(desk).items()}

        assert {who: found for who, found in waiting.items() if found} == {
            "the paying bank": [fresh.id],
            "the paying bank, suspended": [fresh.id],
            "the custodian": [half.id],
        }

    @pytest.mark.parametrize("state", [each for each in STATES if each != "drafted"])
    def test_is_nobodys_once_both_are_turned(self, desk, state):
        ended = {"cancelled_by": new_id(), "cancelled_at": AT} if state == "cancelled" else {}
        desk.with_first_key(second_key_by=new_id(), state=state, **ended)

        assert not any(self.waiting(each) for each in everybody(desk).values())

    def test_is_asked_for_oldest_first(self, desk):
        made = [desk.payment().id for _ in range(3)]

        assert self.waiting(actor(desk.bank)) == made


class TestTheTables:
    def refuses(self, desk: Desk, **said: object) -> str:
        with pytest.raises(IntegrityError) as refusal, savepoint():
            desk.payment(**said)
        return str(refusal.value)

    @pytest.mark.parametrize(
        "state", [each for each in STATES if each not in ("drafted", "cancelled")]
    )
    @pytest.mark.parametrize(
        "keys", [{}, {"first_key_by": UUID(int=1)}, {"second_key_by": UUID(int=2)}]
    )
    def test_let_no_payment_out_without_two_keys(self, desk, state, keys):
        assert "custody_no_money_without_two_keys" in self.refuses(desk, state=state, **keys)

    def test_let_nobody_turn_both_keys(self, desk):
        one = {"first_key_by": UUID(int=1), "second_key_by": UUID(int=1)}

        assert "custody_two_keys_two_persons" in self.refuses(desk, **one)

    @pytest.mark.parametrize("key", ["first_key_by", "second_key_by"])
    def test_let_nobody_turn_a_key_of_what_he_prepared(self, desk, key):
        assert "custody_maker_is_no_key" in self.refuses(
            desk, **{"prepared_by": UUID(int=1), key: UUID(int=1)}
        )

    @pytest.mark.parametrize("amount", [0, -1])
    def test_let_nothing_out_that_is_no_amount(self, desk, amount):
        assert "amount_minor" in self.refuses(desk, amount_minor=amount)

    @pytest.mark.parametrize("state", ["", "paid", "DRAFTED"])
    def test_know_no_other_state(self, desk, state):
        both = {"first_key_by": UUID(int=1), "second_key_by": UUID(int=2)}

        assert "state" in self.refuses(desk, state=state, **both)

    @pytest.mark.parametrize(
        "said",
        [
            {"state": "cancelled"},
            {"state": "cancelled", "cancelled_at": AT},
            {"state": "drafted", "cancelled_at": AT, "cancelled_by": UUID(int=1)},
            {
                "state": "cancelled",
                "cancelled_at": AT,
                "cancelled_by": UUID(int=1),
                "sending_at": AT,
            },
        ],
    )
    def test_let_nothing_be_cancelled_by_nobody_or_on_its_way(self, desk, said):
        assert "custody_cancelled_by_somebody" in self.refuses(desk, **said)

    def test_let_a_clients_word_stand_behind_one_payment_only(self, desk):
        desk.payment(client_authorisation="AUTH")

        assert "client_authorisation" in self.refuses(desk, client_authorisation="AUTH")

    def test_let_a_transfer_be_paid_by_one_instruction_only(self, desk):
        row = desk.payment()

        assert "transfer_id" in self.refuses(desk, transfer_id=row.transfer_id)

    @pytest.mark.parametrize("given", [{"region": "x"}, {"account_number": "1"}])
    def test_keep_one_book_for_a_region_and_one_for_an_account(self, desk, given):
        told = {
            "custodian_id": desk.custodian,
            "region": "360730",
            "account_number": "6222020000000001",
        }
        with pytest.raises(IntegrityError), savepoint():
            Book.objects.create(created_at=AT, account_name="x", currency="CNY", **(told | given))

    @pytest.mark.parametrize(
        "table", ["custody_account", "custody_transfer", "custody_leg", "custody_seal"]
    )
    @pytest.mark.parametrize("change", ["delete from {}", "truncate {}", "drop table {}"])
    def test_are_not_the_applications_to_empty(self, db, table, change):
        with pytest.raises((ProgrammingError, Error)), savepoint(), connection.cursor() as cursor:
            cursor.execute(change.format(table))


class TestTheDoors:
    custodian = UUID(int=9)

    @pytest.mark.parametrize(
        ("organisation", "role", "duty"),
        list(
            product(
                (UUID(int=9), UUID(int=8)),
                ("custodian", "government", "bank"),
                ("checker", "maker", "viewer"),
            )
        ),
    )
    def test_of_the_custodian_open_to_its_own_checker(self, organisation, role, duty):
        who = actor(organisation, role, duty=duty)
        own = (organisation, role, duty) == (self.custodian, "custodian", "checker")

        assert doors.is_custodian(who, self.custodian) is own
        if own:
            doors.check_custodian(who, custodian_id=self.custodian)
            doors.check_opens(who, custodian_id=self.custodian)
            return
        for check in (doors.check_custodian, doors.check_opens):
            with pytest.raises(CentreError) as refusal:
                check(who, custodian_id=self.custodian)
            assert refusal.value.status == 403

    @pytest.mark.parametrize(
        ("district", "duty", "opens"),
        [
            ("000000", "checker", True),
            ("000000", "maker", False),
            ("360000", "checker", False),
            ("", "checker", False),
        ],
    )
    def test_of_a_new_book_open_to_central_government_too(self, district, duty, opens):
        office = Actor(new_id(), new_id(), frozenset({"government"}), frozenset({duty}), district)
        if opens:
            doors.check_opens(office, custodian_id=self.custodian)
        else:
            with pytest.raises(doors.BookNotYours):
                doors.check_opens(office, custodian_id=self.custodian)
        with pytest.raises(doors.NotTheCustodian):
            doors.check_custodian(office, custodian_id=self.custodian)

    def test_open_to_the_machine(self):
        doors.check_opens(Actor.system("worker"), custodian_id=self.custodian)
        doors.check_custodian(Actor.system("worker"), custodian_id=self.custodian)


class TestARefusal:
    @pytest.mark.parametrize(
        ("refusal", "status", "field", "shown"),
        [
            (accounts.FundsNotCovered(free=yuan(1), needed=yuan(2)), 409, "amount", "1.00 CNY"),
            (accounts.AccountFrozen(), 409, "", ""),
            (accounts.PostingRefused(answer="forbidden"), 409, "", "forbidden"),
            (accounts.AlreadyResolved(), 409, "", ""),
            (accounts.AccountMissing(purpose="held"), 409, "", "held"),
            (instructions.StepRefused(state="sent", event="send"), 409, "", "sent"),
            (instructions.SamePerson(), 403, "", ""),
            (instructions.KeyNotYours(), 403, "", ""),
            (instructions.KeyOfTheCustodian(), 403, "", ""),
            (
                instructions.AuthorisationReused(reference="A-1"),
                409,
                "client_authorisation",
                "A-1",
            ),
            (instructions.InstructionAltered(), 409, "", ""),
            (instructions.CancelNotYours(), 403, "", ""),
            (paying_out.NumberMalformed(), 422, "number", ""),
            (paying_out.NoVerifiedAccount(), 409, "", ""),
            (paying_out.AmountNotPositive(), 422, "amount", ""),
            (messages.MessageAltered(message_id="M-1"), 409, "", "M-1"),
            (messages.ReferenceTaken(reference="HAX"), 409, "reference", "HAX"),
            (messages.ForeignAccount(), 409, "", ""),
            (
                messages.StatementGap(
                    number=9, expected_number=8, expected_minor=500, found_minor=-7
                ),
                409,
                "",
                "-7",
            ),
            (ports.CustodianSilent(), 503, "", ""),
            (ports.CustodianUnbound(), 503, "", ""),
        ],
        ids=lambda each: each.code() if isinstance(each, CentreError) else "",
    )
    def test_says_what_where_and_what_to_do_in_both_languages(self, refusal, status, field, shown):
        assert (refusal.status, refusal.field) == (status, field)
        assert is_told_in_both(refusal)
        assert shown in in_english(refusal).message
        assert shown in in_chinese(refusal).message

    def test_of_an_unbound_custodian_is_told_before_anything_is_sent(self):
        with pytest.raises(ports.CustodianUnbound):
            ports.channel_of(new_id())


class TestAReference:
    @pytest.mark.parametrize(
        ("structured", "remittance", "found"),
        [
            ([], [], set()),
            (["HAABCDEFGH23"], [], {"HAABCDEFGH23"}),
            (["HRABCDEFGH23"], ["HAABCDEFGH23"], {"HRABCDEFGH23", "HAABCDEFGH23"}),
            (["HXABCDEFGH23"], [], set()),
            (["HAABCDEFGH2"], [], set()),
            (["HAABCDEFGH18"], [], set()),
            ([], ["haabcdefgh23"], {"HAABCDEFGH23"}),
            ([], ["xxHAABCDEFGH23yy"], {"HAABCDEFGH23"}),
            ([], ["HAABC", "DEFGH23"], {"HAABCDEFGH23"}),
            (["HAABC", "DEFGH23"], [], set()),
        ],
    )
    def test_is_found_as_payers_and_banks_write_it(self, structured, remittance, found):
        assert messages.possible_references(structured, remittance) == found
