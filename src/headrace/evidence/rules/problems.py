"""Why one event of an envelope is not taken: each refusal names the field and the remedy."""

from headrace.kit.errors import N_, Malformed, Refused


class EnvelopeTooLarge(Malformed):
    """An envelope carries at most so many events."""

    message = N_("The envelope carries {count} events; at most {limit} are taken at once.")
    remedy = N_("Send the events in several envelopes.")

    def __init__(self, *, count: int, limit: int) -> None:
        super().__init__(field="envelope", count=count, limit=limit)


class NotAnEvent(Malformed):
    """The item is not a JSON object."""

    message = N_("The item is not a JSON object.")
    remedy = N_("Send each event as a CloudEvents 1.0 object in structured JSON.")


class FieldMissing(Malformed):
    """A member that every such event has is not there."""

    message = N_("The member {name} is missing.")
    remedy = N_("Add the member {name}.")

    def __init__(self, name: str) -> None:
        super().__init__(field=name, name=name)


class FieldUnknown(Malformed):
    """A member of the data that the schema does not know; it might carry personal data."""

    message = N_("The member {name} is not part of this kind of event.")
    remedy = N_("Leave out the member {name}; it would not be kept.")

    def __init__(self, name: str) -> None:
        super().__init__(field=name[:60], name=name[:60])


class TextMalformed(Malformed):
    """Not a text, empty, too long, or with control characters in it."""

    message = N_("{name} must be a text of 1 to {longest} characters without control characters.")
    remedy = N_("Correct {name} and send the event again.")

    def __init__(self, name: str, *, longest: int) -> None:
        super().__init__(field=name, name=name, longest=longest)


class ValueUnknown(Malformed):
    """A value that is none of those the schema lists."""

    message = N_("{name} must be one of {known}.")
    remedy = N_("Correct {name} and send the event again.")

    def __init__(self, name: str, *, known: str) -> None:
        super().__init__(field=name, name=name, known=known)


class IdMalformed(Malformed):
    """A member that should hold the id of something of ours."""

    message = N_("{name} must hold an id such as 018f4b1c-0000-7000-8000-000000000000.")
    remedy = N_("Correct {name} and send the event again.")

    def __init__(self, name: str) -> None:
        super().__init__(field=name, name=name)


class InstantMalformed(Malformed):
    """Not an instant with its offset (RFC 3339)."""

    message = N_("{name} must be an instant with its offset, such as 2026-03-01T09:30:00+08:00.")
    remedy = N_("Correct {name} and send the event again.")

    def __init__(self, name: str) -> None:
        super().__init__(field=name, name=name)


class DayMalformed(Malformed):
    """Not a day of the calendar (ISO 8601)."""

    message = N_("{name} must be a day such as 2026-03-01.")
    remedy = N_("Correct {name} and send the event again.")

    def __init__(self, name: str) -> None:
        super().__init__(field=name, name=name)


class EventInFuture(Malformed):
    """The event would happen later than now."""

    message = N_("The event would have happened after it was received, by more than {minutes} min.")
    remedy = N_("Set the sender's clock, or send the event once it has happened.")

    def __init__(self, name: str, *, minutes: int) -> None:
        super().__init__(field=name, minutes=minutes)


class EventTooOld(Malformed):
    """The event lies too far back to tell anything."""

    message = N_("The event is older than {years} years.")
    remedy = N_("Leave out events that old.")

    def __init__(self, name: str, *, years: int) -> None:
        super().__init__(field=name, years=years)


class AmountNotText(Malformed):
    """A JSON number has already lost the fen on its way."""

    message = N_("The amount must be a text, not a number: a number may lose cents on its way.")
    remedy = N_('Write the amount in quotation marks, such as "1130.00".')

    def __init__(self) -> None:
        super().__init__(field="amount")


class AmountMalformed(Malformed):
    """Not a plain decimal of the currency."""

    message = N_("The amount must be a plain decimal with at most {digits} places.")
    remedy = N_("Write the amount without signs of thousands and without an exponent.")

    def __init__(self, *, digits: int) -> None:
        super().__init__(field="amount", digits=digits)


class AmountTooLarge(Malformed):
    """An amount that no small firm invoices: a mistake of unit."""

    message = N_("The amount is beyond {limit} minor units.")
    remedy = N_("Check the unit of the amount.")

    def __init__(self, *, limit: int) -> None:
        super().__init__(field="amount", limit=limit)


class SourceUnclear(Malformed):
    """The source does not say which organisation speaks."""

    message = N_("The source must hold the id of the organisation that speaks.")
    remedy = N_("Write the source as /organisations/ID, with a path of your own after it.")

    def __init__(self) -> None:
        super().__init__(field="source")


class SourceNotConsented(Refused):
    """The organisation that speaks is neither the firm nor named in its consent."""

    message = N_("The source is neither the firm itself nor a provider named in the consent.")
    remedy = N_("Send as yourself, or ask the firm to name you in its consent.")

    def __init__(self) -> None:
        super().__init__(field="source")


class SubjectMismatch(Refused):
    """The event speaks of another firm than the one that consented."""

    message = N_("The event speaks of another firm than the one that gave the consent.")
    remedy = N_("Send the id of that firm's own consent.")

    def __init__(self) -> None:
        super().__init__(field="subject")


class IdReused(Refused):
    """Another event was received before from this source under this id."""

    message = N_("The source sent another event under this id before.")
    remedy = N_("Give a correction its own id; the first event stays as it was received.")

    def __init__(self) -> None:
        super().__init__(field="id")
