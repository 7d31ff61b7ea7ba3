"""What a clerk of one custodian tries at the books of another: nothing is found, nothing moves."""

import pytest

from headrace.custody import queries, services
from headrace.custody.models import StatementEntry
from headrace.custody.services import AccountMissing, NotTheCustodian
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id

from .test_payments_that_come_back import Sent
from .world import person, yuan


@pytest.fixture
def sent(committed, at) -> Sent:
    """A payment of which a part came back: 7 yuan wait in suspense, with a break."""
    sent = Sent(at)
    sent.out()
    sent.back("PART", amount=7)
    return sent


def intruders(sent: Sent) -> dict[str, Actor]:
    return {
        "another custodian": person(new_id(), "custodian"),
        "the custodian's maker": person(sent.world.custodian, "custodian", duty="maker"),
        "the custodian, suspended": person(sent.world.custodian),
        "the paying bank": person(sent.world.lender, "bank"),
        "the firm": person(sent.world.enterprise, "enterprise"),
        "an office": person(new_id(), "government"),
    }


WHO = [
    "another custodian",
    "the custodian's maker",
    "the custodian, suspended",
    "the paying bank",
    "the firm",
    "an office",
]


def identify(sent: Sent, by: Actor, **more):
    said = {"entry_ref": "PART", "party_id": sent.world.enterprise} | more
    return services.identify_receipt(
        key=new_id(), by=by, book_id=sent.world.book, note="asked", at=sent.world.at, **said
    )


def suspense(sent: Sent):
    return queries.balance(sent.world.book, None, "suspense")


@pytest.mark.parametrize("who", WHO)
class TestAnIntruder:
    def test_gives_no_suspense_money_away(self, sent, who):
        with pytest.raises((NotFound, NotAdmitted)):
            identify(sent, intruders(sent)[who])
        assert suspense(sent) == yuan(7)
        assert sent.world.free(sent.world.enterprise) == yuan(0)

    def test_closes_no_break(self, sent, who):
        (found,) = queries.open_breaks(sent.world.book)
        with pytest.raises((NotFound, NotAdmitted)):
            services.close_break(
                key=new_id(),
                by=intruders(sent)[who],
                break_id=found.id,
                note="nothing",
                at=sent.world.at,
            )
        assert sent.breaks() == ["amount"]

    def test_tells_no_message(self, sent, who):
        with pytest.raises(NotTheCustodian):
            services.receive_message(
                book_id=sent.world.book, xml=b"any", by=intruders(sent)[who], at=sent.world.at
            )

    def test_collects_and_reconciles_nothing(self, sent, who):
        by = intruders(sent)[who]
        with pytest.raises(NotTheCustodian):
            services.collect_messages(book_id=sent.world.book, by=by, at=sent.world.at)
        with pytest.raises(NotTheCustodian):
            services.reconcile(
                book_id=sent.world.book, on=sent.world.at.date(), by=by, at=sent.world.at
            )

    def test_sends_no_payment(self, sent, who):
        with pytest.raises(NotTheCustodian):
            services.send_instruction(
                by=intruders(sent)[who], instruction_id=sent.id, at=sent.world.at
            )


class TestTheRightClerk:
    def clerk(self, sent: Sent) -> Actor:
        return person(sent.world.custodian, "custodian")

    def test_gives_suspense_money_to_its_owner_once(self, sent):
        identify(sent, self.clerk(sent))
        assert (suspense(sent), sent.breaks()) == (yuan(0), [])
        identify(sent, self.clerk(sent))
        assert sent.world.free(sent.world.enterprise) == yuan(7)
        sent.assert_sound()

    def test_does_not_give_one_receipt_to_a_second_party(self, sent):
        identify(sent, self.clerk(sent))
        with pytest.raises(services.PostingRefused):
            identify(sent, self.clerk(sent), party_id=sent.world.lender)
        assert sent.world.free(sent.world.lender) == yuan(0)

    def test_gives_nothing_to_who_has_no_account(self, sent):
        with pytest.raises(AccountMissing):
            identify(sent, self.clerk(sent), party_id=new_id())
        assert suspense(sent) == yuan(7)

    @pytest.mark.parametrize("entry_ref", ["OUT", "NONE", ""])
    def test_gives_away_no_line_that_is_not_in_suspense(self, sent, entry_ref):
        with pytest.raises(NotFound):
            identify(sent, self.clerk(sent), entry_ref=entry_ref)
        here = StatementEntry.objects.filter(book_id=sent.world.book)
        assert here.filter(outcome="suspense").count() == 1
