"""Legal holds, and requests for erasure: who places a hold does not lift it; who requests an erasure does not agree."""

from __future__ import annotations

from typing import Any, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import AGREED, PERSON, FourEyesRequest
from watchlist.manifests import Manifest, Party

HOLD: Final = "watchlist.hold_shipments"
VIEW: Final = "watchlist.view_legalhold"
ERASE: Final = "watchlist.erase_persons"
VIEW_ERASURES: Final = "watchlist.view_erasure"


def same_shipment(manifest: Manifest) -> dict[str, str]:
    """Return the filter of rows whose manifests are of the same shipment: by its reference, else by its file."""
    if manifest.reference:
        return {"manifest__reference": manifest.reference}
    return {"manifest__reference": "", "manifest__sha256": manifest.sha256}


class LegalHoldQuerySet(models.QuerySet[Any]):
    """Legal holds by state."""

    def active(self) -> Self:
        """Return the holds that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(models.Model):
    """That one shipment, or whatever names one party, is kept for longer than its period.

    `active` while `lifted_at` is empty; `lifted` by another person than placed it, once. Nothing else of it changes.
    """

    shipment = models.CharField(
        max_length=220, blank=True, help_text="its key: its reference, or the hash of its file; empty: of a party"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="holds")
    title = models.CharField(max_length=300, help_text="what it is called by people, when it was placed")
    reason = models.TextField()
    placed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_note = models.TextField(blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-placed_at", "-pk"]
        permissions = [("hold_shipments", "Places legal holds on shipments and parties, and lifts those of others")]
        constraints = [
            models.CheckConstraint(
                condition=Q(shipment="", party__isnull=False) | (~Q(shipment="") & Q(party__isnull=True)),
                name="legalhold_is_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="legalhold_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True, lift_note="")
                | (Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lift_note="")),
                name="legalhold_is_lifted_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | ~Q(lifted_by=F("placed_by")),
                name="legalhold_is_lifted_by_another",
            ),
        ]
        indexes = [models.Index(fields=["shipment"], name="legalhold_by_shipment")]

    def __str__(self) -> str:
        return f"H-{self.pk:04d}"

    @property
    def is_active(self) -> bool:
        """Say whether nobody has lifted it."""
        return self.lifted_at is None


class Erasure(FourEyesRequest):
    """A request to erase what is stored of one person: of a party that shipments name, or of a user of the service.

    `waiting`, `agreed` or `refused` as whatever is asked of a second person; `done` once a job carried it out. Whose it
    is stands here as a number, so that the name does not stay where its erasure is written down.
    """

    party = models.PositiveBigIntegerField(null=True, blank=True, help_text="the number of the party; empty: of a user")
    user = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.TextField(blank=True, help_text="what went and what stays, in numbers, as canonical JSON")

    class Meta(FourEyesRequest.Meta):
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-asked_at", "-pk"]
        permissions = [("erase_persons", "Asks for a person to be erased, and answers what another asked for")]
        constraints = [
            *FourEyesRequest.Meta.constraints,
            models.CheckConstraint(
                condition=Q(party__isnull=True, user__isnull=False) | Q(party__isnull=False, user__isnull=True),
                name="erasure_is_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, result="")
                | (Q(done_at__isnull=False, answer=AGREED) & ~Q(result="")),
                name="erasure_is_done_once_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"E-{self.pk:04d}"
