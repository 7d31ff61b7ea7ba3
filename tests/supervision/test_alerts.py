"""What goes wrong in the town reaches the right desk, once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headrace.contracts import services as contract_services
from headrace.kit import delivery, journal
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.supervision import queries, services
from tests.contracts_domain.town import SET_UP, yuan


@pytest.fixture
def district(town):
    return town.register("Lunxi finance bureau", "government", "government")


def codes(actor):
    delivery.deliver_all()
    return [each.code for each in queries.alerts(actor)]


@transaction
def tell_of_nobody(town):
    journal.record(
        "custody.instruction.returned",
        subject=Subject("instruction", new_id()),
        about=new_id(),
        by=SET_UP,
        at=town.at,
    )


class TestRaising:
    def test_a_late_loan_reaches_the_desk_of_its_district(self, town, district):
        town.running_loan()
        town.on(date(2026, 12, 24))
        town.close(date(2026, 12, 24))
        (alert,) = queries.alerts(town.maker_of(district))
        assert (alert.code, alert.severity, alert.about) == ("late", "notice", town.firm.id)
        assert (alert.facts["days_past_due"], alert.decide_by_date) == (1, None)

        town.on(date(2026, 12, 23) + timedelta(days=31))
        town.close(date(2026, 12, 23) + timedelta(days=31))
        first = queries.alerts(town.maker_of(district))[0]
        assert first.code == "seriously_late"
        assert first.decide_by_date == date(2027, 1, 28)

    def test_delivering_again_raises_nothing_new(self, town, district):
        town.running_loan()
        town.on(date(2026, 12, 24))
        town.close(date(2026, 12, 24))
        before = codes(town.maker_of(district))
        assert codes(town.maker_of(district)) == before == ["late"]

    def test_an_unsigned_fee_is_told_although_its_verb_was_undone(self, town, district):
        agreement_id = town.effective()
        with pytest.raises(contract_services.FeeNotSigned):
            contract_services.collect_fee(
                key=new_id(),
                by=town.checker_of(town.bank),
                agreement_id=agreement_id,
                code="consulting",
                amount=yuan("100"),
                at=town.at,
            )
        assert codes(town.maker_of(district)) == ["unsigned_fee"]

    def test_a_foreign_signature_is_grave(self, town, district):
        agreement_id = town.draw_up(town.terms())
        by = town.maker_of(town.firm)
        key = town.give_key(town.bank, town.bank.checker)
        with pytest.raises(contract_services.SignatureOfAnother):
            contract_services.sign_agreement(
                key=new_id(),
                by=by,
                agreement_id=agreement_id,
                signature=town.signature(agreement_id, by, key),
                at=town.at,
            )
        delivery.deliver_all()
        (alert,) = queries.alerts(town.maker_of(district))
        assert (alert.code, alert.severity) == ("forged_signature", "grave")
        assert alert.facts["signer"] == str(town.bank.id)

    def test_an_operator_who_tries_to_move_money_is_told_to_the_whole_country(self, town, district):
        agreement_id = town.effective()
        operator = next(iter(town.people_of_centre()))
        with pytest.raises((NotAdmitted, NotFound)):
            contract_services.request_drawdown(
                key=new_id(),
                by=operator,
                agreement_id=agreement_id,
                payee_name="The centre",
                payee_account="1",
                at=town.at,
            )
        assert "operator_tried" in codes(town.maker_of(town.ministry))
        assert codes(town.maker_of(district)) == []

    def test_a_receipt_that_names_nobody_is_a_break(self, town):
        town.receive(yuan("5"), "no reference")
        (alert,) = queries.alerts(town.maker_of(town.ministry))
        assert (alert.code, alert.severity) == ("break", "grave")

    def test_an_entry_about_no_organisation_goes_to_the_whole_country(self, town, district):
        tell_of_nobody(town)
        assert codes(town.maker_of(town.ministry)) == ["returned"]
        assert codes(town.maker_of(district)) == []


class TestWorkingOff:
    @pytest.fixture
    def alert_id(self, town, district):
        town.running_loan()
        town.on(date(2026, 12, 24))
        town.close(date(2026, 12, 24))
        return queries.alerts(town.maker_of(district))[0].id

    def close(self, town, by, alert_id, note="spoke with the owner, pays on Monday"):
        return services.close_alert(key=new_id(), by=by, alert_id=alert_id, note=note, at=town.at)

    def test_is_taken_up_and_closed_with_a_reason(self, town, district, alert_id):
        by = town.maker_of(district)
        services.take_up_alert(key=new_id(), by=by, alert_id=alert_id, at=town.at)
        assert queries.alert(alert_id, by).state == "acting"
        self.close(town, by, alert_id)
        seen = queries.alert(alert_id, by)
        assert (seen.state, seen.closed_at) == ("closed", town.at)
        assert queries.alerts(by) == ()
        with pytest.raises(services.AlertMoveRefused):
            self.close(town, by, alert_id)

    def test_without_a_reason_it_stays_open(self, town, district, alert_id):
        with pytest.raises(services.ReasonTooShort):
            self.close(town, town.maker_of(district), alert_id, note="ok")

    def test_leads_to_a_case_of_which_it_is_the_trigger(self, town, district, alert_id):
        by = town.maker_of(district)
        case_id = services.open_case(
            key=new_id(),
            by=by,
            organisation_id=town.firm.id,
            reason="the third late instalment in a row",
            alert_id=alert_id,
            at=town.at,
        )
        (case,) = queries.cases(by)
        assert (case.id, case.alert_id, case.state) == (case_id, alert_id, "opened")
        assert queries.cases(town.maker_of(town.bank)) == ()

    def test_the_whole_list_can_be_read_with_what_is_closed(self, town, district, alert_id):
        by = town.maker_of(district)
        self.close(town, by, alert_id)
        assert [each.id for each in queries.alerts(by, open_only=False)] == [alert_id]

    def test_background_work_is_no_officer(self, town, alert_id):
        machine = replace(town.maker_of(town.ministry), person_id=None)
        with pytest.raises(services.OnlyAnOfficer):
            self.close(town, machine, alert_id)

    def test_an_auditor_reads_it_and_can_change_nothing(self, town, alert_id):
        auditor = town.checker_of(town.register("Audit office", "government", "auditor"))
        assert queries.alert(alert_id, auditor).code == "late"
        with pytest.raises(services.OnlyAnOfficer):
            self.close(town, auditor, alert_id)

    def test_for_another_county_and_for_a_bank_it_does_not_exist(self, town, alert_id):
        other = town.register("Xiling bureau", "government", "government", district="330281")
        for by in (town.maker_of(other), town.maker_of(town.bank)):
            with pytest.raises(NotFound):
                self.close(town, by, alert_id)
            assert queries.alerts(by) == ()
