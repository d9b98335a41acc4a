"""What is kept of following a publication: the source, the bytes fetched, each look at it, what asks for a person."""

from __future__ import annotations

import zlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.law_store import Edition, Jurisdiction
from watchlist.temporal import VersionedModel


class ListSource(models.Model):
    """One publication that is followed; what it is stands in its declaration, by the same key.

    `followed` while `enabled`, else `left alone`; `waiting` until `not_before`; `failing` while `failures` are counted;
    `being collected` by who holds its `lease`, until `lease_until`.
    """

    key = models.SlugField(max_length=60, unique=True)
    enabled = models.BooleanField(default=True)
    etag = models.CharField(max_length=200, blank=True, help_text="of the last answer that was read to its end")
    last_modified = models.CharField(max_length=100, blank=True)
    as_of = models.DateField(null=True, blank=True, help_text="the day to which the last edition read is current")
    read_as = models.CharField(max_length=64, blank=True, help_text="by which declaration and code it was read last")
    failures = models.PositiveIntegerField(default=0, help_text="since it was last read")
    not_before = models.DateTimeField(null=True, blank=True, help_text="the publisher is not asked again before")
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("source of lists")
        verbose_name_plural = _("sources of lists")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lease__isnull=True, lease_until__isnull=True)
                | Q(lease__isnull=False, lease_until__isnull=False),
                name="listsource_lease_has_an_end",
            )
        ]
        permissions = [("collect_lists", "Has publications fetched, and stops or resumes following one")]

    def __str__(self) -> str:
        return self.key


class Publication(models.Model):
    """The bytes of one page as fetched. A row has one state: archived. It is never changed and never deleted."""

    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, related_name="publications")
    sha256 = models.CharField(max_length=64)
    compressed = models.BinaryField(help_text="the bytes, by zlib")
    length = models.PositiveBigIntegerField(help_text="of the bytes")
    content_type = models.CharField(max_length=120, blank=True)
    address = models.URLField(max_length=1000)
    fetched_at = models.DateTimeField()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-fetched_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="publication_is_archived_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.sha256[:12]}"

    @property
    def content(self) -> bytes:
        """Return the bytes as fetched."""
        return zlib.decompress(bytes(self.compressed))


class Collection(models.Model):
    """One look at a source, written when it ended. A row has one state: made.

    `outcome`: `unchanged` (the publisher says so, or the same bytes came), `baseline` (the first edition, and each one
    of a house list), `same_rows` (another publication with the same rows), `proposed` (a change set), `watched` (a
    curator's task), `noticed` (notices alone), `failed` (`code` is that of the error, `detail` its sentence).
    """

    class Outcome(models.TextChoices):
        """How a look at a source ended."""

        UNCHANGED = "unchanged"
        BASELINE = "baseline"
        SAME_ROWS = "same_rows"
        PROPOSED = "proposed"
        WATCHED = "watched"
        NOTICED = "noticed"
        FAILED = "failed"

    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, related_name="collections")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    code = models.CharField(max_length=24, blank=True)
    detail = models.TextField(blank=True)
    publications = models.ManyToManyField(Publication, related_name="collections", blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    change_set = models.ForeignKey(
        "watchlist.ChangeSet", on_delete=models.PROTECT, null=True, blank=True, related_name="collections"
    )

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="collection_ends_after_it_starts"),
            models.CheckConstraint(
                condition=(Q(outcome="failed") & ~Q(code="") & ~Q(detail="")) | (~Q(outcome="failed") & Q(code="")),
                name="collection_failure_says_why",
            ),
        ]
        indexes = [models.Index(fields=["source", "-started_at"], name="collection_by_source")]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M} UTC: {self.outcome}"


class CuratorTask(models.Model):
    """What a person must look at because no parser may: `open` while `closed_at` is NULL, then `closed`, once.

    `kind`: `changed` (a watched publication differs; `detail` is the difference in text), `rule` (an act in force, or
    to come, that names no rows), `baseline` (the first edition and the list held do not agree).
    """

    class Kind(models.TextChoices):
        """Why a person is asked."""

        CHANGED = "changed"
        RULE = "rule"
        BASELINE = "baseline"

    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=120, help_text="what it is about: a hash, a notice; one task a subject")
    title = models.CharField(max_length=300)
    detail = models.TextField()
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(blank=True, help_text="what was done about it")

    class Meta:
        verbose_name = _("curator's task")
        verbose_name_plural = _("curators' tasks")
        ordering = [F("closed_at").asc(nulls_first=True), "-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "subject"], name="curatortask_is_opened_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="curatortask_says_who_closed_it_and_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Notice(VersionedModel):
    """A proposal, a consultation, a notification, or an act made and not in force: never a scheduling.

    `current`, or `superseded` by what was learnt of it later. `substances` are the keys of the held substances that its
    title or text names, or that a person said it is about.
    """

    class Kind(models.TextChoices):
        """What sort of paper it is."""

        PROPOSAL = "proposal"
        CONSULTATION = "consultation"
        NOTIFICATION = "notification"
        RULE = "rule"
        NOT_IN_FORCE = "not_in_force"
        WITHDRAWN = "withdrawn"

    key = models.SlugField(max_length=120)
    kind = models.CharField(max_length=14, choices=Kind)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="notices")
    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    title = models.TextField()
    citation = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    published_on = models.DateField(null=True, blank=True)
    comments_close_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    substances = models.TextField(blank=True, help_text="keys of held substances, with spaces between")
    recorded_by = models.CharField(max_length=150)

    class Meta(VersionedModel.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = [F("published_on").desc(nulls_last=True), "key"]
        constraints = [
            *VersionedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="notice_has_one_current_row"
            ),
        ]

    def __str__(self) -> str:
        return self.title
