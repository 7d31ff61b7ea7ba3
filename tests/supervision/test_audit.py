"""The audit feed misses nothing, refusals included; what is sealed cannot be changed unseen."""

import pytest

from headrace.contracts import services as contract_services
from headrace.kit import log, seals
from headrace.kit.ids import new_id
from headrace.supervision import queries, services
from tests.contracts_domain.town import yuan


def whole_feed(actor, limit=7):
    after, entries = "", []
    while True:
        page = queries.audit_feed(actor, after=after, limit=limit)
        if page.after == after:
            return entries
        entries += page.entries
        after = page.after


@pytest.fixture
def auditor(town):
    return town.checker_of(town.register("Audit office", "government", "auditor"))


class TestFeed:
    def test_an_auditor_reads_every_entry_once_in_pages(self, town, auditor):
        town.running_loan()
        entries = whole_feed(auditor)
        stored = [
            each.id
            for partition in range(log.PARTITIONS)
            for each in log.read("journal", partition, log.Cursor(), 10_000)
        ]
        assert len(stored) > 30
        assert sorted(each.id for each in entries) == sorted(stored)

    def test_rejected_acts_are_in_it(self, town, auditor):
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
        refused = [each for each in whole_feed(auditor) if each.kind == "kit.refused"]
        assert [each.facts["problem"] for each in refused] == ["contracts/fee-not-signed"]
        assert refused[0].actor_organisation == town.bank.id

    def test_an_office_reads_its_own_districts_and_still_reaches_the_end(self, town):
        far = town.register("Far firm", "company", "enterprise", district="440100")
        office = town.register("Lunxi finance bureau", "government", "government")
        mine = {each.about for each in whole_feed(town.maker_of(office), limit=3)}
        assert town.firm.id in mine
        assert far.id not in mine
        ministry = {each.about for each in whole_feed(town.maker_of(town.ministry))}
        assert far.id in ministry

    def test_nobody_else_reads_it(self, town):
        for party in (town.firm, town.bank, town.custodian):
            with pytest.raises(services.OnlyAnOfficer):
                queries.audit_feed(town.checker_of(party))

    @pytest.mark.parametrize("after", ["x", "e30x", "WzFd", "bm90IGpzb24="])
    def test_a_place_that_the_feed_did_not_give_out_is_refused(self, auditor, after):
        with pytest.raises(queries.BadPlace):
            queries.audit_feed(auditor, after=after)


class TestVerifyAudit:
    @pytest.fixture
    def sealed(self, town):
        town.effective()
        while seals.seal_new("journal", at=town.at):
            pass
        return queries.verify_audit()

    def test_an_untouched_journal_verifies(self, sealed):
        assert (sealed.ok, sealed.faults, sealed.first_fault) == (True, 0, "")
        assert sealed.entries > 20

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            ('update {table} set payload = payload || \'{{"at": "x"}}\' where id = %s', "edited"),
            ("update {table} set key = gen_random_uuid() where id = %s", "edited"),
            ("delete from {table} where id = %s", "deleted"),
        ],
    )
    def test_a_superusers_hand_on_one_entry_is_named(self, town, sealed, superuser, change, what):
        entry = log.read("journal", log.partition_of(town.firm.id), log.Cursor())[0]
        superuser.execute("set session_replication_role = replica")
        superuser.execute(change.format(table="kit_log_entry"), [entry.id])
        report = queries.verify_audit()
        assert (report.ok, report.faults) == (False, 1)
        assert str(entry.id) in report.first_fault
        assert report.first_fault.endswith(what)
