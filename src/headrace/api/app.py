"""The API: who (a token or a session), one verb or query, its shape."""

from ninja import NinjaAPI

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
    rules,
    signing_keys,
    supervision,
)
from headrace.api.auth import PartnerToken, PersonSession
from headrace.api.body import PlainJson, StrictJson
from headrace.api.problems import handle_in

api = NinjaAPI(
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
    "/rules": rules,
    "/supervision": supervision,
    "/audit": audit,
}.items():
    api.add_router(path, subject.router)
