"""Founding an empty centre: an office with two officers, the centre, and people who can log in."""

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from typer.testing import CliRunner

from headrace.config import charter as charters
from headrace.config import cli, founding
from headrace.config.charter import Charter, Seat, ThreePeopleNeeded
from headrace.config.commands import founding as command
from headrace.kit.actors import CENTRE
from headrace.kit.ids import new_id
from headrace.parties import queries, services
from tests.config.people import Visitor
from tests.parties.conftest import new_code, yuan

PASSWORD = "mist over the weir"
OPTIONS = {
    "office-name": "宁渡市地方金融管理局",
    "office-code": "11330282000000001X",
    "first-officer": "lin",
    "first-officer-name": "林初",
    "second-officer": "shen",
    "second-officer-name": "沈复",
    "centre-name": "宁渡融资服务中心",
    "centre-code": "12330282000000002Y",
    "district": "330282",
    "operator": "yun",
    "operator-name": "云营",
}


@pytest.fixture
def charter() -> Charter:
    return Charter(
        office_name="宁渡市地方金融管理局",
        office_code=new_code(),
        first_officer=Seat("lin", "林初", PASSWORD),
        second_officer=Seat("shen", "沈复", "reeds along the canal"),
        centre_name="宁渡融资服务中心",
        centre_code=new_code(),
        district="330282",
        operator=Seat("yun", "云营", "lanterns on the bridge"),
    )


def actor(login, at):
    return queries.actor_of(queries.person_of_login(login), at=at)


@pytest.mark.usefixtures("committed")
class TestFounding:
    def test_gives_the_office_two_officers_of_whom_none_does_both(self, charter, at):
        founding.found(charter, at=at)

        first, second = actor("lin", at), actor("shen", at)
        assert first.organisation_id == second.organisation_id
        assert first.roles == second.roles == {"government"}
        assert first.duties == {"maker", "viewer"}
        assert second.duties == {"checker", "viewer"}

    def test_lets_everybody_log_in_with_a_password_of_their_own(self, charter, at):
        founding.found(charter, at=at)

        for seat in charter.seats():
            visitor = Visitor(seat.login)
            visitor.log_in(password=seat.password)
            assert "_auth_user_id" in visitor.browser.session, seat.login

    def test_opens_the_back_office_to_the_operator_alone(self, charter, at):
        founding.found(charter, at=at)

        assert actor("yun", at).organisation_id == CENTRE
        staff = get_user_model().objects.filter(is_staff=True)
        assert list(staff.values_list("login", flat=True)) == ["yun"]

    def test_makes_a_centre_that_works_the_office_admits_an_enterprise(self, charter, at):
        # Given a founded centre, and a firm that applies
        founding.found(charter, at=at)
        services.register_organisation(
            key=new_id(),
            by=founding._SET_UP,
            name="宁渡精密阀门有限公司",
            kind="company",
            district="330282",
            industry="manufacturing",
            staff=45,
            revenue=yuan(18_000_000),
            uscc=new_code(),
            person_login="mill",
            person_name="陈晓",
            at=at,
        )
        role = services.apply_for_role(
            key=new_id(), by=actor("mill", at), kind="enterprise", licence="", at=at
        )

        # When the officer who decides admits it, then it is in
        services.admit_role(key=new_id(), by=actor("shen", at), role_id=role, at=at)
        assert actor("mill", at).roles == {"enterprise"}

    def test_said_again_changes_nothing_not_even_a_password(self, charter, at):
        founding.found(charter, at=at)
        hashes = dict(get_user_model().objects.values_list("login", "password"))
        others = replace(charter, operator=replace(charter.operator, password="another good one"))

        founding.found(others, at=at)

        assert dict(get_user_model().objects.values_list("login", "password")) == hashes

    def test_that_was_cut_off_is_finished_by_the_same_words(self, charter, at, monkeypatch):
        # Given a founding that was cut off after the office
        def cut_off(*_):
            raise ConnectionError

        with monkeypatch.context() as cut:
            cut.setattr(founding, "_found_centre", cut_off)
            with pytest.raises(ConnectionError):
                founding.found(charter, at=at)

        # When it is said again, then all of it stands
        founding.found(charter, at=at)
        assert queries.person_of_login("yun")

    def test_of_another_office_beside_the_first_is_refused(self, charter, at):
        founding.found(charter, at=at)

        with pytest.raises(services.AlreadyFounded):
            founding.found(replace(charter, office_name="另一个局"), at=at)

    def test_is_refused_to_one_person_in_two_seats(self, charter, at):
        same = replace(charter, second_officer=replace(charter.second_officer, login="LIN"))

        with pytest.raises(ThreePeopleNeeded):
            founding.found(same, at=at)

    def test_with_a_weak_password_founds_nothing(self, charter, at):
        weak = replace(charter, operator=replace(charter.operator, password="mist"))

        with pytest.raises(services.PasswordWeak):
            founding.found(weak, at=at)

        assert not get_user_model().objects.exists()


