"""Size classes are issued under a dated rule, and issued anew when the figures change."""

from datetime import date, datetime
from uuid import UUID

from tenor.money import Money

from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import models
from headrace.parties.rules import roles, size
from headrace.rulebook import queries as rulebook

_MAY_CLASS = frozenset({"government", "system"})
_CLASSED_KINDS = frozenset({"company", "individual_business"})


@transaction
@once("parties.classify")
def classify(*, key: UUID, by: Actor, organisation_id: UUID, at: datetime) -> str:
    """
    Class an organisation by its figures and the pack of the day; return the class.

    Its own people may, government may, and background work.
    :raises NotOwnOrganisation: nobody else
    :raises NotFound: there is no such organisation
    :raises IndustryUnknown: the pack has no bounds for its industry
    :raises AssetsMissing: the industry's bounds need total assets
    """
    if by.roles.isdisjoint(_MAY_CLASS):
        roles.check_own(by.organisation_id, organisation_id)
    return issue_size_class(organisation_id=organisation_id, by=by, at=at).size_class


@transaction
@once("parties.report_figures")
def report_figures(
    *,
    key: UUID,
    by: Actor,
    organisation_id: UUID,
    staff: int,
    revenue: Money,
    assets: Money | None,
    at: datetime,
) -> str:
    """
    Take the figures of a new year and return the size class that follows from them.

    :raises NotOwnOrganisation: only the organisation's own people report its figures
    """
    demand(by, duty=MAKER)
    roles.check_own(by.organisation_id, organisation_id)
    check_figures(staff=staff, revenue=revenue, assets=assets)
    row = models.Organisation.objects.select_for_update().get(pk=organisation_id)
    row.staff, row.revenue_minor = staff, revenue.minor
    row.assets_minor = assets.minor if assets else None
    row.save(update_fields=["staff", "revenue_minor", "assets_minor"])
    return issue_size_class(organisation_id=row.id, by=by, at=at).size_class


@needs_transaction
def issue_size_class(*, organisation_id: UUID, by: Actor, at: datetime) -> models.SizeClass:
    """Issue the class of an organisation under the rule in force that day."""
    row = models.Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise NotFound
    rule = _rule_for(row.industry, on=day_of(at))
    issued = models.SizeClass.objects.create(
        organisation=row,
        rule_id=rule.rule_id,
        pack=rule.pack,
        pack_version=rule.version,
        industry=row.industry,
        staff=row.staff,
        revenue_minor=row.revenue_minor,
        assets_minor=row.assets_minor,
        currency=row.currency,
        size_class=size.size_class_of(
            rule.value,
            staff=row.staff,
            revenue_minor=row.revenue_minor,
            assets_minor=row.assets_minor,
        ),
        on=day_of(at),
        created_at=at,
    )
    journal.record(
        "parties.size_class.issued",
        subject=Subject("size_class", issued.id),
        about=row.id,
        by=by,
        at=at,
        facts={"size_class": issued.size_class, "pack": rule.pack, "version": rule.version},
    )
    return issued


def must_be_classed(row: models.Organisation, *, on: date) -> bool:
    """Say whether an organisation has a size class: a firm outside finance and government."""
    if row.kind not in _CLASSED_KINDS:
        return False
    exempt = rulebook.scopes_of("size.not_classed", on=on)
    return {"industry": row.industry} not in exempt


def check_figures(*, staff: int, revenue: Money, assets: Money | None) -> None:
    """Refuse figures that no class could be read from."""
    amounts = [each for each in (revenue, assets) if each is not None]
    size.check_figures(
        staff=staff,
        revenue_minor=revenue.minor,
        assets_minor=assets.minor if assets else None,
        currencies={each.currency for each in amounts},
    )


def _rule_for(industry: str, *, on: date) -> rulebook.RuleAnswer:
    choices = [each["industry"] for each in rulebook.scopes_of("size.class", on=on)]
    if industry not in choices:
        exempt = rulebook.scopes_of("size.not_classed", on=on)
        if {"industry": industry} in exempt:
            raise size.NotClassed(industry=industry)
        raise size.IndustryUnknown(industry=industry, choices=choices)
    return rulebook.look_up("size.class", on=on, scope={"industry": industry})
