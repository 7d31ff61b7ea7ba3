"""Consents, events and the requests to providers, through the API."""

from datetime import timedelta

import pytest

from headrace.kit.ids import new_id
from tests.api.caller import refusal
from tests.api.town import CONSENT, invoice
from tests.api.world import World, answer_to


class TestAConsent:
    def test_is_paused_resumed_and_revoked_by_its_firm(self, world: World):
        firm = world.firm()
        consent = firm.maker.made("/consents", CONSENT)
        path = f"/consents/{consent}"
        for move, state in (
            ("pause", "paused"),
            ("resumption", "active"),
            ("revocation", "revoked"),
        ):
            firm.maker.post(f"{path}/{move}")
            assert firm.maker.get(path)["state"] == state
        refusal(firm.maker.send(f"{path}/pause"), 409, "evidence/consent-move-refused")

    def test_that_a_provider_asks_for_holds_once_the_firm_approves(self, world: World):
        firm, bank = world.firm(), world.bank()
        wanted = {**CONSENT, "enterprise_id": firm.id}
        consent = bank.maker.made("/consents/requests", wanted)
        assert firm.maker.get("/consents")[0]["state"] == "requested"
        firm.maker.post(f"/consents/{consent}/approval")
        assert bank.maker.get(f"/consents/{consent}")["live"]


class TestAnEnvelope:
    @pytest.fixture
    def firm(self, world: World):
        return world.firm()

    def test_names_which_item_is_wrong_and_why_and_takes_the_others(self, firm):
        consent = firm.maker.made("/consents", CONSENT)
        good, huge, unknown = (
            invoice(firm, consent, 1),
            invoice(firm, consent, 2, amount="1e30"),
            invoice(firm, consent, 3, currency="XXX"),
        )
        stranger = invoice(firm, str(new_id()), 4)
        untimely = invoice(firm, consent, 5) | {"time": "yesterday"}
        receipt = firm.maker.post("/events", [good, huge, unknown, "no event", stranger, untimely])

        assert (receipt["accepted"], receipt["existing"]) == (1, 0)
        told = [(each["index"], each["id"], each["field"]) for each in receipt["refused"]]
        assert told == [
            (1, "F-2", "amount"),
            (2, "F-3", "currency"),
            (3, None, ""),
            (4, "F-4", "consentid"),
            (5, "F-5", "time"),
        ]
        for each in receipt["refused"]:
            english, chinese = (each["translations"][code] for code in ("en", "zh-hans"))
            assert english["detail"] != chinese["detail"]
            assert each["type"].startswith("/problems/evidence/")
        assert [each["number"] for each in firm.maker.get("/events")] == ["264420190001"]

    def test_sent_again_is_counted_as_existing_and_changes_nothing(self, firm):
        consent = firm.maker.made("/consents", CONSENT)
        envelope = [invoice(firm, consent, number) for number in range(3)]
        assert firm.maker.post("/events", envelope)["accepted"] == 3
        assert firm.maker.post("/events", envelope)["existing"] == 3
        assert len(firm.maker.get("/events")) == 3

    def test_may_come_as_a_batch_of_cloud_events(self, firm):
        consent = firm.maker.made("/consents", CONSENT)
        answer = firm.maker.send(
            "/events",
            [invoice(firm, consent, 1)],
            content_type="application/cloudevents-batch+json",
        )
        assert answer.json() == {"accepted": 1, "existing": 0, "refused": []}

    def test_of_more_than_500_items_is_refused_whole(self, firm):
        problem = refusal(
            firm.maker.send("/events", [{}] * 501), 422, "evidence/envelope-too-large"
        )
        assert (problem["count"], problem["limit"]) == (501, 500)

    def test_that_is_no_list_is_refused(self, firm):
        refusal(firm.maker.send("/events", {"specversion": "1.0"}), 422, "api/fields-malformed")

    def test_from_another_firm_is_refused_item_by_item(self, world: World, firm):
        consent = firm.maker.made("/consents", CONSENT)
        other = world.firm("梁山灯具有限公司")
        receipt = other.maker.post("/events", [invoice(firm, consent, 1)])
        assert (receipt["accepted"], receipt["refused"][0]["field"]) == (0, "consentid")


