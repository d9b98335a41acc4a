"""Counts by day as rows."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_VERDICT: Final = 12
LONGEST_LIST: Final = 60


class DayCount(models.Model):
    """How many lines of a verdict, or findings on a list, the screenings hold that were done on a day. State: counted.

    It follows from stored lines, and can be made anew from these. A day that has a row has one for each verdict and
    list that its lines have; of a day without one the lines themselves are counted, until the sweep has done it.
    """

    day = models.DateField(help_text="on which the screenings were done, UTC")
    verdict = models.CharField(max_length=LONGEST_VERDICT, blank=True, help_text="of lines; empty: of findings")
    list_key = models.CharField(max_length=LONGEST_LIST, blank=True, help_text="of findings; empty: of lines")
    number = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("count of a day")
        verbose_name_plural = _("counts of days")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "verdict", "list_key"], name="daycount_is_unique"),
            models.CheckConstraint(
                condition=(models.Q(verdict="") & ~models.Q(list_key=""))
                | (~models.Q(verdict="") & models.Q(list_key="")),
                name="daycount_of_lines_or_findings",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.verdict or self.list_key}: {self.number}"
