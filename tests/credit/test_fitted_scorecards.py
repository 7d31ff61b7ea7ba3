"""A scorecard fitted here orders firms by their books, decides by name, and can be replayed."""

import random

import pytest

from headrace.credit import fitting, library
from headrace.credit.rules import scorecard
from headrace.credit.rules.points import FittedFact, fitted_card


def rated(firms: int = 120) -> tuple[list[dict[str, int | None]], list[bool]]:
    """Self-made firms: the smaller the sales and the fewer the months, the likelier a default."""
    dice = random.Random(7)
    facts, outcomes = [], []
    for _ in range(firms):
        sales = dice.randrange(10**6, 10**9)
        said = {name: dice.randrange(1_000) for name in fitting.FACTS}
        said |= {"sales_minor": sales, "growth_ppm": None if dice.random() < 0.1 else 5}
        facts.append(said)
        outcomes.append(dice.random() < (0.6 if sales < 3 * 10**8 else 0.05))
    return facts, outcomes


@pytest.fixture(scope="module")
def done() -> fitting.Fit:
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    with pytest.MonkeyPatch.context() as fewer:
        fewer.setattr(fitting, "REPEATS", 2)
        return fitting.fit(*rated())


@pytest.fixture
def home(tmp_path, settings):
    settings.HEADRACE_HOME = tmp_path
    library.by_name.cache_clear()
    library.fingerprint.cache_clear()
    yield tmp_path
    library.by_name.cache_clear()
    library.fingerprint.cache_clear()


def card_of(done: fitting.Fit, version: str = "1"):
    return fitted_card(library.expert(), done.facts, rated()[0], version=version)


class TestFit:
    def test_orders_unseen_firms_by_what_matters(self, done):
        assert (done.firms, len(done.aucs)) == (120, 2)
        assert done.auc > 0.7
        assert 0 <= done.spread < 0.1

    def test_of_outcomes_by_chance_is_no_better_than_chance(self, monkeypatch):
        monkeypatch.setattr(fitting, "REPEATS", 2)
        pytest.importorskip("sklearn", reason="scikit-learn is not installed")
        facts, outcomes = rated()
        random.Random(3).shuffle(outcomes)

        assert fitting.fit(facts, outcomes).auc < 0.62


class TestCard:
    def test_ranks_firms_as_the_fit_does(self, done):
        card = scorecard.read(card_of(done))
        (sales,) = (each for each in card.characteristics if each.name == "sales_minor")

        assert sales.points(9 * 10**8) > sales.points(2 * 10**8)
        assert sales.points(-5) == sales.points(2 * 10**6)

    def test_keeps_the_experts_level_over_the_firms_it_was_fitted_on(self, done):
        def mean(card):
            firms = rated()[0]
            asked = card.characteristics
            sums = [
                card.base + sum(each.points(firm.get(each.name)) for each in asked)
                for firm in firms
            ]
            return sum(sums) / len(sums)

        difference = mean(scorecard.read(card_of(done))) - mean(library.by_name(library.EXPERT))
        assert abs(difference) <= 1

    @pytest.mark.parametrize("missing", [-9.0, 0.0, 9.0])
    def test_never_takes_silence_for_more_than_the_average_answer(self, missing):
        fact = FittedFact("growth_ppm", ((-100, -1.0), (0, 0.0), (100, 1.0)), missing)

        card = scorecard.read(fitted_card(library.expert(), [fact], [{}], version="1"))

        (growth,) = (each for each in card.characteristics if each.name == "growth_ppm")
        assert min(each.points for each in growth.levels) <= growth.missing <= 0

    def test_says_how_it_came_to_be_in_both_languages(self, done):
        label = scorecard.read(card_of(done)).label

        assert "120 rated firms" in label.en
        assert "120 家" in label.zh


class TestLibrary:
    def test_without_a_fit_the_expert_decides(self, home):
        assert library.current().name == "sme-expert@1"

    def test_the_latest_fit_decides_and_earlier_ones_stay_readable(self, home, done):
        first = library.keep(card_of(done, library.next_version()))
        second = library.keep(card_of(done, library.next_version()))

        assert (first, second) == ("sme-fitted@1", "sme-fitted@2")
        assert library.current().name == second
        assert library.by_name(first).version == "1"
        assert library.fingerprint(first) != library.fingerprint(second)

    def test_the_tenth_fit_follows_the_ninth(self, home, done):
        for version in ("9", "10"):
            library.keep(card_of(done, version))

        assert library.current().name == "sme-fitted@10"
        assert library.next_version() == "11"
