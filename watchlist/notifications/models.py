"""Notifications made, so that none is made twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.list_updates import ChangeSet, ListSource


class Told(models.Model):
    """A notification of an event, with the text of its mails. A row has one state: told.

    `subject` makes the event one, with its name; `rights` are those of whom one is needed to be written to. What became
    of each mail stands with its job.
    """

    event = models.CharField(max_length=30)
    subject = models.CharField(max_length=200)
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="told")
    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, null=True, blank=True, related_name="told")
    moment = models.DateTimeField(null=True, blank=True, help_text="when it was, of what may be again")
    rights = models.CharField(max_length=200, blank=True, help_text="empty: nobody is written to")
    title = models.CharField(max_length=200)
    text = models.TextField()
    words = models.TextField(
        blank=True, default="", db_default="", help_text="title and text as templates and facts, as JSON"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("message told")
        verbose_name_plural = _("messages told")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["event", "subject"], name="told_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="told_says_something"),
        ]
        indexes = [models.Index(fields=["event", "change_set"], name="told_by_change_set")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"
