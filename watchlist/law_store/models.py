"""The law as held: lists, entries, and the bitemporal facts that put an entry on a list."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.engine.asof import AsOf
from watchlist.engine.law import Clock
from watchlist.substances import CONFIDENCE_CHOICES, Substance
from watchlist.temporal import VersionedModel, VersionedQuerySet


class Jurisdiction(models.Model):
    """Where law holds: a state, a union, or the conventions of the United Nations."""

    key = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Authority(models.Model):
    """Who makes or administers the law."""

    key = models.SlugField(max_length=40, unique=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="authorities")
    name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Instrument(VersionedModel):
    """One legal act as we hold it: `current`, or `superseded` by a correction of what we hold of it."""

    key = models.SlugField(max_length=80)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="instruments")
    kind = models.CharField(_("kind"), max_length=40)
    title = models.TextField(
        _("title"),
    )
    citation = models.CharField(max_length=300)
    adopted_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=400, blank=True)
    confidence = models.CharField(_("confidence"), max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["key"]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="instrument_has_one_current_row"
            ),
        ]

    def __str__(self) -> str:
        return self.citation


class ControlList(models.Model):
    """One list of one regime. What decides an answer (branch, tier, whom it binds, operations) never changes:
    a list that changes there is another list. When it was last checked by a person does change."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, null=True, blank=True, related_name="lists"
    )
    category = models.CharField(_("category"), max_length=60)
    branch = models.CharField(_("branch"), max_length=12)
    tier = models.CharField(
        _("tier"), max_length=20, help_text="the tier that its entries give: listed, drug_reference or monitored"
    )
    binds = models.CharField(_("binds"), max_length=10, help_text="persons or states")
    operations = models.CharField(max_length=200, blank=True)
    countries = models.CharField(
        max_length=200, blank=True, help_text="where alone it holds, of the countries of its jurisdiction"
    )
    destinations = models.CharField(
        max_length=60, blank=True, help_text="the table of the destinations to which alone it looks"
    )
    scope_note = models.TextField(blank=True)
    checked_by = models.CharField(max_length=100)
    checked_on = models.DateField()
    check_next = models.TextField(blank=True)
    stale_after_days = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("control list")
        verbose_name_plural = _("control lists")
        ordering = [F("jurisdiction__key").asc(nulls_last=True), "key"]

    def __str__(self) -> str:
        return self.title

    def is_stale(self, today: date) -> bool:
        """Say whether a person last checked the list longer ago than it allows."""
        return (today - self.checked_on).days > self.stale_after_days


class Obligation(VersionedModel):
    """A duty that a list lays on those who move its goods on [since, until): `current`, or `superseded`.

    It may have a clock: within, or for, so many days, months or years before or after an event.
    """

    control_list = models.ForeignKey(ControlList, on_delete=models.PROTECT, related_name="obligations")
    operations = models.CharField(max_length=200, blank=True, help_text="empty: every operation")
    destinations = models.CharField(max_length=60, blank=True, help_text="the table of the destinations it is due for")
    action = models.CharField(max_length=12)
    text = models.TextField()
    citation = models.CharField(max_length=300)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    clock_when = models.CharField(max_length=8, blank=True)
    clock_event = models.CharField(max_length=200, blank=True)
    clock_length = models.PositiveIntegerField(null=True, blank=True)
    clock_unit = models.CharField(max_length=16, blank=True)
    clock_citation = models.CharField(max_length=300, blank=True)

    class Meta(VersionedModel.Meta):
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")

    def __str__(self) -> str:
        return self.text

    @property
    def clock(self) -> Clock | None:
        """Return its clock, cited as the duty is where it has no citation of its own."""
        if self.clock_length is None:
            return None
        citation = self.clock_citation or self.citation
        return Clock(self.clock_when, self.clock_event, self.clock_length, self.clock_unit, citation)


