"""CN-SME-2011, every industry at every bound: the figures are those of the notice."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError

from headrace.kit.errors import NotFound
from headrace.kit.transactions import savepoint
from headrace.parties import models, queries, services
from headrace.parties.rules import size
from headrace.rulebook import queries as rulebook
from headrace.rulebook.rules import read_pack
from headrace.rulebook.services.shipping import PACKS_FOLDER

from .conftest import SET_UP, yuan
from .journal import facts_of

MILLION = 100_000_000  # in fen
# industry: (staff, revenue, assets) in people and millions of yuan for large, medium, small
NOTICE = {
    "agriculture": ((None, 200, None), (None, 5, None), (None, 0.5, None)),
    "mining": ((1000, 400, None), (300, 20, None), (20, 3, None)),
    "manufacturing": ((1000, 400, None), (300, 20, None), (20, 3, None)),
    "utilities": ((1000, 400, None), (300, 20, None), (20, 3, None)),
    "construction": ((None, 800, 800), (None, 60, 50), (None, 3, 3)),
    "wholesale": ((200, 400, None), (20, 50, None), (5, 10, None)),
    "retail": ((300, 200, None), (50, 5, None), (10, 1, None)),
    "transport": ((1000, 300, None), (300, 30, None), (20, 2, None)),
    "warehousing": ((200, 300, None), (100, 10, None), (20, 1, None)),
    "post": ((1000, 300, None), (300, 20, None), (20, 1, None)),
    "lodging": ((300, 100, None), (100, 20, None), (10, 1, None)),
    "catering": ((300, 100, None), (100, 20, None), (10, 1, None)),
    "information": ((2000, 1000, None), (100, 10, None), (10, 1, None)),
    "software": ((300, 100, None), (100, 10, None), (10, 0.5, None)),
    "real_estate": ((None, 2000, 100), (None, 10, 50), (None, 1, 20)),
    "property_management": ((1000, 50, None), (300, 10, None), (100, 5, None)),
    "leasing_business": ((300, None, 1200), (100, None, 80), (10, None, 1)),
    "other": ((300, None, None), (100, None, None), (10, None, None)),
}
CLASSES = ("large", "medium", "small", "micro")
FIGURES = ("staff", "revenue_minor", "assets_minor")


def in_units(bounds):
    staff, revenue, assets = bounds
    return {
        "staff": staff or 0,
        "revenue_minor": int((revenue or 0) * MILLION),
        "assets_minor": int((assets or 0) * MILLION),
    }


# The shipped file itself: 54 cases need no database.
SHIPPED = {
    each.scope["industry"]: each.value
    for each in read_pack((PACKS_FOLDER / "CN-SME-2011.toml").read_text()).rules
    if each.rule_key == "size.class"
}


def class_of(industry, figures):
    return size.size_class_of(SHIPPED[industry], **figures)


def test_every_industry_of_the_notice_is_shipped_and_no_other():
    assert set(SHIPPED) == set(NOTICE)


@pytest.mark.parametrize("industry", NOTICE)
class TestNotice:
    def test_reaching_every_bound_of_a_class_gives_it(self, industry):
        for name, bounds in zip(CLASSES, NOTICE[industry], strict=False):
            assert class_of(industry, in_units(bounds)) == name

    def test_missing_one_bound_by_one_gives_the_class_below(self, industry):
        # Below every lower bound of the next class too, where that has a bound the first has not.
        for place, bounds in enumerate(NOTICE[industry]):
            whole = in_units(bounds)
            for figure in (each for each in FIGURES if whole[each]):
                short = {**whole, figure: whole[figure] - 1}
                assert CLASSES.index(class_of(industry, short)) > place

    def test_a_firm_without_anything_is_micro(self, industry):
        assert class_of(industry, in_units((0, 0, 0))) == "micro"


class TestUnconfirmedBounds:
    def test_say_so(self, town):
        def status(industry):
            scope = {"industry": industry}
            return rulebook.look_up("size.class", on=date(2026, 1, 1), scope=scope).status

        assert status("manufacturing") == "S"
        assert status("real_estate") == status("lodging") == "M"


class TestAssets:
    def test_are_needed_where_a_bound_rests_on_them(self):
        table = [{"class": "small", "assets_minor": 100}]

        with pytest.raises(size.AssetsMissing) as refusal:
            size.size_class_of(table, staff=1, revenue_minor=1, assets_minor=None)
        assert refusal.value.field == "assets"

    def test_do_not_matter_where_no_bound_rests_on_them(self):
        table = [{"class": "small", "staff": 10}]

        assert size.size_class_of(table, staff=10, revenue_minor=0, assets_minor=None) == "small"


class TestIssued:
    def test_anew_when_the_figures_change_and_the_old_ones_stay(self, town):
        maker = town.person(town.firm(staff=19))
        firm = maker.organisation_id

        said = town.do(
            services.report_figures,
            maker,
            organisation_id=firm,
            staff=300,
            revenue=yuan(20_000_000),
            assets=None,
        )

        assert said == "medium"
        newest, oldest = queries.size_classes_of(firm)
        assert (oldest.size_class, oldest.staff) == ("micro", 19)
        assert (newest.size_class, newest.pack, newest.on) == (
            "medium",
            "CN-SME-2011",
            town.at.date(),
        )
        assert queries.organisation(firm).size_class == "medium"
        assert facts_of(firm, "parties.size_class.issued")[-1]["size_class"] == "medium"

    def test_on_request_by_anybody_who_may_see_the_register(self, town):
        assert town.do(services.classify, SET_UP, organisation_id=town.firm()) == "small"

    def test_only_the_firm_reports_its_own_figures(self, town):
        stranger = town.person(town.firm("乙厂"))

        with pytest.raises(services.NotOwnOrganisation):
            town.do(
                services.report_figures,
                stranger,
                organisation_id=town.firm(),
                staff=1,
                revenue=yuan(1),
                assets=None,
            )

    def test_figures_in_another_currency_are_refused(self, town):
        maker = town.person(town.firm())

        with pytest.raises(services.WrongCurrency):
            town.do(
                services.report_figures,
                maker,
                organisation_id=maker.organisation_id,
                staff=1,
                revenue=yuan(1),
                assets=type(yuan(1))(yuan(1).amount, "EUR"),
            )

    def test_of_nobody_is_not_found(self, town):
        with pytest.raises(NotFound):
            town.do(services.classify, SET_UP, organisation_id=uuid4())

    def test_is_never_changed_or_deleted(self, town):
        town.firm()

        with pytest.raises(DatabaseError), savepoint():
            models.SizeClass.objects.update(size_class="micro")
        with pytest.raises(DatabaseError), savepoint():
            models.SizeClass.objects.all().delete()
        assert models.SizeClass.objects.count() == 1
