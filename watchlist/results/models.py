"""Results as files: for which view they are made, and their bytes in pieces, so that a part of them can be read."""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.jobs import Job
from watchlist.results.file_formats import RESULTS_FORMATS
from watchlist.screenings import Screening

_EMPTY: Final = Q(sha256="", size__isnull=True, built_at__isnull=True)
_FULL: Final = ~Q(sha256="") & Q(size__isnull=False, built_at__isnull=False)


class ResultsFile(models.Model):
    """All results of a screening in one format, as one view shows them. A row has one of two states:

    - `requested`: its `job` makes it, and `built_at` is NULL;
    - `built`: its bytes are kept, from `built_at` on; they never change.

    Who sees what differs, by rights, internal lists or people's words, has another row: `view` and `version` are hashes
    of these.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="results_files")
    format = models.CharField(max_length=8)
    sees_reasons = models.BooleanField(help_text="with the reasons of signals, and what people said of the lines")
    editions = models.TextField(blank=True, help_text="of the internal lists that it shows, with a blank between")
    view = models.CharField(max_length=64, help_text="a hash of both")
    version = models.CharField(max_length=64, help_text="a hash of what people had said, and of the service's version")
    requested_at = models.DateTimeField()
    job = models.OneToOneField(
        Job,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results_file",
        help_text="null: it was made with the call",
    )
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="", help_text="of its bytes")
    size = models.PositiveBigIntegerField(null=True, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file of results")
        verbose_name_plural = _("files of results")
        ordering = ["-requested_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["screening", "format", "view", "version"], name="resultsfile_is_unique"),
            models.CheckConstraint(condition=Q(format__in=RESULTS_FORMATS), name="resultsfile_format_is_known"),
            models.CheckConstraint(condition=_EMPTY | _FULL, name="resultsfile_is_built_whole"),
            models.CheckConstraint(
                condition=Q(job__isnull=False) | Q(built_at__isnull=False), name="resultsfile_has_a_job_until_built"
            ),
        ]
        indexes = [models.Index(fields=["built_at"], name="resultsfile_by_age")]

    def __str__(self) -> str:
        return f"{self.screening_id}.{self.format}"


class ResultsPart(models.Model):
    """Some of the bytes of a file of results, deflated. All but the last are of the same length."""

    file = models.ForeignKey(ResultsFile, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField(help_text="from 0")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of a file of results")
        verbose_name_plural = _("parts of files of results")
        ordering = ["file", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="resultspart_number_is_unique")]

    def __str__(self) -> str:
        return f"part {self.number}"
