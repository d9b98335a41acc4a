"""What people corrected in lines: each field with its reason, and the second officer where one must agree."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import AGREED, PERSON, FourEyesRequest
from watchlist.engine.answer import CorrectedField
from watchlist.engine.reading import CORRECTABLE
from watchlist.screenings.models import ScreenedLine, Upload

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


CASE_CLOSED: Final = "case_closed"
SCREENED_AGAIN: Final = "screened_again"
JOB_GIVEN_UP: Final = "job_given_up"
JOB_CANCELLED: Final = "job_cancelled"
DROPPED: Final = (CASE_CLOSED, SCREENED_AGAIN, JOB_GIVEN_UP, JOB_CANCELLED)
"""Why a run came to nothing."""


class CorrectionRun(models.Model):
    """A job that answers a long shipment anew with one correction. What was asked for never changes.

    `under way` until `ended_at`. Then it came to its `correction`, which took effect or waits for a second officer; or
    it was `dropped`, since the case went on meanwhile, or its job was given up or cancelled. Of a correction to which a
    second officer agreed, `correction` is there from the beginning.
    """

    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="correction_run")
    screened_line = models.ForeignKey(
        ScreenedLine, on_delete=models.PROTECT, related_name="correction_runs", help_text="as the person saw it"
    )
    field = models.CharField(max_length=20, help_text="the canonical field")
    declared = models.TextField(blank=True, help_text="what the field was read to say of the file")
    before = models.TextField(blank=True, help_text="what it said when it was corrected")
    corrected = models.TextField(blank=True, help_text="what it says instead")
    note = models.TextField(help_text="what shows it")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=NAME, help_text="the name of who corrected it, as it was then")
    second = models.CharField(max_length=NAME, blank=True, help_text="the name of who agreed, as it was then")
    at = models.DateTimeField(help_text="a tick of the law's clock, as known at which the shipment is answered")
    correction = models.ForeignKey(
        LineCorrection,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        help_text="what came of it",
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    dropped = models.CharField(max_length=20, blank=True, help_text="why nothing came of it")

    class Meta:
        verbose_name = _("run of a correction")
        verbose_name_plural = _("runs of corrections")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(field__in=CORRECTABLE), name="correctionrun_field_is_known"),
            models.CheckConstraint(condition=~Q(corrected=F("before")), name="correctionrun_changes_something"),
            models.CheckConstraint(condition=~Q(note=""), name="correctionrun_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, dropped="")
                | Q(ended_at__isnull=False, dropped="", correction__isnull=False)
                | Q(ended_at__isnull=False, dropped__in=DROPPED),
                name="correctionrun_ends_in_something",
            ),
            models.CheckConstraint(
                condition=Q(second="") | Q(correction__isnull=False), name="correctionrun_is_agreed_to_on_a_request"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.screened_line}: {self.field}"

    def as_field(self) -> CorrectedField:
        """Return what an answer says of the correction."""
        return CorrectedField(
            field=self.field,
            declared=self.declared,
            corrected=self.corrected,
            reason=self.note,
            by=self.by,
            at=self.at.isoformat(),
            agreed_by=self.second or None,
        )