class TestTheModule:
    def told(self, charter, monkeypatch) -> int:
        plain = {
            each: getattr(charter, each)
            if isinstance(getattr(charter, each), str)
            else {name: getattr(getattr(charter, each), name) for name in Seat.__slots__}
            for each in Charter.__slots__
        }
        monkeypatch.setattr(founding.sys, "stdin", StringIO(json.dumps(plain)))
        return founding.main()

    def test_takes_the_charter_as_json(self, committed, charter, monkeypatch):
        assert self.told(charter, monkeypatch) == 0
        assert queries.person_of_login("shen")

    def test_says_what_was_refused_and_what_helps_but_no_password(
        self, committed, charter, monkeypatch, capsys
    ):
        assert self.told(replace(charter, district="Ningdu"), monkeypatch) == 1
        said = capsys.readouterr().err
        assert "Ningdu is no district code." in said
        assert "330282" in said
        assert all(each.password not in said for each in charter.seats())


class TestTheCommand:
    @pytest.fixture
    def carried(self, monkeypatch) -> list[dict]:
        """What would be handed to the process that founds."""
        handed: list[dict] = []
        monkeypatch.setattr(command, "_carry_out", handed.append)
        return handed

    def run(self, *more: str, said: str = "", without: str = ""):
        kept = {name: value for name, value in OPTIONS.items() if name != without}
        options = [word for name, value in kept.items() for word in (f"--{name}", value)]
        return CliRunner().invoke(cli.app, ["found", *options, *more], input=said)

    def test_asks_each_person_for_a_password_twice_and_never_shows_it(self, carried):
        typed = ["first secret words", "second secret words", "third secret words"]

        outcome = self.run(said="".join(f"{each}\n{each}\n" for each in typed))

        assert outcome.exit_code == 0, outcome.output
        (charter,) = carried
        assert charter["second_officer"] == {
            "login": "shen",
            "name": "沈复",
            "password": "second secret words",
        }
        assert charters.Charter.read(charter).operator.password == "third secret words"
        assert "secret words" not in outcome.output

    def test_asks_for_what_no_option_said(self, carried):
        typed = "".join(f"{each}\n{each}\n" for each in ("a b c d", "e f g h", "i j k l"))

        outcome = self.run(said=f"330200\n{typed}", without="district")

        assert "district, six digits" in outcome.output
        assert carried[0]["district"] == "330200"

    def test_reads_passwords_from_a_file_of_three_lines(self, carried, tmp_path):
        file = tmp_path / "passwords"
        file.write_text("one\ntwo\nthree\n")

        assert self.run("--passwords", str(file)).exit_code == 0

        seats = ("first_officer", "second_officer", "operator")
        assert [carried[0][seat]["password"] for seat in seats] == ["one", "two", "three"]

    @pytest.mark.parametrize(
        ("content", "said"),
        [(None, "cannot be read"), ("one\ntwo\n", "it has 2")],
        ids=["no", "two"],
    )
    def test_refuses_another_file_with_a_sentence(self, carried, tmp_path, content, said):
        file = tmp_path / "passwords"
        if content is not None:
            file.write_text(content)

        outcome = self.run("--passwords", str(file))

        assert outcome.exit_code == 1
        assert said in outcome.output
        assert carried == []
