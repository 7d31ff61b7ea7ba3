"""Letting in by the command line: what cannot be done is said in a sentence, without a trace."""

import pytest

from headrace.config.office.__main__ import main
from headrace.parties import queries
from tests.parties.conftest import founded

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("words", [["staff", "nobody"], ["client", "nobody", "Ledger"]])
def test_nobody_of_that_name_is_said_with_the_name(words, at, capsys):
    founded(at)

    assert main(words) == 1

    assert capsys.readouterr().err == "Nobody here has the log-in name nobody.\n"


def test_somebody_elses_person_is_refused_with_a_remedy(at, capsys):
    founded(at)

    assert main(["staff", "supervisor"]) == 1

    said = capsys.readouterr().err
    assert "for the centre's own staff" in said
    assert "desk of your organisation" in said


def test_one_of_the_centre_is_let_in(at, capsys):
    founded(at)

    assert main(["staff", "operator"]) == 0

    assert capsys.readouterr().err == ""
    assert queries.person_of_login("operator")


@pytest.mark.parametrize("words", [[], ["staff"], ["client", "operator"], ["open", "operator"]])
def test_what_is_not_known_is_answered_with_the_use(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err.startswith("Usage:")
