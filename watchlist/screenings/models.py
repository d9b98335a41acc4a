"""What a saved comparison said, word for word."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, Self

from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext, gettext_lazy as _

from watchlist.engine.answer import Summary
from watchlist.jobs import Job
from watchlist.manifests import Item, Manifest, ManifestLine, Party
from watchlist.screenings.stored_answers import read_summary

MOST_NAMED: Final = 5_000
"""Rows that are named one by one: SQLite takes no statement with very many more."""
BATCH: Final = 500
HEAD: Final = 1_000
"""Characters of a summary, of which the counts are a few hundred."""
SUMS: Final = ',"shipment_findings":'
NO_SUMS: Final = f'{SUMS}[],"parties":[],"seconds":0}}'
"""What follows the counts in a summary, in the order of the contract."""


class ScreeningQuerySet(models.QuerySet[Any]):
    """Screenings, done and under way."""

    def done(self, known_at: datetime | None = None) -> Self:
        """Return the screenings that are done, or were at an instant: no other is counted, totalled or listed."""
        retained = self.filter(let_go_at__isnull=True)
        return retained.filter(made_at__lte=known_at) if known_at else retained.filter(made_at__isnull=False)

    def in_short(self) -> Self:
        """Return screenings for a list page: with `counts`, without sums and file, which may be megabytes."""
        rows = self.select_related("manifest").defer("manifest__original", "summary")
        return rows.annotate(head=Left("summary", HEAD))


class Screening(models.Model):
    """One comparison of a manifest with the law, from a stated point of view.

    `under way` while `made_at` is NULL: its lines are stored as they are answered, and count nowhere; `done` from
    `made_at` on; `being let go` from `let_go_at` on: its rows go, some at a time, and count nowhere any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    manifest = models.ForeignKey(Manifest, on_delete=models.PROTECT, related_name="screenings")
    known_at = models.DateTimeField()
    question = models.TextField(help_text="the options asked, as canonical JSON")
    coverage = models.TextField(help_text="the coverage record, word for word")
    summary = models.TextField(blank=True, help_text="the summary record, word for word; empty: not done yet")
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    made_by = models.CharField(_("made by"), max_length=150)
    let_go_at = models.DateTimeField(null=True, blank=True)
    for_people = models.PositiveIntegerField(
        null=True, blank=True, help_text="its lines that are not no_match: a case is due of them; null: none is due"
    )
    conventions = models.TextField(
        blank=True, help_text="of its file's days and decimals, as canonical JSON; empty: not kept"
    )
    for_route = models.PositiveIntegerField(
        null=True, blank=True, help_text="its lines that are review for their route alone; null: not counted"
    )
    route_gaps = models.CharField(
        max_length=400,
        null=True,
        blank=True,
        help_text="countries of its route whose law is not held whole, with a blank between; null: not kept",
    )

    verdict = models.CharField(
        max_length=12, null=True, blank=True, help_text="the strongest of its lines; null: not done, or has no lines"
    )

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, summary="")
                | (models.Q(made_at__isnull=False) & ~models.Q(summary="")),
                name="screening_is_summed_up_when_done",
            )
        ]
        indexes = [
            models.Index(fields=["made_at"], name="screening_by_time"),
            models.Index(fields=["made_by", "made_at"], name="screening_by_maker"),
            models.Index(fields=["verdict", "made_at"], name="screening_by_verdict"),
            models.Index(
                fields=["let_go_at"], condition=models.Q(let_go_at__isnull=False), name="screening_being_let_go"
            ),
        ]
        permissions = [("review_cases", "Sees the full reasons of near boundaries and analogues")]

    def __str__(self) -> str:
        return f"{self.manifest} as known {self.known_at:%Y-%m-%d %H:%M} UTC"

    def counts(self) -> Summary:
        """Return the summary, of which the sums of the shipment are not read where only its head was asked for."""
        head, sums, _rest = getattr(self, "head", "").partition(SUMS)
        return read_summary(f"{head}{NO_SUMS}" if sums else self.summary)


