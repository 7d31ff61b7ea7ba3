"""The shared pieces as a browser gets them: labels, errors, keys, questions, states, marks."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from headrace.portals import pieces
from headrace.portals.drawings import marks
from headrace.portals.public import pages as public
from headrace.portals.public import parts
from headrace.portals.visits import KeyMissing, act_of, key_of

AMOUNT = pieces.Field(
    "amount",
    "How much?",
    '1 "200"',
    hint="In yuan.",
    kind="amount",
    before="¥",
    after="1.2 thousand",
)
POST = pieces.Action("Release ¥1.00", "/release/", "post", key="k-1", name="then", value="now")
KEY = UUID(int=5)


def drawn(name: str, **context) -> str:
    return render_to_string(f"headrace/parts/{name}.html", context)


def shown(request, **names) -> HttpResponse:
    return HttpResponse(f"done {names}")


urlpatterns = [
    path("things/", shown, name="things"),
    path("things/<uuid:thing_id>/", shown, name="thing"),
    path("things/<uuid:thing_id>/take/", act_of("thing", "thing_id")(shown), name="take"),
    path("things/<uuid:thing_id>/drop/", act_of("things")(shown), name="drop"),
]


class TestField:
    def test_has_its_label_its_hint_and_what_was_typed(self):
        body = drawn("field", field=AMOUNT)
        assert '<label for="id_amount">How much?</label>' in body
        assert 'value="1 &quot;200&quot;"' in body
        assert re.search(r'aria-describedby="\s*id_amount_hint"', body)
        assert 'id="id_amount_hint"' in body
        assert "aria-invalid" not in body

    def test_reads_an_amount_back_beside_it(self):
        body = drawn("field", field=AMOUNT)
        assert 'data-read-back="id_amount_said"' in body
        assert 'for="id_amount">1.2 thousand</output>' in body

    def test_in_error_says_so_between_label_and_answer_for_eyes_and_for_readers(self):
        body = drawn("field", field=replace(AMOUNT, error="Too <b>much</b>"))
        assert body.index("</label>") < body.index("field-error") < body.index("<input")
        assert 'aria-invalid="true"' in body
        assert 'aria-describedby="id_amount_error id_amount_hint"' in body
        assert "Too &lt;b&gt;much&lt;/b&gt;" in body

    @pytest.mark.parametrize(
        ("kind", "has"),
        [
            ("area", "<textarea"),
            ("date", 'type="date"'),
            ("number", 'inputmode="numeric"'),
            ("code", 'spellcheck="false"'),
            ("text", 'type="text"'),
        ],
    )
    def test_asks_the_browser_for_the_right_keys(self, kind, has):
        assert has in drawn("field", field=replace(AMOUNT, kind=kind))

    def test_that_may_stay_empty_is_not_required(self):
        assert "required" not in drawn("field", field=replace(AMOUNT, required=False))

    def test_of_many_lines_keeps_what_was_typed_and_nothing_around_it(self):
        typed = "<two>\nlines"
        body = drawn("field", field=replace(AMOUNT, kind="area", value=typed))
        assert ">&lt;two&gt;\nlines</textarea>" in body


class TestChoices:
    FIELD = pieces.ChoiceField(
        "purpose",
        "What for?",
        (pieces.Choice("wages", "Wages", True), pieces.Choice("other", "Other")),
    )

    def test_are_a_group_with_its_question_and_one_chosen(self):
        body = drawn("choices", field=self.FIELD)
        assert "<legend>What for?</legend>" in body
        assert re.findall(r'value="(\w+)" checked', body) == ["wages"]
        assert body.count('name="purpose"') == 2

    def test_in_error_can_be_led_to(self):
        body = drawn("choices", field=replace(self.FIELD, error="Choose one of these."))
        assert 'id="id_purpose"' in body
        assert "Choose one of these." in body

    def test_errors_are_listed_with_a_link_to_each(self):
        body = drawn("errors", fields=(AMOUNT, self.FIELD))
        assert "2 answers need another look" in body
        assert re.findall(r'href="#id_(\w+)"', body) == ["amount", "purpose"]
        assert 'role="alert"' in body
        assert "One answer needs another look" in drawn("errors", fields=(AMOUNT,))


class TestAction:
    def test_that_changes_something_is_a_form_with_its_number(self):
        body = drawn("action", act=POST, css="filled")
        assert '<form action="/release/" method="post">' in body
        assert '<input type="hidden" name="key" value="k-1">' in body
        assert 'name="then" value="now"' in body
        assert 'data-sending="Sending"' in body
        assert 'class="button filled"' in body

    def test_that_only_leads_is_a_link_that_may_open_a_question(self):
        act = pieces.Action("Choose", "/offers/?ask=accept", opens="accept-1")
        body = drawn("action", act=act)
        assert '<a class="button' in body
        assert 'data-opens="accept-1"' in body
        assert "<form" not in body

    def test_that_cannot_be_used_gives_its_reason_and_goes_nowhere(self):
        body = drawn("action", act=replace(POST, why_not="needs 1 check"))
        assert "Release ¥1.00 (needs 1 check)" in body
        assert 'aria-disabled="true"' in body
        assert "<form" not in body
        assert "href" not in body

    def test_says_sending_in_the_language_of_the_page(self):
        with translation.override("zh-hans"):
            assert 'data-sending="正在发送"' in drawn("action", act=POST)


class TestDialogue:
    ASKED = pieces.Dialogue(
        "release", "Release ¥1.00?", (pieces.Fact("To", "the foundry"),), "It is gone.", POST
    )

    def test_asks_with_facts_and_consequence_and_has_a_way_out(self):
        body = drawn("dialogue", dialogue=self.ASKED)
        assert 'aria-labelledby="release-question"' in body
        assert "the foundry" in body
        assert "It is gone." in body
        assert "data-closes>Not now</button>" in body
        assert " open" not in body.split(">", 1)[0]

    def test_stands_open_by_its_address_where_no_script_runs(self):
        body = drawn("dialogue", dialogue=replace(self.ASKED, open=True))
        assert 'id="release" open' in body


class TestStates:
    @pytest.mark.parametrize("kind", ["empty", "loading", "failed", "forbidden"])
    def test_say_what_and_what_then(self, kind):
        state = pieces.State(
            kind, "A title", "A sentence.", pieces.Action("Go on", "/x/"), "A note"
        )
        body = drawn("state", state=state)
        for words in ("A title", "A sentence.", "Go on", "A note"):
            assert words in body
        assert ('role="alert"' in body) == (kind == "failed")
        assert ("sign-closed" in body) == (kind == "forbidden")

    def test_one_that_is_loading_says_how_far_it_is(self):
        body = drawn("state", state=pieces.State("loading", "Adding up", "…", share=62))
        assert '<progress max="100" value="62" aria-label="Adding up">' in body

    @pytest.mark.parametrize("kind", ["done", "in-time", "refused", "doubt"])
    def test_a_message_has_its_edge_and_its_act(self, kind):
        message = pieces.Message(kind, "Saved.", "All of it.", pieces.Action("Undo", "/undo/"))
        body = drawn("message", message=message)
        assert f'class="message {kind}"' in body
        assert '<a href="/undo/">Undo</a>' in body

    def test_an_act_of_a_message_that_changes_something_is_a_form(self):
        message = pieces.Message("done", "Saved.", act=POST)
        assert '<form action="/release/" method="post">' in drawn("message", message=message)


class TestMarks:
    @pytest.mark.parametrize("kind", marks.STATUS)
    def test_every_status_has_shape_and_word_together(self, kind):
        from headrace.portals.templatetags import headrace as tags

        body = tags.mark(kind, "in words <b>")
        assert f"sign-{kind}" in body
        assert 'aria-hidden="true"' in body
        assert "in words &lt;b&gt;" in body

    @pytest.mark.parametrize("kind", marks.PROVENANCE)
    def test_every_proof_has_its_own_shape(self, kind):
        others = {marks.provenance(each) for each in marks.PROVENANCE if each != kind}
        assert marks.provenance(kind) not in others

    @pytest.mark.parametrize("kind", ["ring", "basin", "wheel", "late", "gate"])
    def test_every_station_is_drawn_and_left_to_its_words(self, kind):
        assert marks.station(kind).startswith("<svg")
        assert 'aria-hidden="true"' in marks.station(kind)

    def test_an_unknown_one_is_a_fault_and_not_a_blank(self):
        with pytest.raises(KeyError):
            marks.status("fine")

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_the_page_of_parts_shows_every_mark_there_is(self, language):
        with translation.override(language):
            found = parts.all_parts()
        assert tuple(kind for kind, _words, _shape in found["marks"]) == marks.STATUS
        assert tuple(each.kind for each, _words in found["vouched"]) == marks.PROVENANCE
        assert [each.kind for each in found["states"]] == [
            "empty",
            "loading",
            "failed",
            "forbidden",
        ]
        assert [each.when for each in found["steps"]].count("now") == 1

    def test_a_public_page_without_its_strip_is_still_a_page(self):
        page = public.ElsewherePage(
            pieces.Head("A bank", "No pages"), pieces.State("empty", "None", "None yet.")
        )
        body = render_to_string("headrace/public/elsewhere.html", {"page": page})
        assert "<h1>No pages</h1>" in body
        assert 'class="strip' not in body


@pytest.mark.urls(__name__)
class TestActs:
    @pytest.mark.parametrize(
        ("address", "page"),
        [
            (f"/things/{KEY}/take/", f"/things/{KEY}/"),
            (f"/things/{KEY}/drop/", "/things/"),
        ],
    )
    @pytest.mark.parametrize("method", ["get", "head"])
    def test_come_to_by_a_link_lead_to_their_page_and_do_nothing(
        self, client, address, page, method
    ):
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Location"]) == (302, page)

    def test_sent_by_a_form_are_done(self, client):
        assert client.post(f"/things/{KEY}/take/").content.startswith(b"done")

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_know_no_other_way(self, client, method):
        assert getattr(client, method)(f"/things/{KEY}/take/").status_code == 405


class TestKeys:
    def sent(self, **form):
        return RequestFactory().post("/", form)

    def test_are_what_the_form_brought(self):
        assert key_of(self.sent(key=str(KEY))) == KEY

    def test_of_a_second_step_are_another_and_always_the_same(self):
        first, again = (key_of(self.sent(key=str(KEY)), "publish") for _ in range(2))
        assert first == again != KEY
        assert key_of(self.sent(key=str(KEY)), "other") != first

    @pytest.mark.parametrize("form", [{}, {"key": ""}, {"key": "abc"}, {"key": "1" * 31}])
    def test_that_are_none_refuse_the_form(self, form):
        with pytest.raises(KeyMissing):
            key_of(self.sent(**form))
