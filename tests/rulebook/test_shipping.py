import shutil
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from headrace.rulebook import models, queries, rules, services
from headrace.rulebook.rules import RuleDraft
from headrace.rulebook.services import shipping

FILES = sorted(shipping.PACKS_FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.stem)
class TestFiles:
    def test_are_whole_and_sourced_in_both_tongues(self, path):
        file = rules.read_pack(path.read_text())

        assert file.name == path.stem
        assert all(each.source and each.text_en and each.text_zh for each in file.rules)
        assert {each.status for each in file.rules} <= {"S", "M"}
        assert {each.severity for each in file.rules} <= {"block", "warn", "report"}
        assert file.title_en
        assert file.title_zh

    def test_hold_no_rule_twice(self, path):
        addresses = [each.address() for each in rules.read_pack(path.read_text()).rules]

        assert len(addresses) == len(set(addresses))

    def test_hold_no_figure_as_a_float(self, path):
        def floats(value):
            if isinstance(value, dict):
                value = list(value.values())
            if isinstance(value, list):
                return [each for part in value for each in floats(part)]
            return [value] if isinstance(value, float) else []

        assert floats(tomllib.loads(path.read_text())) == []


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the shipped files that a test may change."""
    shutil.copytree(shipping.PACKS_FOLDER, tmp_path / "packs")
    monkeypatch.setattr(shipping, "PACKS_FOLDER", tmp_path / "packs")
    return tmp_path / "packs"


def edit(folder, name, *changes):
    path = folder / f"{name}.toml"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


class TestLoading:
    def test_brings_every_pack_in_once(self, db, at, django_assert_num_queries):
        assert services.load_packs(at=at) == tuple(each.stem for each in FILES)
        before = models.Rule.objects.count()

        # The lock, the packs, and the begin and end of the verb.
        with django_assert_num_queries(4):
            assert services.load_packs(at=at) == ()
        assert models.Rule.objects.count() == before

    def test_refuses_a_file_that_changed_under_its_version(self, packs, folder, at):
        edit(folder, "CN-USURY", ('times = "4"', 'times = "5"'))

        with pytest.raises(services.PackFileChanged) as refusal:
            services.load_packs(at=at)
        assert refusal.value.facts == {"pack": "CN-USURY", "version": 1}

    def test_a_higher_version_corrects_and_keeps_what_was_said_before(self, packs, folder, at):
        # Given a correction of one rate and one new figure, under version 2
        edit(
            folder,
            "CN-USURY",
            ("version = 1", "version = 2"),
            ('times = "4"', 'times = "3"'),
            ('value = "0.0300", status = "S"', 'value = "0.0305", status = "S"'),
        )

        # When the packs are loaded
        assert services.load_packs(at=at) == ("CN-USURY",)

        # Then look-ups see the correction, and the withdrawn rows stay as evidence
        ceiling = queries.cost_ceiling(lender_type="natural_person", on=date(2026, 1, 1))
        assert ceiling.rate == Decimal("0.0915")
        assert ceiling.rule.version == 2
        assert models.Rule.objects.filter(state="withdrawn").count() == 2
        assert models.SeriesPoint.objects.filter(state="withdrawn").count() == 1
        assert len(queries.series_points("LPR-1Y")) == 13

    def test_a_shipped_correction_leaves_the_changes_approved_here(
        self, packs, folder, at, maker, checker
    ):
        # Given a change approved here for 2027
        rule_id = approved_change(maker, checker, at)

        # When a new version corrects the rule before it
        edit(folder, "CN-CURRENT", ("version = 1", "version = 2"), ('times = "4"', 'times = "3"'))
        services.load_packs(at=at)

        # Then the correction holds until the approved change, which goes on
        def answer(on):
            return queries.look_up("market.ceiling", on=on, scope={"lender_type": "bank"})

        assert answer(date(2026, 12, 31)).value["times"] == "3"
        assert answer(date(2027, 1, 1)).rule_id == rule_id

    def test_a_shipped_rule_for_the_days_of_an_approved_change_is_refused(
        self, packs, folder, at, maker, checker
    ):
        approved_change(maker, checker, at)
        edit(
            folder,
            "CN-CURRENT",
            ("version = 1", "version = 2"),
            ("valid_from = 2020-08-20\nsource", "valid_from = 2027-06-01\nsource"),
        )

        with pytest.raises(services.PackConflicts):
            services.load_packs(at=at)


def approved_change(maker, checker, at):
    old = queries.look_up("market.ceiling", on=date(2026, 1, 1), scope={"lender_type": "bank"})
    draft = RuleDraft(
        pack=old.pack,
        rule_key=old.key,
        scope=old.scope,
        value={"method": "effective_yearly", "rate": "0.10"},
        valid_from=date(2027, 1, 1),
        valid_to=None,
        source="Notice",
        status="S",
        severity="block",
        text_en="10 %",
        text_zh="10%",
    )
    rule_id = services.propose_rule(key=uuid4(), by=maker, draft=draft, reason="", at=at)
    other = replace(checker, person_id=uuid4())
    return services.approve_rule(key=uuid4(), by=other, rule_id=rule_id, at=at)
