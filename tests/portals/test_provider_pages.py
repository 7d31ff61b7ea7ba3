"""A provider's pages from values: due marks, forms, findings and their course."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from headrace.evidence.queries import FindingView, IssuedView, RequestView, TurnView
from headrace.evidence.rules.claims import SCHEMAS
from headrace.evidence.rules.requests import ANSWERABLE, RequestState
from headrace.kit.actors import CHECKER, MAKER, Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.parties.queries import OrganisationView
from headrace.portals.provider import answering, issued, request, requests, words
from headrace.portals.provider.request import File, Refused
from headrace.portals.visits import Visit

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ASKED = RequestView(
    id=new_id(),
    subject=Subject("demand", new_id()),
    enterprise_id=new_id(),
    enterprise_name="Lanxi Tea",
    kind="guarantee",
    provider_id=new_id(),
    provider_name="Tongzhou",
    required=True,
    due_at=AT + timedelta(days=3),
    state="open",
    late=False,
    answered_at=None,
    decline_reason="",
)
FOUND = FindingView(
    id=new_id(),
    kind="guarantee",
    issuer_id=new_id(),
    issuer_name="Tongzhou",
    issued_at=AT,
    expires_at=AT + timedelta(days=180),
    claims={"currency": "CNY", "fee_rate": "0.012", "cover_minor": 60_000_000},
    method="desk-review",
    confidence=85,
    evidence=(),
    signature_valid=True,
    state="valid",
    token_hash="ab" * 32,
)
ISSUED = IssuedView(FOUND, ASKED.id, ASKED.enterprise_id, "Lanxi Tea", ())
FIRM = OrganisationView(
    ASKED.enterprise_id,
    "Lanxi Tea",
    "91990100X",
    "company",
    "990102",
    "retail",
    12,
    "",
    "active",
)


def visit(*duties):
    actor = Actor(new_id(), new_id(), frozenset({"guarantee"}), frozenset(duties))
    return Visit(actor, AT)


class TestDue:
    @pytest.mark.parametrize(
        ("changed", "kind"),
        [
            ({}, "turn"),
            ({"due_at": AT + timedelta(hours=23)}, "near"),
            ({"due_at": AT + timedelta(hours=2)}, "near"),
            ({"due_at": AT - timedelta(hours=2), "late": True}, "late"),
            ({"state": "contested"}, "turn"),
        ],
    )
    def test_is_marked_by_the_time_that_is_left(self, changed, kind):
        assert requests.due(replace(ASKED, **changed), visit(MAKER)).kind == kind

    @pytest.mark.parametrize("state", ["open", "contested"])
    def test_waits_for_another_where_the_reader_signs_nothing(self, state):
        assert requests.due(replace(ASKED, state=state), visit(CHECKER)).kind == "wait"


class TestDesk:
    def page(self, *asked, duties=(MAKER,)):
        return requests.page(asked, visit(*duties), provider="Tongzhou")

    def test_says_when_nothing_waits(self):
        page = self.page()
        assert page.head.finding == "Nothing waits for you"
        assert page.empty is not None

    def test_lateness_is_the_title(self):
        late = replace(ASKED, late=True)
        assert self.page(late, ASKED).head.finding == "1 of 2 requests are late"

    def test_a_dispute_is_the_title_if_nothing_else_waits(self):
        page = self.page(replace(ASKED, state="contested"))
        assert page.head.finding == "1 finding is disputed by its firm"
        assert len(page.disputed) == 1

    def test_shows_only_what_waits(self):
        page = self.page(*(replace(ASKED, state=each.value) for each in RequestState))
        assert len(page.rows) == len(ANSWERABLE)
        assert set(requests.WAITING) == {each.value for each in ANSWERABLE}

    @pytest.mark.parametrize("state", [each.value for each in RequestState])
    def test_every_state_has_words(self, state):
        assert state in words.STATES


class TestForm:
    @pytest.mark.parametrize("kind", sorted(SCHEMAS))
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_asks_every_claim_of_its_kind_in_words(self, kind, language):
        with translation.override(language):
            form = answering.form(replace(ASKED, kind=kind), {}, {})
        named = {each.name for each in (*form.choices, *form.fields)}
        claims = {name.rstrip("?") for name in SCHEMAS[kind]} - {"currency"}
        assert named == claims | {"method", "confidence"}
        assert all(each.label and "_" not in each.label for each in form.fields)

    def test_keeps_what_was_typed_and_its_key(self):
        typed = {"cover_minor": "much", "method": "model", "key": "k"}
        form = answering.form(ASKED, typed, {"cover_minor": "Type an amount."})
        cover = next(each for each in form.fields if each.name == "cover_minor")
        method = next(each for each in form.choices if each.name == "method")
        assert (cover.value, cover.error, form.key) == ("much", "Type an amount.", "k")
        assert [each.value for each in method.choices if each.chosen] == ["model"]


class TestOneRequest:
    def page(self, *, state="open", duties=(MAKER,), found=None, sales=None, refused=None):
        file = File(replace(ASKED, state=state), FIRM, found, sales)
        return request.page(file, visit(*duties), refused=refused or Refused())

    @pytest.mark.parametrize("state", [each.value for each in RequestState])
    def test_has_its_form_exactly_while_it_can_be_answered(self, state):
        page = self.page(state=state)
        can = state in {each.value for each in ANSWERABLE}
        assert (page.answering is not None) == can
        assert (page.declining is not None) == can
        assert (page.settling is not None) == (state == "contested")

    @pytest.mark.parametrize(
        ("state", "label"),
        [("open", "Take it on"), ("accepted", "Begin the work"), ("in_work", None)],
    )
    def test_offers_the_next_step(self, state, label):
        take = self.page(state=state).take
        assert (take.label if take else None) == label

    @pytest.mark.parametrize("state", ["open", "contested"])
    def test_who_signs_nothing_gets_no_form(self, state):
        page = self.page(state=state, duties=(CHECKER,))
        assert (page.answering, page.take, page.declining, page.settling) == (None,) * 4

    def test_tells_whether_the_firm_lets_its_invoices_be_seen(self):
        assert self.page().shown.consent.kind == "closed"
        assert self.page(sales=[]).shown.consent.words == "no sales in eight weeks"

    def test_an_error_belongs_to_its_own_form(self):
        refused = Refused("decline", {"reason": "no"}, {"reason": "Write more."})
        page = self.page(refused=refused)
        assert (page.declining.field.error, page.declining.open) == ("Write more.", True)
        assert page.wrong == ()
        refused = Refused("answer", {"fee_rate": "x"}, {"fee_rate": "Type a rate."})
        page = self.page(refused=refused)
        assert [each.name for each in page.wrong] == ["fee_rate"]
        assert page.declining.open is False


class TestFindings:
    def test_tell_their_claims_in_the_order_of_the_questions(self):
        told = [(each.label, each.value) for each in issued.facts(ISSUED)]
        assert told[0] == ("Cover offered", "¥600,000.00")
        assert told[1][0] == "Guarantee fee a year"
        assert "currency" not in dict(told)

    def test_lead_with_the_most_telling_claim(self):
        (row,) = issued.page([ISSUED]).rows
        assert row.outcome == "Cover offered: ¥600,000.00"
        assert row.mark.kind == "done"

    def test_a_house_that_signed_nothing_is_told_so(self):
        page = issued.page([])
        assert page.head.finding == "Your house has signed nothing yet"
        assert page.empty is not None

    @pytest.mark.parametrize(
        ("state", "kind"), [("altered", "refused"), ("contested", "near"), ("expired", "near")]
    )
    def test_what_may_not_be_relied_on_is_marked(self, state, kind):
        found = replace(ISSUED, finding=replace(FOUND, state=state))
        assert issued.page([found]).rows[0].mark.kind == kind

    def test_an_open_dispute_is_the_present_in_the_course(self):
        turns = (TurnView("contested", "two are missing", AT),)
        found = replace(ISSUED, finding=replace(FOUND, state="contested"), turns=turns)
        course = issued.course(found)
        assert [each.when for each in course] == ["done", "now"]
        assert course[-1].second == "two are missing"
        assert issued.page([found]).head.lead == "1 is disputed."

    def test_a_settled_one_is_past(self):
        turns = (TurnView("contested", "missing", AT), TurnView("upheld", "lapsed", AT))
        course = issued.course(replace(ISSUED, turns=turns))
        assert [each.title for each in course][1:] == ["disputed by the firm", "you stood by it"]
        assert {each.when for each in course} == {"done"}
