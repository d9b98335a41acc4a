"""What became of single lines of a shipment, and which lines a release that is asked for names.

The words of its lines make the word of the case (`lines_decided`). A case on which nobody said a word of a line has
none of these rows: its one disposition is that of every line.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import PERSON
from watchlist.cases.judgement_models import DISPOSITIONS, NAMES_ITS_PAPERS, PAPERS, Referral
from watchlist.cases.models import Case
from watchlist.screenings import ScreenedLine

HELD: Final = "held"
LINE_WORDS: Final = (*DISPOSITIONS, HELD)


class ReferralLine(models.Model):
    """That a release which a second officer is asked for is of a line. State: written, with its referral.

    A referral of a release that names no line is of the whole shipment.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="lines")
    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("line of a referral")
        verbose_name_plural = _("lines of referrals")
        ordering = ["referral", "screened_line"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "screened_line"], name="referralline_is_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.referral}, {self.screened_line}"


class LineDispositionQuerySet(models.QuerySet[Any]):
    """Dispositions of lines."""

    def current(self, case: Case) -> Self:
        """Return the word in effect of each line of a case's last screening that has one: the last."""
        return self.filter(screened_line__screening=case.screening_id).current_of([case.pk])

    def current_of(self, cases: Collection[int]) -> Self:
        """Return the same of some cases, by their ids."""
        later = LineDisposition.objects.filter(screened_line=OuterRef("screened_line"), number__gt=OuterRef("number"))
        rows = self.filter(case__in=cases, screened_line__screening=F("case__screening"))
        return rows.exclude(Exists(later))


class LineDisposition(models.Model):
    """What became of one line. State: written; the last of a line of the last screening holds.

    `held` keeps the line back, and its case open. A release of a line that is controlled, or lacks something, names the
    referral to which a second officer agreed, and which names the line.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="line_dispositions")
    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="dispositions")
    number = models.PositiveIntegerField(help_text="of the words on this line, from 1")
    word = models.CharField(max_length=30)
    note = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="line_dispositions"
    )
    authorisations = models.TextField(blank=True, help_text=PAPERS)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the same word on the same line, before another line was corrected",
    )

    objects = LineDispositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposition of a line")
        verbose_name_plural = _("dispositions of lines")
        ordering = ["case", "screened_line", "number"]
        constraints = [
            models.UniqueConstraint(fields=["screened_line", "number"], name="linedisposition_is_in_turn"),
            models.CheckConstraint(condition=Q(word__in=LINE_WORDS), name="linedisposition_word_is_known"),
            models.CheckConstraint(condition=~Q(note=""), name="linedisposition_says_why"),
            models.CheckConstraint(condition=NAMES_ITS_PAPERS, name="linedisposition_names_its_authorisations"),
        ]
        indexes = [models.Index(fields=["case", "word"], name="linedisposition_by_case")]

    def __str__(self) -> str:
        return f"{self.screened_line}: {self.word}"
