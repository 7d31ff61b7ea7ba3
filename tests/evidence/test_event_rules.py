"""An item of an envelope is well formed, or refused by the first member at fault."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import events, problems
from headrace.evidence.rules.consent import ConsentState, ConsentTerms, ConsentUnknown
from headrace.kit.errors import CentreError
from tests.evidence.conftest import invoice

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FIRM, PROVIDER, STRANGER, CONSENT = (UUID(int=each) for each in (70, 80, 90, 60))


def good(**said):
    return invoice(FIRM, CONSENT, **said)


def read(item):
    return events.read(item, index=0, at=AT)


def without(name, *, within=None):
    item = good()
    (item[within] if within else item).pop(name)
    return item


class TestWellFormed:
    def test_event_is_read_to_exact_values(self):
        event = read(good(amount="-1130.5", voided=True, subject=str(FIRM)))

        assert (event.amount_minor, event.currency, event.voided) == (-113050, "CNY", True)
        assert (event.kind, event.direction) == ("invoice", "sale")
        assert (event.source_id, event.subject_id, event.consent_id) == (FIRM, FIRM, CONSENT)
        assert event.happened_at == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
        assert event.issue_date == date(2026, 11, 20)

    @pytest.mark.parametrize(
        ("amount", "currency", "minor"),
        [
            ("0", "CNY", 0),
            ("0.01", "CNY", 1),
            ("1130", "JPY", 1130),
            ("1.234", "KWD", 1234),
            ("10000000000000.00", "CNY", 10**15),
            ("-10000000000000.00", "CNY", -(10**15)),
        ],
    )
    def test_amount_is_counted_in_the_minor_units_of_its_currency(self, amount, currency, minor):
        assert read(good(amount=amount, currency=currency)).amount_minor == minor

    @given(st.integers(-(10**15), 10**15))
    def test_amount_is_never_changed_by_a_fen(self, minor):
        sign, digits = "-" * (minor < 0), f"{abs(minor):03d}"

        event = read(good(amount=f"{sign}{digits[:-2]}.{digits[-2:]}"))

        assert event.amount_minor == minor

    def test_unknown_members_of_the_envelope_are_ignored_as_cloudevents_demands(self):
        assert read(good(extra="x")).external_id == "F-1"

    def test_a_time_up_to_five_minutes_ahead_is_a_clock_that_goes_fast(self):
        assert read(good(time="2026-11-23T01:05:00Z")).happened_at == AT + timedelta(minutes=5)


class TestRefusals:
    @pytest.mark.parametrize(
        ("item", "problem", "field"),
        [
            ("text", problems.NotAnEvent, ""),
            (None, problems.NotAnEvent, ""),
            ([], problems.NotAnEvent, ""),
            (without("id"), problems.FieldMissing, "id"),
            (without("consentid"), problems.FieldMissing, "consentid"),
            (without("data"), problems.FieldMissing, "data"),
            (without("amount", within="data"), problems.FieldMissing, "amount"),
            (without("number", within="data"), problems.FieldMissing, "number"),
            (good(specversion="0.3"), problems.ValueUnknown, "specversion"),
            (good(type="headrace.invoice.issued.v9"), problems.ValueUnknown, "type"),
            (good(type=["x"]), problems.ValueUnknown, "type"),
            (good(source="erp"), problems.SourceUnclear, "source"),
            (good(source=""), problems.TextMalformed, "source"),
            (good(id=7), problems.TextMalformed, "id"),
            (good(id="x" * 201), problems.TextMalformed, "id"),
            (good(id="a\x00b"), problems.TextMalformed, "id"),
            (good(id="\ud800"), problems.TextMalformed, "id"),
            (good(consentid="60"), problems.IdMalformed, "consentid"),
            (good(consentid=60), problems.IdMalformed, "consentid"),
            (good(subject="me"), problems.IdMalformed, "subject"),
            (good(time="2026-11-20T10:00:00"), problems.InstantMalformed, "time"),
            (good(time="2026-11-20"), problems.InstantMalformed, "time"),
            (good(time="2026-13-20T10:00:00Z"), problems.InstantMalformed, "time"),
            (good(time=1_700_000_000), problems.InstantMalformed, "time"),
            (good(time="２０２６-11-20T10:00:00Z"), problems.InstantMalformed, "time"),
            (good(time="2026-11-23T01:05:01Z"), problems.EventInFuture, "time"),
            (good(time="2016-11-01T00:00:00Z"), problems.EventTooOld, "time"),
            (good(time="0001-01-01T00:00:00+23:59"), problems.EventTooOld, "time"),
            (good(time="9999-12-31T23:59:59-23:59"), problems.EventInFuture, "time"),
            (good(data=[]), problems.NotAnEvent, "data"),
            (good(buyer_phone="139"), problems.FieldUnknown, "buyer_phone"),
            (good(direction="gift"), problems.ValueUnknown, "direction"),
            (good(currency="XYZ"), problems.ValueUnknown, "currency"),
            (good(currency=None), problems.ValueUnknown, "currency"),
            (good(voided="no"), problems.ValueUnknown, "voided"),
            (good(voided=1), problems.ValueUnknown, "voided"),
            (good(counterparty=" "), problems.TextMalformed, "counterparty"),
            (good(issue_date="20261120"), problems.DayMalformed, "issue_date"),
            (good(issue_date="2026-02-30"), problems.DayMalformed, "issue_date"),
            (good(issue_date=None), problems.DayMalformed, "issue_date"),
            (good(issue_date="2026-11-22"), problems.EventInFuture, "issue_date"),
            (good(issue_date="2016-01-01"), problems.EventTooOld, "issue_date"),
        ],
    )
    def test_name_the_member_at_fault(self, item, problem, field):
        with pytest.raises(problem) as refusal:
            read(item)

        assert refusal.value.field == field
        assert refusal.value.explain(str)
        assert refusal.value.advise(str)

    @pytest.mark.parametrize("amount", [1130.0, 1130, True, float("nan")])
    def test_an_amount_as_a_number_has_lost_the_fen_already(self, amount):
        with pytest.raises(problems.AmountNotText):
            read(good(amount=amount))

    @pytest.mark.parametrize(
        "amount",
        ["", "1e3", "1,130.00", "+1", "01", ".5", "1.", "NaN", "1.001", "１", None, "9" * 41],
    )
    def test_an_amount_that_is_no_plain_decimal_is_refused(self, amount):
        with pytest.raises(problems.AmountMalformed):
            read(good(amount=amount))

    @pytest.mark.parametrize("amount", ["10000000000000.01", "-10000000000000.01", "9" * 40])
    def test_an_amount_beyond_a_thousand_million_million_fen_is_refused(self, amount):
        with pytest.raises(problems.AmountTooLarge):
            read(good(amount=amount))

    @given(
        st.dictionaries(
            st.sampled_from([*good(), "subject"]),
            st.recursive(
                st.none()
                | st.booleans()
                | st.integers()
                | st.floats()
                | st.text("a0-é\x00", max_size=5),
                lambda inner: (
                    st.lists(inner, max_size=2)
                    | st.dictionaries(st.sampled_from([*good()["data"]]), inner, max_size=4)
                ),
                max_leaves=6,
            ),
        )
    )
    def test_are_the_only_other_answer_whatever_comes(self, said):
        try:
            event = read({**good(), **said})
        except CentreError:
            event = None

        assert event is None or abs(event.amount_minor) <= 10**15


class TestSpeakers:
    terms = ConsentTerms(
        id=CONSENT,
        grantor_id=FIRM,
        providers=frozenset({PROVIDER}),
        data_kinds=frozenset({"invoice"}),
        from_date=date(2020, 1, 1),
        to_date=date(2030, 1, 1),
        expires_at=AT + timedelta(days=1),
        state=ConsentState.ACTIVE,
    )

    def check(self, source_id, sender_id, *, centre=False, terms=terms, **said):
        event = read(good(**said))._replace(source_id=source_id)
        return events.check_consented(event, terms, sender_id=sender_id, sender_is_centre=centre)

    @pytest.mark.parametrize("speaker", [FIRM, PROVIDER])
    def test_the_firm_and_its_named_provider_speak_for_themselves(self, speaker):
        assert self.check(speaker, speaker) is self.terms

    @pytest.mark.parametrize("speaker", [FIRM, PROVIDER])
    def test_the_centres_connector_carries_what_they_said(self, speaker):
        assert self.check(speaker, UUID(int=1), centre=True) is self.terms

    def test_a_firm_cannot_put_words_into_its_providers_mouth(self):
        with pytest.raises(problems.SourceNotConsented):
            self.check(PROVIDER, FIRM)

    def test_a_provider_cannot_speak_as_the_firm(self):
        with pytest.raises(problems.SourceNotConsented):
            self.check(FIRM, PROVIDER)

    def test_the_centre_does_not_carry_what_a_stranger_said(self):
        with pytest.raises(problems.SourceNotConsented):
            self.check(STRANGER, UUID(int=1), centre=True)

    def test_a_stranger_does_not_even_learn_that_the_consent_exists(self):
        with pytest.raises(ConsentUnknown):
            self.check(STRANGER, STRANGER)
        with pytest.raises(ConsentUnknown):
            self.check(STRANGER, STRANGER, terms=None)

    def test_a_consent_of_one_firm_lets_nothing_in_about_another(self):
        with pytest.raises(problems.SubjectMismatch):
            self.check(PROVIDER, PROVIDER, subject=str(STRANGER))
