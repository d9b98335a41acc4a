"""What a test token sent as a manifest, for as long as it takes to try a program out."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT: Final = timedelta(hours=1)
UNDER_WAY: Final = timedelta(seconds=2)
"""After it was sent: so long it is shown as under way, so that a program is seen to wait."""


class TrialManifest(models.Model):
    """A manifest of test mode with its fixed answer: `under way`, then `done`, and gone after an hour.

    It has no job, no screening and no case, and nothing else refers to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lineage = models.UUIDField(help_text="of the test token")
    received_at = models.DateTimeField()
    reference = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=255, help_text="the name of the file, or how it came")
    sha256 = models.CharField(max_length=64, help_text="of the bytes as received")
    lines = models.PositiveIntegerField()
    lines_for_people = models.PositiveIntegerField(help_text="those that are not no_match")
    records = models.BinaryField(help_text="the answer as JSON Lines, compressed by zlib")

    class Meta:
        verbose_name = _("manifest of test mode")
        verbose_name_plural = _("manifests of test mode")
        default_permissions = ()
        indexes = [models.Index(fields=["received_at"], name="trialmanifest_by_age")]

    def __str__(self) -> str:
        return self.reference or self.source

    def is_done(self, at: datetime) -> bool:
        """Say whether its answer is shown at an instant."""
        return at >= self.received_at + UNDER_WAY
