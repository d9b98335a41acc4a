"""Questions to a shipper: what was asked of lines, whom, until when, and what came back."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import PERSON
from watchlist.cases.models import Attachment, Case


class QuestionState(StrEnum):
    """How far a question is: read off its columns and the day."""

    DRAFT = "draft"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


QUESTION_STATES: Final = tuple(map(str, QuestionState))


class ShipperQuestionQuerySet(models.QuerySet[Any]):
    """Questions to shippers."""

    def awaited(self) -> Self:
        """Return those that were sent, and neither answered nor withdrawn."""
        return self.filter(sent_on__isnull=False, answered_on__isnull=True, withdrawn_at__isnull=True)

    def overdue(self, today: date) -> Self:
        """Return those of which the answer is awaited, and whose day has passed."""
        return self.awaited().filter(due_on__lt=today)


class ShipperQuestion(models.Model):
    """A question about lines of a shipment, which an officer sends by mail of their own.

    `draft` until it is said to whom it was sent, then `awaited` or, past its day, `overdue`; `answered` with the words
    that came back; `withdrawn` before an answer. Each step is written once.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    lines = models.TextField(help_text="their numbers in the file, with a blank between")
    text = models.TextField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_to = models.CharField(max_length=200, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="the last day on which an answer is in time")
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="who wrote it down here"
    )
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_note = models.TextField(blank=True)

    objects = ShipperQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a shipper")
        verbose_name_plural = _("questions to shippers")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(lines=""), name="shipperquestion_asks_of_lines"),
            models.CheckConstraint(
                condition=Q(sent_to="", sent_on__isnull=True, due_on__isnull=True, sent_by__isnull=True)
                | (~Q(sent_to="") & Q(sent_on__isnull=False, due_on__gte=F("sent_on"), sent_by__isnull=False)),
                name="shipperquestion_is_sent_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True, answered_by__isnull=True, attachment__isnull=True)
                | (~Q(answer="") & Q(answered_on__gte=F("sent_on"), answered_by__isnull=False)),
                name="shipperquestion_is_answered_after_it_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_note="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, answer="") & ~Q(withdrawal_note="")),
                name="shipperquestion_is_withdrawn_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="shipperquestion_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number that people use: Q-0007."""
        return f"Q-{self.pk:04d}"

    @property
    def line_numbers(self) -> list[int]:
        """Return the numbers of its lines in the file."""
        return [int(number) for number in self.lines.split()]

    def state_on(self, today: date) -> QuestionState:
        """Return its state on a day."""
        if self.withdrawn_at is not None:
            return QuestionState.WITHDRAWN
        if self.answered_on is not None:
            return QuestionState.ANSWERED
        if self.sent_on is None or self.due_on is None:
            return QuestionState.DRAFT
        return QuestionState.OVERDUE if self.due_on < today else QuestionState.AWAITED
