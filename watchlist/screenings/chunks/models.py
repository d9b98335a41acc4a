"""Some lines of a long file, from when the file was read until its screening is summed up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.jobs import PART_FREE, PART_LEASED, WorkPart
from watchlist.screenings.models import Screening


class Share(WorkPart):
    """A chunk: some lines of a screening under way, which one worker answers at once. A row has one of three states:

    - `free`: its lines wait, packed in `declared`;
    - `held`: one worker holds its `lease`, until `lease_until` unless it is heard of again;
    - `answered` from `done_at` on: its lines are stored, and what they count and add to totals stands here until the
      shares of the screening are joined; then all of its rows are deleted.
    """

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="shares")
    number = models.PositiveIntegerField()
    lines = models.PositiveIntegerField(help_text="how many it has")
    declared_from = models.PositiveBigIntegerField(help_text="the id of its first line as declared")
    screened_from = models.PositiveBigIntegerField(help_text="the id of its first line as screened")
    declared = models.BinaryField(help_text="its lines, packed; empty once they are answered")
    counts = models.TextField(blank=True, help_text="its lines counted, as canonical JSON")
    adds = models.BinaryField(default=b"", help_text="what its lines add to totals, packed")

    class Meta:
        verbose_name = _("share of a file")
        verbose_name_plural = _("shares of files")
        ordering = ["screening", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["screening", "number"], name="share_number_is_unique"),
            models.CheckConstraint(condition=PART_LEASED | PART_FREE, name="share_is_held_or_free"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, counts="") | (Q(done_at__isnull=False) & ~Q(counts="") & PART_FREE),
                name="share_counts_once_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screening}, share {self.number}"
