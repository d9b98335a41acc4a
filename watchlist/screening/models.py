"""What a saved comparison said, word for word."""

from __future__ import annotations

import uuid

from django.db import models

from watchlist.manifests.models import Manifest, ManifestLine


class Screening(models.Model):
    """One comparison of a manifest with the law, from a stated point of view. A row has one state: done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="screenings")
    known_at = models.DateTimeField()
    question = models.TextField(help_text="the options asked, as canonical JSON")
    coverage = models.TextField(help_text="the coverage record, word for word")
    summary = models.TextField(help_text="the summary record, word for word")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=150)

    class Meta:
        ordering = ["-made_at"]
        permissions = [("review_cases", "Sees the full reasons of near boundaries and analogues")]

    def __str__(self) -> str:
        return f"{self.manifest} as known {self.known_at:%Y-%m-%d %H:%M} UTC"


class ScreenedLine(models.Model):
    """The record of one line, word for word, with what a list of lines is filtered by."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ManifestLine, on_delete=models.PROTECT, related_name="screened")
    verdict = models.CharField(max_length=12)
    action = models.CharField(max_length=12)
    severity = models.CharField(max_length=8)
    depth = models.CharField(max_length=12)
    record = models.TextField()

    class Meta:
        ordering = ["screening", "line__number"]
        constraints = [models.UniqueConstraint(fields=["screening", "line"], name="screenedline_is_unique")]
        indexes = [models.Index(fields=["screening", "verdict"], name="screenedline_by_verdict")]

    def __str__(self) -> str:
        return f"{self.line}: {self.verdict}"


class Hit(models.Model):
    """One finding of a stored screening, so that what was found can be searched."""

    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="hits")
    position = models.PositiveIntegerField()
    tier = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    list_key = models.CharField(max_length=60)
    entry_key = models.CharField(max_length=150)
    substance_key = models.CharField(max_length=80)
    form = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["screened_line", "position"]
        indexes = [models.Index(fields=["entry_key"], name="hit_by_entry")]

    def __str__(self) -> str:
        return f"{self.tier} {self.entry_key}"
