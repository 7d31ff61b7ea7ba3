"""People: each belongs to one organisation and has duties in it."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from headrace.kit.crypto import EncryptedTextField
from headrace.kit.models_base import Case
from headrace.parties.models.organisation import Organisation


class Duty(models.TextChoices):
    """What a person may do for the organisation: draw up, agree as the second person, look."""

    MAKER = "maker"
    CHECKER = "checker"
    VIEWER = "viewer"


class Person(AbstractBaseUser, PermissionsMixin, Case):
    """
    One who logs in. Name and telephone are encrypted; the number is found by a blind index.

    Until `confirmed_at` the person only looks: to draw up or to check, two must have agreed.
    """

    login = models.CharField(max_length=80, unique=True)
    name = EncryptedTextField()
    phone = EncryptedTextField(blank=True, default="")
    phone_index = models.BinaryField(max_length=32, null=True, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    duties = ArrayField(models.CharField(max_length=8, choices=Duty))
    language = models.CharField(max_length=10, default="zh-hans")
    appointed_by = models.UUIDField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    USERNAME_FIELD = "login"
    objects = BaseUserManager["Person"]()

    class Meta:
        db_table = "parties_person"
        constraints = [
            models.CheckConstraint(
                name="parties_person_duties_known",
                condition=Q(duties__contained_by=Duty.values) & ~Q(duties=[]),
            ),
            models.CheckConstraint(
                name="parties_person_phone_and_index_together",
                condition=Q(phone="", phone_index=None)
                | (~Q(phone="") & Q(phone_index__isnull=False)),
            ),
            models.CheckConstraint(
                name="parties_person_confirmed_at_and_by",
                condition=Q(confirmed_by=None) | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="parties_person_four_eyes",
                condition=Q(confirmed_by=None)
                | (
                    ~Q(confirmed_by=F("id"))
                    & (Q(appointed_by=None) | ~Q(confirmed_by=F("appointed_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.login
