"""What the words of a law are read by: classes of substances defined on structure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from watchlist.temporal import Known


class ClassRule(Known):
    """One definition of a class as we hold it: `current`, or `superseded` by a better reading.

    When the class is law, by which act and in which forms, is said by the schedulings that name the rule.
    """

    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField(help_text="the rule as the curators wrote it (TOML)")
    members = models.TextField(blank=True, help_text="its table of named members and near misses (CSV)")
    sha256 = models.CharField(max_length=64, help_text="of the rule's text: its version in every answer")

    class Meta(Known.Meta):
        ordering = ["key"]
        constraints = [
            *Known.Meta.constraints,
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="classrule_has_one_current_row"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def version(self) -> str:
        """Return the version by which an answer names the rule."""
        return self.sha256[:12]
