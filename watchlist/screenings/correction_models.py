"""What people corrected in lines: each field with its reason, and the second officer where one must agree."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import AGREED, FourEyesRequest
from watchlist.engine.reading import CORRECTABLE
from watchlist.screenings.models import ScreenedLine

NAME: Final = 150


class LineCorrection(FourEyesRequest):
    """One field of one line, corrected by a person; the note says what shows it. What was asked for never changes.

    `in effect` from `effective_at` on, when `answered_line` holds the line answered with it. Where `needs_second`, it
    is `waiting` until then, or `refused`. The last one in effect of a field of a line counts, for the file of that
    shipment and no other.
    """

    screened_line = models.ForeignKey(
        ScreenedLine, on_delete=models.PROTECT, related_name="corrections", help_text="as the person saw it"
    )
    field = models.CharField(max_length=20, help_text="the canonical field")
    declared = models.TextField(blank=True, help_text="what the field was read to say of the file")
    before = models.TextField(blank=True, help_text="what it said when it was corrected: as declared, or as corrected")
    corrected = models.TextField(blank=True, help_text="what it says instead")
    by = models.CharField(max_length=NAME, help_text="the name of who corrected it, as it was then")
    needs_second = models.BooleanField(help_text="it takes effect by the agreement of a second officer")
    second = models.CharField(max_length=NAME, blank=True, help_text="the name of who agreed, as it was then")
    effective_at = models.DateTimeField(null=True, blank=True, help_text="a tick of the law's clock")
    answered_line = models.ForeignKey(
        ScreenedLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the line, answered anew",
    )

    class Meta(FourEyesRequest.Meta):
        verbose_name = _("correction of a line")
        verbose_name_plural = _("corrections of lines")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *FourEyesRequest.Meta.constraints,
            models.CheckConstraint(condition=Q(field__in=CORRECTABLE), name="linecorrection_field_is_known"),
            models.CheckConstraint(condition=~Q(corrected=F("before")), name="linecorrection_changes_something"),
            models.CheckConstraint(
                condition=Q(effective_at__isnull=True, answered_line__isnull=True, second="")
                | Q(effective_at__isnull=False, answered_line__isnull=False),
                name="linecorrection_in_effect_is_answered_anew",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False, answer="", second="", effective_at__isnull=False)
                | Q(needs_second=True, effective_at__isnull=True)
                | (Q(needs_second=True, answer=AGREED) & ~Q(second="")),
                name="linecorrection_takes_effect_by_those_it_needs",
            ),
            models.UniqueConstraint(
                fields=["screened_line", "field"],
                condition=Q(needs_second=True, answer=""),
                name="linecorrection_waits_alone",
            ),
        ]
        indexes = [models.Index(fields=["answer", "asked_at"], name="linecorrection_waiting")]

    def __str__(self) -> str:
        return f"{self.screened_line}: {self.field}"
