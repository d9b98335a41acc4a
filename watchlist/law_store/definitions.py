"""What is held under keys of its own beside the lists.

What structures are read by: classes that laws define, families of what is listed, masks that listings show. And where
law holds, and to where it looks: members of a jurisdiction, and the tables of destinations that laws keep.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chemistry import analogues
from watchlist.law_store.models import Jurisdiction
from watchlist.substances import CONFIDENCE_CHOICES
from watchlist.temporal import VersionedModel


class KeyedTruth(VersionedModel):
    """What we hold under a key: one row of it is `current`, and the others are `superseded`."""

    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)

    class Meta(VersionedModel.Meta):
        abstract = True
        ordering = ["key"]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="%(class)s_has_one_current_row"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ClassRule(KeyedTruth):
    """One definition of a class as we hold it: `current`, or `superseded` by a better reading.

    When the class is law, by which act and in which forms, is said by the schedulings that name the rule.
    """

    key = models.SlugField(max_length=80)
    text = models.TextField(help_text="the rule as the curators wrote it (TOML)")
    members = models.TextField(blank=True, help_text="its table of named members and near misses (CSV)")
    sha256 = models.CharField(max_length=64, help_text="of the rule's text: its version in every answer")

    class Meta(KeyedTruth.Meta):
        verbose_name = _("class rule")
        verbose_name_plural = _("class rules")

    @property
    def version(self) -> str:
        """Return the version by which an answer names the rule."""
        return self.sha256[:12]


class Family(KeyedTruth):
    """Listed substances that belong together, by what they are precursors of, as we hold it: `current` or `superseded`.

    Only a member of a family is a relative of what is listed nowhere: a solvent is not.
    """

    members = models.TextField(help_text="keys of substances, separated by spaces")
    note = models.TextField(blank=True)

    class Meta(KeyedTruth.Meta):
        verbose_name = _("family")
        verbose_name_plural = _("families")


class Mask(KeyedTruth):
    """A group that a law or a past listing names, left out when structures are compared: `current` or `superseded`.

    It counts from the day on which the world could know it: that on which the reach, or the second of the two
    listings that show it, was published.
    """

    title = models.CharField(max_length=200, help_text='to follow "with its"')
    pattern = models.TextField(help_text="SMARTS; atoms with a map number belong to the listed structure")
    tail = models.CharField(max_length=20, blank=True)
    reshapes = models.BooleanField(default=False)
    published_on = models.DateField()
    listed = models.CharField(max_length=80, blank=True, help_text="a listed substance, by its key")
    masked = models.CharField(max_length=80, blank=True, help_text="a listed substance that is the other one masked")
    citation = models.CharField(max_length=300)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(KeyedTruth.Meta):
        verbose_name = _("mask")
        verbose_name_plural = _("masks")

    def as_pattern(self) -> analogues.Mask:
        """Return the mask that chemistry compares with."""
        return analogues.Mask(self.key, self.title, self.pattern, self.tail, self.reshapes)


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