class ListEntry(models.Model):
    """The identity of a line of a list, and nothing else. The law's own code can be learnt late or corrected,
    so it stands in the scheduling, where every other fact that we can be wrong about stands."""

    key = models.CharField(max_length=150, unique=True)
    control_list = models.ForeignKey(ControlList, on_delete=models.PROTECT, related_name="entries")
    substance = models.ForeignKey(Substance, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class SchedulingQuerySet(VersionedQuerySet):
    """Schedulings, seen from somewhere."""

    def as_of(self, as_of: AsOf) -> Self:
        """Return what was in force on a day as known at an instant: an unknown start never says "not yet"."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=as_of.valid_on)
        not_ended = Q(valid_until__isnull=True) | Q(valid_until__gt=as_of.valid_on)
        return self.known_at(as_of.known_at).filter(started, not_ended)


class Precision(models.TextChoices):
    """How exactly the start of a scheduling is known."""

    DAY = "day"
    YEAR = "year"
    UNKNOWN = "unknown"


class Scheduling(VersionedModel):
    """The fact that an entry stands on a list for a half-open period [valid_from, valid_until).

    In knowledge a row is `current` or `superseded`; in law it is `open` (no end known) or `ended`. It is never
    updated but to set `superseded_at`; a trigger refuses anything else, and two current rows that overlap.
    """

    entry = models.ForeignKey(ListEntry, on_delete=models.PROTECT, related_name="schedulings")
    event = models.CharField(max_length=160, help_text="the event of the law that began it, by its stable id")
    event_kind = models.CharField(max_length=20)
    end_event = models.CharField(max_length=160, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=8, choices=Precision)
    date_confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    valid_until = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="schedulings")
    citation = models.CharField(max_length=300, blank=True)
    law_code = models.CharField(max_length=40, blank=True)
    code_confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES, blank=True)
    printed_name = models.CharField(max_length=400)
    wording = models.TextField(blank=True)
    reach = models.CharField(max_length=200, blank=True, help_text="the forms that the words extend to")
    excepts = models.CharField(
        max_length=200, blank=True, help_text="keys of substances that the words leave out of the reach"
    )
    rule = models.CharField(max_length=80, blank=True, help_text="the class rule by which the words are read")
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    law = SchedulingQuerySet.as_manager()

    class Meta(VersionedModel.Meta):
        verbose_name = _("scheduling")
        verbose_name_plural = _("schedulings")
        ordering = ["entry__key", F("valid_from").asc(nulls_first=True), "recorded_at"]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="scheduling_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True, date_precision="unknown")
                | Q(valid_from__isnull=False, date_precision__in=["day", "year"]),
                name="scheduling_without_a_start_has_no_precision",
            ),
            models.UniqueConstraint(
                fields=["entry", "event"],
                condition=Q(superseded_at__isnull=True),
                name="scheduling_has_one_current_row_an_event",
            ),
        ]
        indexes = [models.Index(fields=["recorded_at", "superseded_at"], name="scheduling_by_knowledge")]

    def __str__(self) -> str:
        return f"{self.entry} from {self.valid_from or '?'} until {self.valid_until or '…'}"


class Condition(models.Model):
    """What a scheduling makes depend on quantity, strength or product. It lives and dies with its scheduling."""

    scheduling = models.ForeignKey(Scheduling, on_delete=models.PROTECT, related_name="conditions")
    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=24)
    effect = models.CharField(max_length=16)
    required = models.TextField(help_text="as the law puts it")
    operations = models.CharField(max_length=200, blank=True)
    limit = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    period = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=60, blank=True)
    confidence = models.CharField(max_length=12, choices=CONFIDENCE_CHOICES)
    citation = models.CharField(max_length=300, blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.required


class Edition(models.Model):
    """One publication as read, by its hash. A row has one state: read. Seeds are editions too."""

    origin = models.CharField(max_length=120, help_text="what was read: a list, the substances, the instruments")
    sha256 = models.CharField(max_length=64)
    content = models.TextField(help_text="its rows in canonical JSON, so that the next reading compares text with text")
    entries = models.PositiveIntegerField()
    complete = models.BooleanField(default=True, help_text="whether it claims to hold the whole list")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-read_at", "-pk"]
        indexes = [models.Index(fields=["origin", "read_at"], name="edition_by_origin")]

    def __str__(self) -> str:
        return f"{self.origin} {self.sha256[:12]}"


class LawTold(models.Model):
    """The one row with the last tick of the law that was announced to webhooks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("change of law told")
        verbose_name_plural = _("changes of law told")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="lawtold_is_one_row")]
