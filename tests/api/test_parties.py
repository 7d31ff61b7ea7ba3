"""Organisations, people, roles, sources of funds and keys, through the API."""

from tests.api.caller import Caller, refusal
from tests.api.world import World, yuan
from tests.evidence.signing import Pen


class TestAnOrganisation:
    def test_registers_is_classed_and_is_found_by_its_code(self, world: World):
        # Given a firm that the operator registers
        said = world.registration("宁渡精密阀门有限公司")
        organisation = world.operator.made("/organisations", said)

        # Then the register shows it as a draft with its size class
        seen = world.officer.get(f"/organisations/{organisation}")
        assert (seen["state"], seen["size_class"], seen["uscc"]) == ("draft", "small", said["uscc"])
        assert world.officer.get(f"/organisations/by-credit-code/{said['uscc']}") == seen

    def test_with_a_wrong_check_digit_is_refused_by_name(self, world: World):
        said = world.registration("宁渡精密阀门有限公司", uscc="91330282MA0000009X")
        problem = refusal(
            world.operator.send("/organisations", said), 422, "parties/credit-code-invalid"
        )
        assert problem["field"] == "uscc"

    def test_has_no_role_any_more_once_it_is_suspended(self, world: World):
        firm = world.firm()
        assert firm.maker.get("/people/me")["roles"] == ["enterprise"]
        why = {"reason": "licence withdrawn by the registry"}
        world.officer.post(f"/organisations/{firm.id}/suspension", why)
        assert firm.maker.get("/people/me")["roles"] == []
        world.officer.post(f"/organisations/{firm.id}/restoration", why)
        assert firm.maker.get("/people/me")["roles"] == ["enterprise"]

    def test_reports_its_own_figures_and_is_classed_anew(self, world: World):
        firm = world.firm()
        figures = {"staff": 5, "revenue": yuan(900_000), "assets": yuan(500_000)}
        assert firm.maker.post("/organisations/own/figures", figures) == {"size_class": "micro"}


class TestARole:
    def test_is_applied_for_admitted_suspended_and_restored(self, world: World):
        firm = world.firm()
        (role,) = world.officer.get(f"/organisations/{firm.id}/roles")
        assert (role["kind"], role["state"]) == ("enterprise", "admitted")
        why = {"reason": "the yearly report is missing"}
        world.officer.post(f"/roles/{role['id']}/suspension", why)
        assert firm.maker.get("/people/me")["roles"] == []
        world.officer.post(f"/roles/{role['id']}/restoration", why)
        world.officer.post(f"/roles/{role['id']}/revocation", why)
        (ended,) = world.officer.get("/roles", kind="enterprise")
        assert (ended["state"], ended["reason"]) == ("revoked", why["reason"])

    def test_waits_on_the_desk_of_the_office_and_of_nobody_else(self, world: World):
        said = world.registration("梁山灯具有限公司")
        world.operator.made("/organisations", said)
        maker = Caller.signed_in(said["person_login"])
        applied = maker.made("/roles", {"kind": "enterprise"})
        assert [each["id"] for each in world.officer.get("/roles/applications")] == [applied]
        refusal(maker.ask("/roles/applications"), 403, "kit/not-admitted")
        refusal(maker.send(f"/roles/{applied}/admission"), 403, "kit/not-admitted")


class TestPeople:
    def test_see_their_colleagues_and_nobody_else(self, world: World):
        firm, other = world.firm(), world.bank()
        mine = firm.maker.get("/people")
        assert {each["organisation_id"] for each in mine} == {firm.id}
        assert firm.maker.get(f"/people/{mine[0]['id']}") == mine[0]
        refusal(other.maker.ask(f"/people/{mine[0]['id']}"), 404, "kit/not-found")

    def test_who_are_taken_out_are_refused_on_the_next_request(self, world: World):
        firm = world.firm()
        maker = firm.maker.get("/people/me")["person_id"]
        firm.checker.post(f"/people/{maker}/removal")
        refusal(firm.maker.ask("/people/me"), 401, "api/sign-in-needed")

    def test_set_their_own_password_and_only_a_strong_one(self, world: World):
        firm = world.firm()
        own = firm.maker.get("/people/me")["person_id"]
        path = f"/api/people/{own}/password"
        put = firm.maker.browser.put
        weak = put(path, {"password": "1234"}, content_type="application/json")
        refusal(weak, 422, "parties/password-weak")
        strong = {"password": "a river turns the wheel"}
        assert put(path, strong, content_type="application/json").status_code == 204


class TestASourceOfFunds:
    def test_is_declared_by_its_investor_and_refused_with_a_reason(self, world: World):
        bank = world.join("宁渡农商银行", "institution", "bank", "B-7")
        declared = {"origin": "deposits", "cap": yuan("1000000.00"), "evidence_hash": "0f" * 32}
        source = bank.maker.made("/fund-sources", declared)
        why = {"reason": "the balance sheet is not signed"}
        world.officer.post(f"/fund-sources/{source}/refusal", why)
        seen = bank.maker.get(f"/fund-sources/{source}")
        assert (seen["state"], seen["reason"]) == ("refused", why["reason"])
        assert (seen["cap"], seen["evidence_hash"]) == (yuan("1000000.00"), "0f" * 32)
        assert bank.maker.get("/fund-sources", state="refused") == [seen]


class TestASigningKey:
    def test_is_registered_looked_up_by_anybody_and_retired(self, world: World):
        bank, firm = world.bank(), world.firm()
        pen = Pen()
        kid = bank.maker.post("/signing-keys", {"public_jwk": pen.public_jwk})["kid"]
        seen = firm.maker.get(f"/signing-keys/{kid}")
        assert (seen["organisation_id"], seen["public_jwk"]) == (bank.id, pen.public_jwk)
        refusal(firm.maker.send(f"/signing-keys/{kid}/retirement"), 404, "kit/not-found")
        assert bank.maker.post(f"/signing-keys/{kid}/retirement") == {"kid": kid}
        (retired,) = bank.maker.get("/signing-keys")
        assert retired["until"] is not None
