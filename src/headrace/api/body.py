"""Bodies as they come in and go out: strict JSON in, plain decimals and dates out."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from headrace.kit.errors import N_, Malformed

JSON_TYPES = ("application/json", "application/cloudevents-batch+json")
XML_TYPES = ("application/xml", "text/xml")


class ContentTypeUnknown(Malformed):
    """The body is of a kind that this address does not read."""

    status = 415
    message = N_("A body of the type {found} is not read here.")
    remedy = N_("Send one of: {known}.")


class BodyNotJson(Malformed):
    """The body cannot be read as JSON (RFC 8259)."""

    message = N_("The body is not JSON.")
    remedy = N_("Send one JSON value in UTF-8; NaN and Infinity are not JSON.")


class StrictJson(Parser):
    """Reads JSON that says that it is JSON, and no more than JSON allows."""

    def parse_body(self, request: HttpRequest) -> Any:
        """
        Return the body's value.

        :raises ContentTypeUnknown: :raises BodyNotJson:
        """
        check_content_type(request, JSON_TYPES)
        try:
            return json.loads(request.body, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise BodyNotJson(field="body") from None


class PlainJson(JSONRenderer):
    """Writes what queries return: Chinese as it is, sets as lists, hashes as hex."""

    json_dumps_params = {"ensure_ascii": False}

    class encoder_class(NinjaJSONEncoder):  # noqa: N801 - the name that the library looks for
        """Adds the types of our views."""

        def default(self, o: Any) -> Any:
            """Return a value that JSON can hold."""
            if isinstance(o, Decimal):
                return format(o, "f")
            if isinstance(o, bytes):
                return o.hex()
            if isinstance(o, set | frozenset):
                return sorted(o)
            return super().default(o)


def check_content_type(request: HttpRequest, known: tuple[str, ...]) -> None:
    """Let pass a body of one of the known types; :raises ContentTypeUnknown: it is another."""
    found = request.content_type or "-"
    if found not in known:
        raise ContentTypeUnknown(field="Content-Type", found=found[:100], known=", ".join(known))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
