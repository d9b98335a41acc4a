"""What is kept beside a case: files that people add, and reports to authorities."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from watchlist.access.second_pair import PERSON
from watchlist.cases.models import Case


class Attachment(models.Model):
    """A file that a person added to a case. State: kept; the database refuses its change.

    `restricted`: of a report, and shown to those alone who may know of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    restricted = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["case", "at"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="attachment_is_not_empty")]

    def __str__(self) -> str:
        return self.name


class AuthorityReport(models.Model):
    """That a shipment was reported to an authority: told to a compliance lead and an auditor alone. State: written.

    It is no disposition: what is reported may be released at the authority's request. To let it be known is an offence
    in places (SOR/2002-359 s. 86(4)).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    jurisdiction = models.CharField(max_length=8)
    authority = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, blank=True, help_text="the authority's own")
    text = models.TextField(help_text="what was reported")
    sent_on = models.DateField()
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("report to an authority")
        verbose_name_plural = _("reports to authorities")
        ordering = ["case", "at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(authority=""), name="authorityreport_says_what_to_whom")
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.sent_on}"
