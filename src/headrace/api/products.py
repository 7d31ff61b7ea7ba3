"""Products: drafted by a lender, approved by government, launched by a second person."""

from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from headrace.api.figures import Amount, OneCurrency, Share
from headrace.api.offers import OfferedFee
from headrace.api.shapes import Key, Line, Made, Months, SignedRequest, Word
from headrace.kit import clock
from headrace.kit.clock import day_of
from headrace.products import queries, services

router = Router(tags=["products"])

Name = Annotated[Line, Field(min_length=1, max_length=120)]
Codes = Annotated[list[Word], Field(max_length=60)]


class Product(OneCurrency):
    """A product of the caller's institution; empty lists of codes mean any."""

    model: Word
    name_en: Name
    name_zh: Name
    amount_min: Amount
    amount_max: Amount
    term_min: Months
    term_max: Months
    rate_yearly: Share = Field(description="For the best grade, as text: “0.068” is 6.8 %.")
    rate_step_yearly: Share = Field("0", validate_default=True)
    fees: Annotated[list[OfferedFee], Field(max_length=20)] = []
    grade_floor: Annotated[str, Field(pattern=r"^[A-D][1-3]?$")]
    size_classes: Codes = []
    purposes: Codes = []
    districts: Codes = []
    plan_kind: Word


@router.post("", response={201: Made})
def draft(request: SignedRequest, key: Key, product: Product) -> Made:
    """Draft a product."""
    return Made(
        id=services.draft_product(
            key=key,
            by=request.auth,
            at=clock.now(),
            amount_min=product.amount_min.money(),
            amount_max=product.amount_max.money(),
            fees=tuple(each.fee() for each in product.fees),
            **product.model_dump(exclude={"amount_min", "amount_max", "fees"}),
        )
    )


@router.get("", response=list[queries.ProductView])
def live(request: SignedRequest) -> list[queries.ProductView]:
    """Return the products on offer today that the caller can ask for."""
    return list(queries.live_products(day_of(clock.now()), request.auth))


@router.get("/own", response=list[queries.ProductView])
def own(request: SignedRequest) -> list[queries.ProductView]:
    """Return the caller's own products in every state, the newest first."""
    return list(queries.products_of(request.auth))


@router.get("/{uuid:product_id}", response=queries.ProductView)
def product(request: SignedRequest, product_id: UUID) -> queries.ProductView:
    """Return one product."""
    return queries.product(product_id, request.auth)


@router.post("/{uuid:product_id}/approval", response=Made)
def approve(request: SignedRequest, key: Key, product_id: UUID) -> Made:
    """Approve a lender's draft for the market, as government."""
    return Made(
        id=services.approve_product(key=key, by=request.auth, at=clock.now(), product_id=product_id)
    )


@router.post("/{uuid:product_id}/launch", response=Made)
def launch(request: SignedRequest, key: Key, product_id: UUID) -> Made:
    """Put an approved product on offer; another person than the drafter does it."""
    return Made(id=services.launch(key=key, by=request.auth, at=clock.now(), product_id=product_id))


@router.post("/{uuid:product_id}/pause", response=Made)
def pause(request: SignedRequest, key: Key, product_id: UUID) -> Made:
    """Take a product off offer for a while."""
    return Made(id=services.pause(key=key, by=request.auth, at=clock.now(), product_id=product_id))


@router.post("/{uuid:product_id}/resumption", response=Made)
def resume(request: SignedRequest, key: Key, product_id: UUID) -> Made:
    """Put a paused product on offer again."""
    return Made(id=services.resume(key=key, by=request.auth, at=clock.now(), product_id=product_id))


@router.post("/{uuid:product_id}/retirement", response=Made)
def retire(request: SignedRequest, key: Key, product_id: UUID) -> Made:
    """End a product for good; its contracts go on."""
    return Made(id=services.retire(key=key, by=request.auth, at=clock.now(), product_id=product_id))
