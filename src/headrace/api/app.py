"""The API: who (a token or a session), one verb or query, its shape."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from headrace.api import (
    agreements,
    audit,
    consents,
    custody,
    demands,
    dossiers,
    events,
    findings,
    fund_sources,
    loans,
    offers,
    organisations,
    people,
    products,
    requests,
    roles,
    rulebook,
    signing_keys,
    supervision,
)
from headrace.api.auth import PartnerToken, PersonSession
from headrace.api.body import PlainJson, StrictJson
from headrace.api.problems import CONTENT_TYPE, Problem, Words
from headrace.api.refusing import handle_in

_REF = "#/components/schemas/{model}"
_REFUSED = {
    "description": "What is refused, why, and what would put it right",
    "content": {CONTENT_TYPE: {"schema": {"$ref": _REF.format(model=Problem.__name__)}}},
}


class CentreApi(NinjaAPI):
    """An API whose document also tells how it refuses, under names fit for a generated client."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return a name such as `demands_publish`."""
        subject = operation.view_func.__module__.rpartition(".")[2]
        return f"{subject}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """Return the document, with the problem that any operation may answer."""
        document = super().get_openapi_schema(**where)
        for methods in document["paths"].values():
            for told in methods.values():
                answered = {str(status): each for status, each in told["responses"].items()}
                told["responses"] = answered | {"default": _REFUSED}
        for shape in (Problem, Words):
            plain = shape.model_json_schema(ref_template=_REF, mode="serialization")
            plain.pop("$defs", None)
            document["components"]["schemas"][shape.__name__] = plain
        return document


api = CentreApi(
    title="Headrace",
    version="1",
    description=(
        "Finance of small firms: evidence, matching, custody, supervision. Amounts are decimal"
        " texts, rates fractions. Whatever is refused is a problem document (RFC 9457) in English"
        " and Chinese. A POST that changes something takes the header Idempotency-Key and can be"
        " sent again."
    ),
    auth=[PartnerToken(), PersonSession()],
    parser=StrictJson(),
    renderer=PlainJson(),
    urls_namespace="api",
)
handle_in(api)

for path, subject in {
    "/organisations": organisations,
    "/people": people,
    "/roles": roles,
    "/fund-sources": fund_sources,
    "/signing-keys": signing_keys,
    "/consents": consents,
    "/events": events,
    "/requests": requests,
    "/findings": findings,
    "/demands": demands,
    "/dossiers": dossiers,
    "/products": products,
    "/offers": offers,
    "/agreements": agreements,
    "/loans": loans,
    "/custody": custody,
    "/rules": rulebook,
    "/supervision": supervision,
    "/audit": audit,
}.items():
    api.add_router(path, subject.router)