class ScreenedLineQuerySet(models.QuerySet[Any]):
    """Records of lines, many of which are read a few at a time."""

    def done(self, until: datetime | None = None) -> Self:
        """Return those of screenings that are done, or were at an instant."""
        retained = self.filter(screening__let_go_at__isnull=True)
        return (
            retained.filter(screening__made_at__lte=until)
            if until
            else retained.filter(screening__made_at__isnull=False)
        )

    def for_people(self) -> Self:
        """Return those that a person judges: not `no_match`, and for more than their route."""
        return self.exclude(verdict="no_match").exclude(for_route=True)

    def of_screening(self, screening: Screening) -> Self:
        """Return the lines of one screening that are stored.

        Of a screening under way only those before the first that is not stored yet, so that paging misses none. The
        range of their ids is given too: else PostgreSQL would read everybody's lines to find the first few in order.
        """
        lines = self.filter(screening=screening)
        if screening.made_at is None:
            open_shares = screening.shares.filter(done_at=None).order_by("number")
            if next_id := open_shares.values_list("screened_from", flat=True).first():
                lines = lines.filter(pk__lt=next_id)
        ends = lines.filter(line__manifest=screening.manifest_id).order_by("line__number").values_list("pk", flat=True)
        first, last = ends.first(), ends.last()
        return self.none() if first is None else lines.filter(pk__range=(first, last))

    def in_order(self, after: int = 0) -> Iterator[tuple[int, str]]:
        """Yield the id and the record of each line after that with the id `after`, in the order of the file.

        By a query for every few, and no cursor: without a transaction PostgreSQL sets aside all that one may fetch.
        """
        rows = self.order_by("pk").values_list("pk", "record")
        while batch := list(rows.filter(pk__gt=after)[:BATCH]):
            yield from batch
            after = batch[-1][0]


class ScreenedLine(models.Model):
    """The record of one line, word for word, with what a list of lines is filtered by.

    The lines of a screening are stored in the order of the file: their ids are in that order.
    """

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(ManifestLine, on_delete=models.PROTECT, related_name="screened")
    verdict = models.CharField(max_length=12)
    action = models.CharField(max_length=12)
    severity = models.CharField(max_length=8)
    depth = models.CharField(max_length=12)
    everyday = models.BooleanField(null=True, help_text="law asks no more than records of it; null: not looked at")
    likeness = models.CharField(
        max_length=32, blank=True, help_text="the same of lines to be judged alike; empty: none"
    )
    record = models.TextField()
    for_route = models.BooleanField(null=True, help_text="it is review for its route alone; null: not looked at")
    concerns = models.TextField(null=True, help_text="one a line, the gravest first; null: not worked out")
    place = models.PositiveIntegerField(
        null=True, help_text="in the order of work among lines of its verdict: by action, then by concern"
    )

    objects = ScreenedLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("screened line")
        verbose_name_plural = _("screened lines")
        ordering = ["screening", "line__number"]
        constraints = [models.UniqueConstraint(fields=["screening", "line"], name="screenedline_is_unique")]
        indexes = [
            models.Index(fields=["screening", "verdict", "id"], name="screenedline_by_verdict"),
            models.Index(fields=["screening", "severity", "id", "likeness"], name="screenedline_by_severity"),
            models.Index(fields=["likeness", "screening"], name="screenedline_by_likeness"),
            models.Index(
                fields=["screening", "likeness", "id"], condition=models.Q(everyday=True), name="screenedline_everyday"
            ),
            models.Index(fields=["action", "depth", "screening"], name="screenedline_by_action"),
            models.Index(fields=["screening", "verdict", "place", "id"], name="screenedline_by_place"),
        ]

    def __str__(self) -> str:
        return gettext("Line %(number)s") % {"number": self.line.number}


class Hit(models.Model):
    """One finding of a stored screening, so that what was found can be searched."""

    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="hits")
    position = models.PositiveIntegerField()
    tier = models.CharField(max_length=20)
    severity = models.CharField(max_length=8)
    list_key = models.CharField(max_length=60)
    entry_key = models.CharField(max_length=150)
    substance_key = models.CharField(max_length=80)
    form = models.CharField(max_length=24, blank=True)
    is_legal = models.BooleanField(default=True, help_text="a sure finding of law, or of a controlled drug")

    class Meta:
        verbose_name = _("hit")
        verbose_name_plural = _("hits")
        ordering = ["screened_line", "position"]
        indexes = [models.Index(fields=["entry_key"], name="hit_by_entry")]

    def __str__(self) -> str:
        return f"{self.tier} {self.entry_key}"