class TestARequest:
    @pytest.fixture
    def asked(self, world: World):
        """A published demand, and two providers who could be asked to check the firm."""
        world.custodian()
        experts = [world.provider("authentication") for _ in range(2)]
        firm = world.firm()
        demand = world.published(firm)
        chosen, other = sorted(experts, key=lambda each: each.maker.get("/requests") == [])
        (request,) = chosen.maker.get("/requests")
        return firm, demand, chosen, other, request

    def test_is_taken_on_and_begun_by_its_provider(self, asked):
        _, demand, expert, _, request = asked
        assert request["subject"] == {"kind": "demand", "id": demand}
        expert.maker.post(f"/requests/{request['id']}/acceptance")
        expert.maker.post(f"/requests/{request['id']}/start")
        assert expert.maker.get(f"/requests/{request['id']}")["state"] == "in_work"

    def test_cannot_be_answered_by_another_provider(self, asked):
        _, _, expert, other, request = asked
        path = f"/requests/{request['id']}"
        payload = expert.maker.post(f"{path}/payload", answer_to("authentication"))
        token = other.pen_of(other.maker).sign(payload)
        refusal(other.maker.send(f"{path}/answer", {"token": token}), 404, "kit/not-found")
        refusal(
            other.maker.send(f"{path}/payload", answer_to("authentication")),
            404,
            "kit/not-found",
        )
        # And a finding signed with the key of another is refused when its own provider sends it
        problem = expert.maker.send(f"{path}/answer", {"token": token})
        refusal(problem, 409, "evidence/issuer-mismatch")
        assert expert.maker.get(path)["state"] == "open"

    def test_is_not_answered_by_a_forged_finding(self, asked):
        _, _, expert, _, request = asked
        path = f"/requests/{request['id']}"
        payload = expert.maker.post(f"{path}/payload", answer_to("authentication"))
        token = expert.pen_of(expert.maker).sign(payload)
        forged = token.replace(token.split(".")[2][:6], "AAAAAA")
        refusal(
            expert.maker.send(f"{path}/answer", {"token": forged}),
            409,
            "evidence/signature-invalid",
        )

    def test_goes_to_another_provider_when_it_is_declined_or_the_firm_chooses(self, asked):
        firm, _, expert, other, request = asked
        path = f"/requests/{request['id']}"
        new = expert.maker.made(f"{path}/decline", {"reason": "no staff this week"})
        assert other.maker.get(f"/requests/{new}")["state"] == "open"
        back = {"provider_id": expert.id}
        refusal(
            firm.maker.send(f"/requests/{new}/provider", back),
            409,
            "evidence/provider-not-eligible",
        )

    def test_answered_is_contested_upheld_and_taken_back(self, world: World, asked):
        firm, demand, expert, _, _ = asked
        assert world.answered(expert) == 1
        (finding,) = firm.maker.get(f"/dossiers/{demand}")["findings"]
        path, why = f"/findings/{finding['id']}", {"reason": "the licence was read wrongly"}
        firm.maker.post(f"{path}/contest", why)
        (contested,) = firm.maker.get(f"/dossiers/{demand}")["findings"]
        assert contested["state"] == "contested"
        expert.maker.post(f"{path}/upholding", why)
        expert.maker.post(f"{path}/revocation", why)
        (ended,) = firm.maker.get(f"/dossiers/{demand}")["findings"]
        assert (ended["state"], ended["signature_valid"]) == ("revoked", True)

    def test_late_is_shown_as_late(self, world: World, asked):
        _, _, expert, _, request = asked
        world.later(days=timedelta(days=3).days)
        assert expert.maker.get(f"/requests/{request['id']}")["late"]
