"""What can secure a claim, and the shares of it that are taken."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.register.rules.encumbrances import WHOLE_PPM, EncumbranceState
from headrace.register.rules.fingerprints import PARTS


class Fingerprint(Case):
    """
    One thing of the world, recognised whatever the spelling; it holds its parts only as a hash.

    `encumbered_ppm` is the locked count of what is taken, in millionths of the whole. Its check
    is the last word: two lenders cannot both have more than all of it.
    """

    kind = models.CharField(max_length=20)
    digest = models.BinaryField()
    algorithm = models.CharField(max_length=20)
    holder_kind = models.CharField(max_length=40)
    holder_id = models.UUIDField()
    encumbered_ppm = models.IntegerField(default=0)

    class Meta:
        db_table = "register_fingerprint"
        constraints = [
            models.UniqueConstraint(fields=["kind", "digest"], name="register_one_fingerprint"),
            models.CheckConstraint(
                name="register_fingerprint_kind_known", condition=Q(kind__in=sorted(PARTS))
            ),
            models.CheckConstraint(
                name="register_never_more_than_the_whole",
                condition=Q(encumbered_ppm__gte=0, encumbered_ppm__lte=WHOLE_PPM),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {bytes(self.digest).hex()[:12]}"


class Encumbrance(Case):
    """A share of a fingerprint that secures something, for a holder (the lender)."""

    fingerprint = models.ForeignKey(Fingerprint, models.PROTECT, related_name="encumbrances")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    holder_id = models.UUIDField(db_index=True)
    share_ppm = models.IntegerField()
    state = models.CharField(
        max_length=9,
        choices=[(each.value, each.value) for each in EncumbranceState],
        default=EncumbranceState.PROPOSED.value,
    )
    registration_number = models.CharField(max_length=80, blank=True)
    search_certificate_hash = models.BinaryField(max_length=32, null=True)
    perfected_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "register_encumbrance"
        indexes = [
            models.Index(fields=["subject_id", "subject_kind"], name="register_encumbrance_subject")
        ]
        constraints = [
            models.CheckConstraint(
                name="register_encumbrance_state_known",
                condition=Q(state__in=[each.value for each in EncumbranceState]),
            ),
            models.CheckConstraint(
                name="register_share_of_the_whole",
                condition=Q(share_ppm__gte=1, share_ppm__lte=WHOLE_PPM),
            ),
            models.CheckConstraint(
                name="register_perfected_with_number_and_search",
                condition=Q(perfected_at=None)
                | (~Q(registration_number="") & Q(search_certificate_hash__isnull=False)),
            ),
            models.CheckConstraint(
                name="register_perfected_and_enforced_have_their_hour",
                condition=Q(perfected_at__isnull=False) | Q(state__in=["proposed", "released"]),
            ),
            models.CheckConstraint(
                name="register_released_has_its_hour",
                condition=Q(released_at__isnull=False, state="released")
                | (Q(released_at=None) & ~Q(state="released")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share_ppm} ppm for {self.subject_kind} {self.subject_id} ({self.state})"