class Consignment(models.Model):
    """How much of one listed substance a line of a stored screening holds: later totals of its parties count it.

    The movement is kept as read, since each law looks at it in its own way; its first and last day bound its periods.
    """

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="consignments")
    line = models.ForeignKey(ManifestLine, on_delete=models.PROTECT, related_name="consignments")
    substance_key = models.CharField(max_length=80)
    consignor = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="sent")
    consignee = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="received")
    first_day = models.DateField()
    last_day = models.DateField()
    certainty = models.CharField(max_length=8, help_text="of the reading of the goods")
    movement = models.TextField(help_text="as the line and the question say it, as canonical JSON")
    quantity = models.TextField(help_text="each way that laws count it, as canonical JSON")

    class Meta:
        verbose_name = _("consignment")
        verbose_name_plural = _("consignments")
        ordering = ["screening", "line", "substance_key"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "line", "substance_key"], name="consignment_is_unique"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="consignment_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["consignor", "substance_key", "first_day"], name="consignment_by_consignor"),
            models.Index(fields=["consignee", "substance_key", "first_day"], name="consignment_by_consignee"),
            models.Index(fields=["substance_key", "screening"], name="consignment_by_substance"),
        ]

    def __str__(self) -> str:
        return f"{self.substance_key}, {self.line}"


class Upload(models.Model):
    """A file that a job screens: what was asked when it was accepted. Its states are those of its job.

    Its id is that of the screening to come, which is stored under it as soon as the file has been read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    manifest = models.OneToOneField(Manifest, on_delete=models.PROTECT, related_name="upload")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="upload")
    question = models.TextField(help_text="the question, as known at the latest when it was accepted; canonical JSON")
    day = models.DateField(null=True, blank=True, help_text="of lines that state none, nor the file for them")
    lineage = models.UUIDField(null=True, blank=True, help_text="of the token that it came with; null: with none")
    token = models.CharField(max_length=80, blank=True, help_text="the name of that token")
    lines_per_day = models.PositiveIntegerField(null=True, blank=True, help_text="that the token may have screened")
    results_formats = models.CharField(
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text="of the files made of its results when its job ends, with a blank between",
    )
    results_with_reasons = models.BooleanField(
        default=False, db_default=False, help_text="whether they tell the reasons of signals"
    )

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-manifest__received_at", "pk"]

    def __str__(self) -> str:
        return str(self.manifest)


class UploadEnd(models.Model):
    """An end of an upload's job of which its sender was told. A row has one state: told.

    A job that was given up and queued again may end once more, otherwise.
    """

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="ends")
    state = models.CharField(max_length=12, help_text="of the job")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("end of an upload")
        verbose_name_plural = _("ends of uploads")
        ordering = ["upload", "at"]
        constraints = [models.UniqueConstraint(fields=["upload", "state"], name="uploadend_is_told_once")]

    def __str__(self) -> str:
        return f"{self.upload}: {self.state}"


class ItemReading(models.Model):
    """What an item was resolved to, so that a look-back need not read its text again. State: kept, until read anew.

    It is what it says only for the `basis` that it names: the names, numbers and codes of a law, and the engine. Its
    structures wait to be searched, or are `taken_up`.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="reading")
    basis = models.CharField(max_length=64)
    structures = models.TextField(blank=True, help_text="SMILES, one a line")
    substances = models.TextField(blank=True, help_text="keys of what is held, separated by spaces")
    taken_up = models.BooleanField(db_default=False, help_text="its structures are searched among those of all goods")

    class Meta:
        verbose_name = _("reading of an item")
        verbose_name_plural = _("readings of items")
        indexes = [models.Index(fields=["id"], condition=models.Q(taken_up=False), name="itemreading_to_be_taken_up")]

    def __str__(self) -> str:
        return f"{self.item}: {self.substances or self.structures or 'nothing'}"


def named(rows: QuerySet[Any]) -> list[int] | QuerySet[Any]:
    """Return the ids of rows, to be asked with `__in`; and where they are many, the query of them.

    Of words PostgreSQL expects one row in a hundred or in two, and goes through millions of lines to find theirs; of
    ids it knows how many there are, and from which end to look.
    """
    ids = rows.order_by().values_list("pk", flat=True)
    few = list(ids[: MOST_NAMED + 1])
    return few if len(few) <= MOST_NAMED else ids
