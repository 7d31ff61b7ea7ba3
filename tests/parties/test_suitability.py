"""Who lends money of his own: admitted by name, once told what he takes upon himself, by date."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError, ProgrammingError

from headrace.kit.errors import NotAdmitted
from headrace.kit.subjects import Subject
from headrace.parties import models, queries, services
from headrace.parties.rules import suitability as rules
from headrace.rulebook import queries as rulebook

from .conftest import founded, yuan
from .journal import facts_of

UNDER_2016 = datetime(2020, 3, 1, 2, tzinfo=UTC)
LAST_DAY, FIRST_SHUT = date(2020, 11, 15), date(2020, 11, 16)
IDENTITIES = ("11010519491231002X", "440524198801010011")


@pytest.fixture
def old_town(db):
    """A centre on 2020-03-01, when people could still lend through an intermediary."""
    return founded(UNDER_2016)


def person_investor(town, identity=IDENTITIES[0]):
    return town.member(
        "investor_natural",
        kind="natural_person",
        uscc=None,
        owner_identity=identity,
        industry="none",
        staff=0,
        revenue=yuan(0),
    )


def company_investor(town):
    return town.member("investor_legal")


def confirm(town, investor, **said):
    shown = queries.suitability_text(town.at.date()).hash
    return town.do(services.confirm_suitability, investor, **{"text_hash": shown, **said})


class TestAdmission:
    def test_a_person_is_known_by_the_identity_number_and_has_no_size_class(self, old_town):
        investor = person_investor(old_town)

        known = queries.organisation(investor.organisation_id)
        assert (known.kind, known.uscc, known.size_class) == ("natural_person", None, "")
        assert queries.admitted(investor.organisation_id, "investor_natural", at=old_town.at)

    def test_a_person_without_an_identity_number_is_not_registered(self, old_town):
        with pytest.raises(services.IdentityMissing):
            old_town.firm("陈晓", kind="natural_person", uscc=None)

    @pytest.mark.parametrize(
        ("role", "said"),
        [
            ("investor_natural", {"kind": "company"}),
            (
                "investor_legal",
                {"kind": "natural_person", "uscc": None, "owner_identity": IDENTITIES[0]},
            ),
            ("enterprise", {"kind": "natural_person", "owner_identity": IDENTITIES[0]}),
        ],
        ids=["firm as person", "person as firm", "person as borrower"],
    )
    def test_each_role_is_for_its_own_kind_of_party(self, old_town, role, said):
        with pytest.raises(services.RoleNotForYou):
            old_town.member(role, **said)

    def test_a_licensed_lender_does_not_lend_beside_its_licence(self, old_town):
        bank = old_town.member("bank", kind="institution", industry="finance")

        with pytest.raises(services.RolesConflict):
            old_town.do(services.apply_for_role, bank, kind="investor_legal", licence="")

    def test_own_funds_are_declared_and_admitted_as_a_banks_are(self, old_town):
        investor = person_investor(old_town)

        source = old_town.do(
            services.declare_fund_source,
            investor,
            origin="own_funds",
            cap=yuan(50_000),
            evidence_hash=sha256(b"payslips").digest(),
        )
        old_town.do(services.admit_fund_source, old_town.central, fund_source_id=source)

        held = queries.funds_admitted(investor.organisation_id, currency="CNY", at=old_town.at)
        assert held == yuan(50_000)

    def test_borrowed_money_is_no_source_of_an_investor(self, old_town):
        with pytest.raises(services.OriginRefused):
            old_town.do(
                services.declare_fund_source,
                person_investor(old_town),
                origin="borrowed_for_onlending",
                cap=yuan(50_000),
                evidence_hash=sha256(b"loan").digest(),
            )


class TestConfirmation:
    def test_the_text_is_the_three_duties_of_the_law_with_their_source(self, old_town):
        shown = queries.suitability_text(old_town.at.date())

        assert [each.key.rpartition(".")[2] for each in shown.duties] == [
            "bears_own_loss",
            "own_lawful_funds",
            "risk_awareness",
        ]
        assert all("Order No. 1 [2016]" in each.source for each in shown.duties)
        assert shown.opened_by.pack == "CN-P2P-2016"

    @pytest.mark.parametrize("investor_of", [person_investor, company_investor])
    def test_is_stored_with_day_pack_and_decision(self, old_town, investor_of):
        investor = investor_of(old_town)

        found = confirm(old_town, investor)

        kept = queries.suitability_of(investor.organisation_id, on=old_town.at.date())
        assert (kept.person_id, kept.confirmed_at) == (investor.person_id, old_town.at)
        assert (kept.pack, kept.text_hash) == (
            "CN-P2P-2016",
            queries.suitability_text(old_town.at.date()).hash,
        )
        (decision,) = rulebook.decisions(Subject("suitability", found))
        assert (decision.key, decision.verdict) == ("p2p.retail", "allowed")
        (told,) = facts_of(investor.organisation_id, "parties.suitability.confirmed")
        assert (told["pack"], len(told["rules"])) == ("CN-P2P-2016", 3)

    def test_is_given_once(self, old_town):
        investor = person_investor(old_town)
        confirm(old_town, investor)

        with pytest.raises(services.SuitabilityConfirmed):
            confirm(old_town, investor)

    def test_of_a_text_that_was_not_shown_is_refused(self, old_town):
        with pytest.raises(services.TextChanged):
            confirm(old_town, person_investor(old_town), text_hash=b"x" * 32)

    def test_is_not_a_banks_to_give(self, old_town):
        bank = old_town.member("bank", kind="institution", industry="finance")

        with pytest.raises(services.InvestorNeeded):
            confirm(old_town, bank)

    def test_needs_the_duty_of_a_maker(self, old_town):
        investor = person_investor(old_town)
        onlooker = old_town.person(investor.organisation_id, "viewer")

        with pytest.raises(NotAdmitted):
            confirm(old_town, onlooker)

    def test_is_never_changed_afterwards(self, old_town):
        confirm(old_town, person_investor(old_town))

        with pytest.raises(ProgrammingError, match="permission denied"):
            models.Suitability.objects.update(pack="CN-CURRENT")

    def test_stands_once_a_pack_in_the_database_too(self, old_town):
        confirm(old_town, person_investor(old_town))
        row = models.Suitability.objects.get()
        row.pk = None

        with pytest.raises(IntegrityError, match="parties_suitability_once_a_pack"):
            row.save(force_insert=True)

    def test_is_a_persons_act_and_never_a_programs(self, old_town):
        investor = person_investor(old_town)

        with pytest.raises(services.InvestorNeeded):
            confirm(old_town, replace(investor, person_id=None))


class TestDatedLaw:
    def test_the_last_day_still_lets_people_lend(self, old_town):
        assert queries.check_retail_open(LAST_DAY).value == {"allowed": True}

    def test_the_next_day_refuses_with_rule_value_date_and_source(self, old_town):
        with pytest.raises(services.RetailShut) as refused:
            queries.check_retail_open(FIRST_SHUT)

        facts = refused.value.facts
        assert (facts["rule"], facts["value"], facts["pack"], facts["valid_from"]) == (
            "p2p.retail",
            "false",
            "CN-CURRENT",
            "2020-11-16",
        )
        assert "Banking and Insurance Regulatory Commission" in facts["source"]
        said = refused.value.explain(str)
        assert "2020-11-16" in said
        assert facts["source"] in said

    def test_nobody_confirms_any_more_and_no_earlier_confirmation_counts(self, old_town):
        early, late = person_investor(old_town), person_investor(old_town, IDENTITIES[1])
        shown = queries.suitability_text(old_town.at.date()).hash
        confirm(old_town, early)
        old_town.at = datetime(2020, 11, 16, 2, tzinfo=UTC)

        with pytest.raises(services.RetailShut):
            confirm(old_town, late, text_hash=shown)
        assert queries.suitability_of(early.organisation_id, on=FIRST_SHUT) is None

    def test_before_the_measures_no_rule_answers_and_none_is_guessed(self, old_town):
        with pytest.raises(rulebook.RuleNotFound):
            queries.check_retail_open(date(2016, 8, 16))


def test_equal_texts_are_read_and_others_are_not():
    rules.check_read(shown=b"a", confirmed=b"a")
    with pytest.raises(rules.TextChanged):
        rules.check_read(shown=b"a", confirmed=b"b")
