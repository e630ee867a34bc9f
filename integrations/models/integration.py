"""One pair of CRMs kept in sync: the row that everything else hangs off."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

FASTEST_POLL_SECONDS = 5
FEWEST_RESYNCED = 1
PERCENT = MaxValueValidator(100)


def default_matching() -> list[str]:
    return ["key", "domain"]


class Integration(models.Model):
    class DefaultObject(models.TextChoices):
        CONTACT = "Contact", _("Contact")
        LEAD = "Lead", _("Lead")

    class OnAccountDeleted(models.TextChoices):
        NOTHING = "nothing", _("Do nothing")
        UNLINK = "unlink", _("Unlink")
        DELETE = "delete", _("Delete the company")

    class OnCompanyDeleted(models.TextChoices):
        NOTHING = "nothing", _("Do nothing")
        UNLINK = "unlink", _("Unlink")

    class Suspended(models.TextChoices):
        CREDENTIALS = "credentials", _("Credentials refused")
        PERMISSION = "permission", _("Missing permission")
        LIMIT = "limit", _("API limit exceeded")
        API_OFF = "api_off", _("API access is off")

    sync_companies = models.BooleanField(_("Sync companies"), default=False)
    since = models.DateTimeField(
        null=True, help_text="Changes from this moment on sync by themselves."
    )
    account_since = models.DateTimeField(
        null=True, help_text="The same moment on Salesforce’s clock."
    )
    company_since = models.DateTimeField(
        null=True, help_text="The same moment on HubSpot’s clock."
    )
    paused_at = models.DateTimeField(null=True)
    account_watermark = models.DateTimeField(null=True)
    company_watermark = models.DateTimeField(null=True)
    contact_watermark = models.DateTimeField(
        null=True, help_text="HubSpot contacts whose changes were dealt with."
    )
    person_watermark = models.DateTimeField(
        null=True, help_text="Salesforce contacts and leads, likewise."
    )
    list_mark = models.TextField(
        blank=True,
        help_text="Who had joined the inclusion list when it was last looked at.",
    )
    archive_mark = models.DateTimeField(
        null=True, help_text="When HubSpot’s deleted companies were last looked at."
    )
    census_at = models.DateTimeField(null=True)
    next_poll_at = models.DateTimeField(null=True)
    polled_at = models.DateTimeField(null=True)
    resting_until = models.DateTimeField(
        null=True, help_text="Scheduled passes rest: their share of calls is used."
    )
    suspended = models.CharField(max_length=20, choices=Suspended, blank=True)
    suspended_message = models.TextField(blank=True)

    default_object = models.CharField(
        max_length=10, choices=DefaultObject, default=DefaultObject.CONTACT
    )
    inclusion_list = models.CharField(max_length=32, blank=True)
    attach_private_contacts = models.BooleanField(default=False)
    lifecycle_stage = models.BooleanField(default=True)
    matching = models.JSONField(default=default_matching)
    shared_domains = models.JSONField(default=list, blank=True)
    on_account_deleted = models.CharField(
        max_length=10, choices=OnAccountDeleted, default=OnAccountDeleted.NOTHING
    )
    on_company_deleted = models.CharField(
        max_length=10, choices=OnCompanyDeleted, default=OnCompanyDeleted.NOTHING
    )
    poll_seconds = models.PositiveIntegerField(
        default=60, validators=[MinValueValidator(FASTEST_POLL_SECONDS)]
    )
    bulk_resync_limit = models.PositiveIntegerField(
        default=200_000, validators=[MinValueValidator(FEWEST_RESYNCED)]
    )
    continue_past_limit = models.BooleanField(default=False)
    brake_delete = models.PositiveSmallIntegerField(default=2, validators=[PERCENT])
    brake_unlink = models.PositiveSmallIntegerField(default=5, validators=[PERCENT])
    brake_blank = models.PositiveSmallIntegerField(default=10, validators=[PERCENT])
    brake_create = models.PositiveSmallIntegerField(default=50, validators=[PERCENT])
    salesforce_allocation = models.PositiveIntegerField(
        null=True, blank=True, help_text="API calls a day; empty: all that are left."
    )
    pause_share = models.PositiveSmallIntegerField(default=80, validators=[PERCENT])

    def __str__(self) -> str:
        return "Salesforce and HubSpot"

    @classmethod
    def current(cls) -> Integration:
        """The one integration of this installation, made when first asked for."""
        return cls.objects.get_or_create(pk=1)[0]

    @property
    def most_resynced(self) -> int:
        """In one bulk resync. One of none would end at once, and so would its rest."""
        return max(self.bulk_resync_limit, FEWEST_RESYNCED)
