"""Firms, individual businesses, institutions, offices, and people who lend their own money."""

from django.db import models
from django.db.models import Q

from headrace.kit.crypto import EncryptedTextField
from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field


class Kind(models.TextChoices):
    """What an organisation is by its registration."""

    COMPANY = "company"
    INDIVIDUAL_BUSINESS = "individual_business"
    INSTITUTION = "institution"
    NATURAL_PERSON = "natural_person"
    GOVERNMENT = "government"
    CENTRE = "centre"


class State(models.TextChoices):
    """Where an organisation stands with the centre."""

    DRAFT = "draft"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Organisation(Case):
    """A party. Its `district` is a six-digit GB/T 2260 code; 000000 is the whole country."""

    name = models.CharField(max_length=200)
    # The name without its customary endings, and its sound: both serve the search for doubles.
    name_core = models.CharField(max_length=200)
    name_pinyin = models.CharField(max_length=600)
    kind = models.CharField(max_length=20, choices=Kind)
    uscc = models.CharField(max_length=18, null=True, unique=True)
    owner_identity = EncryptedTextField(blank=True, default="")
    owner_identity_index = models.BinaryField(max_length=32, null=True, unique=True)
    district = models.CharField(max_length=6)
    industry = models.CharField(max_length=40)
    staff = models.PositiveIntegerField()
    revenue_minor = MinorUnits()
    assets_minor = MinorUnits(null=True)
    currency = currency_field()
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    state_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "parties_organisation"
        constraints = [
            models.CheckConstraint(
                name="parties_organisation_kind_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="parties_organisation_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="parties_organisation_identified",
                condition=Q(uscc__isnull=False)
                | Q(
                    kind__in=[Kind.INDIVIDUAL_BUSINESS, Kind.NATURAL_PERSON],
                    owner_identity_index__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="parties_organisation_uscc_form",
                condition=Q(uscc=None) | Q(uscc__regex=r"^[0-9A-HJ-NP-RTUWXY]{18}$"),
            ),
            models.CheckConstraint(
                name="parties_organisation_identity_and_index_together",
                condition=Q(owner_identity="", owner_identity_index=None)
                | (~Q(owner_identity="") & Q(owner_identity_index__isnull=False)),
            ),
            models.CheckConstraint(
                name="parties_organisation_district_form",
                condition=Q(district__regex=r"^[0-9]{6}$"),
            ),
            models.CheckConstraint(
                name="parties_organisation_figures_not_negative",
                condition=Q(revenue_minor__gte=0) & (Q(assets_minor=None) | Q(assets_minor__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
