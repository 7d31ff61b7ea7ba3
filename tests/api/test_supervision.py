"""The supervisor's desk and the audit feed, through the API."""

import pytest

from headrace.kit import delivery, seals
from headrace.kit.journal import TOPIC
from tests.api.caller import Caller, refusal
from tests.api.town import Town
from tests.api.world import World, yuan

ONLY_AN_OFFICER = "supervision/only-an-officer"
REASON = {"reason": "the same invoices were shown to two lenders"}


@pytest.fixture
def second(world: World) -> Caller:
    world.officer.post("/people", {"login": "second", "name": "赵敏", "duties": ["checker"]})
    return Caller.signed_in("second")


class TestAnAlert:
    def test_is_raised_taken_up_and_closed(self, world: World):
        # Given two firms whose names sound alike
        world.firm("宁渡精密阀门有限公司")
        world.firm("宁渡精密阀门有限责任公司")
        delivery.deliver_all()
        (alert,) = world.officer.get("/supervision/alerts")
        assert alert["facts"]["likeness"] > 0
        path = f"/supervision/alerts/{alert['id']}"
        chinese = world.officer.ask(path, **{"Accept-Language": "zh-hans"}).json()
        assert chinese["title"] != alert["title"]

        # When an officer works it off, then the desk is empty
        world.officer.post(f"{path}/taking-up")
        assert world.officer.get(path)["state"] == "acting"
        world.officer.post(f"{path}/closing", {"note": "two brothers, two firms, both visited"})
        assert world.officer.get("/supervision/alerts") == []
        assert len(world.officer.get("/supervision/alerts", open_only="false")) == 1


class TestACase:
    def test_stays_open_while_a_freeze_of_it_is_in_force(self, world: World, second: Caller):
        firm = world.firm()
        case = world.officer.made("/supervision/cases", {"organisation_id": firm.id, **REASON})
        order = world.officer.made(
            "/supervision/freezes", {"subject_id": firm.id, "case_id": case, **REASON}
        )
        path, outcome = f"/supervision/cases/{case}/closing", {"outcome": "nothing was found"}
        problem = world.officer.send(path, outcome)
        refusal(problem, 409, "supervision/case-has-live-orders")
        second.post(f"/supervision/freezes/{order}/lifting", REASON)
        world.officer.post(path, outcome)
        assert world.officer.get("/supervision/cases")[0]["state"] == "closed"


class TestAFreeze:
    def test_shuts_an_account_and_another_officer_opens_it(self, town: Town):
        town.officer.post("/people", {"login": "second", "name": "赵敏", "duties": ["checker"]})
        second = Caller.signed_in("second")
        town.pay_in(town.lender, "1000.00")
        order = town.officer.made("/supervision/freezes", {"subject_id": town.lender.id, **REASON})
        assert town.lender.maker.get("/custody/balances")[0]["frozen"]
        lifting = f"/supervision/freezes/{order}/lifting"
        refusal(town.officer.send(lifting, REASON), 403, "supervision/same-person")
        second.post(lifting, REASON)
        (account,) = town.lender.maker.get("/custody/balances")
        assert (account["frozen"], account["free"]) == (False, yuan("1000.00"))
        assert town.officer.get("/supervision/freezes") == []

    def test_is_for_officers_alone(self, world: World):
        bank, firm = world.bank(), world.firm()
        answer = bank.checker.send("/supervision/freezes", {"subject_id": firm.id, **REASON})
        refusal(answer, 403, "supervision/only-an-officer")


class TestTheConsole:
    def test_shows_flows_ceiling_and_rules_to_the_office(self, town: Town):
        town.pay_in(town.lender, "1000000.00")
        seen = town.officer.get("/supervision/console")
        assert seen["flows"]["paid_in"] == yuan("1000000.00")
        assert seen["ceiling"]["rule"]["key"] == "market.ceiling"
        refusal(town.lender.maker.ask("/supervision/console"), 403, ONLY_AN_OFFICER)


class TestTheAuditFeed:
    def test_gives_every_entry_once_page_by_page(self, world: World):
        world.firm()
        entries, after = [], ""
        while True:
            page = world.officer.get("/audit", after=after, limit=3)
            entries += page["entries"]
            if not page["entries"]:
                break
            after = page["after"]
        kinds = [each["kind"] for each in entries]
        assert len({each["id"] for each in entries}) == len(entries)
        assert {"parties.organisation.registered", "parties.role.admitted"} <= set(kinds)

    def test_shows_what_was_refused_and_to_whom(self, world: World):
        firm = world.firm()
        applied = world.officer.get(f"/organisations/{firm.id}/roles")[0]["id"]
        firm.maker.send(f"/roles/{applied}/admission", {})
        told = [
            each["facts"]
            for each in world.officer.get("/audit", limit=500)["entries"]
            if each["kind"] == "kit.refused"
        ]
        assert told == [{"verb": "parties.admit_role", "problem": "kit/not-admitted", "field": ""}]

    def test_proves_its_seals_to_officers(self, world: World):
        firm = world.firm()
        seals.seal_new(TOPIC, at=world.at)
        proof = world.officer.get("/audit/verification")
        assert (proof["ok"], proof["faults"]) == (True, 0)
        assert proof["entries"] > 0
        refusal(firm.maker.ask("/audit/verification"), 403, "kit/not-admitted")

    def test_takes_no_place_that_it_did_not_give(self, world: World):
        refusal(world.officer.ask("/audit", {"after": "e30x"}), 422, "supervision/bad-place")
        refusal(world.firm().maker.ask("/audit"), 403, ONLY_AN_OFFICER)
