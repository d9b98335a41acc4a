"""Where law holds, and to where it looks: members of a jurisdiction, and the tables of destinations that laws keep."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.law_store.definitions import KeyedTruth
from watchlist.law_store.models import Jurisdiction
from watchlist.substances import CONFIDENCE_CHOICES
from watchlist.temporal import VersionedModel


class DatedPlace(VersionedModel):
    """A country in which something holds on [since, until), as we hold it.

    Without `since` it holds on every day before its end.
    """

    country = models.CharField(max_length=2, help_text="ISO 3166 alpha-2, or XI for Northern Ireland")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(VersionedModel.Meta):
        abstract = True
        constraints = [
            *VersionedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
                name="%(class)s_ends_after_it_starts",
            ),
        ]


class Membership(DatedPlace):
    """That the law of a jurisdiction holds in a country: `current` or `superseded`."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="memberships")

    class Meta(DatedPlace.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["jurisdiction__key", "country", F("since").asc(nulls_first=True)]

    def __str__(self) -> str:
        return f"{self.jurisdiction.key} in {self.country}"


class DestinationTable(KeyedTruth):
    """A table of destinations as we hold it: `current` or `superseded`.

    `complete`: a country that is not in it is known not to be; else nothing is known of that country.
    """

    title = models.CharField(max_length=200, help_text='to follow "a destination of"')
    citation = models.CharField(max_length=300)
    complete = models.BooleanField(default=False)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(KeyedTruth.Meta):
        verbose_name = _("destination table")
        verbose_name_plural = _("destination tables")


class Destination(DatedPlace):
    """That a country stands in a table of destinations: `current` or `superseded`."""

    table = models.CharField(max_length=60, help_text="the key of its table")

    class Meta(DatedPlace.Meta):
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")
        ordering = ["table", "country", F("since").asc(nulls_first=True)]

    def __str__(self) -> str:
        return f"{self.country} in {self.table}"
