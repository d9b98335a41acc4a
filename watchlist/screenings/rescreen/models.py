"""What a look-back looked at, step by step, and what it found on stored lines: rows that a later reader can trust."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.jobs import PART_FREE, PART_LEASED, Job, WorkPart
from watchlist.list_updates import RescreenDue
from watchlist.manifests import Item
from watchlist.screenings.models import ScreenedLine


class Rescreen(models.Model):
    """One look at everything stored, because the law became another between two ticks.

    `asked` while `changed` is empty; `under way` from when it says what changed; `done` from `done_at` on.
    """

    due = models.OneToOneField(RescreenDue, on_delete=models.PROTECT, related_name="rescreen")
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="rescreen")
    last_item = models.PositiveBigIntegerField(help_text="the last of the items that are looked at, by id")
    items = models.PositiveBigIntegerField(help_text="how many those are")
    started_at = models.DateTimeField(help_text="screenings done until then are looked at")
    started_by = models.CharField(max_length=150)
    changed = models.TextField(blank=True, help_text="what changed in the law, as canonical JSON")
    coverage = models.TextField(blank=True, help_text="what was looked at and what was not, one sentence a line")
    summary = models.TextField(blank=True, help_text="the counts, as canonical JSON")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("look-back")
        verbose_name_plural = _("look-backs")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, summary="")
                | (Q(done_at__isnull=False) & ~Q(summary="") & ~Q(changed="") & ~Q(coverage="")),
                name="rescreen_is_summed_up_when_done",
            )
        ]

    def __str__(self) -> str:
        return f"look-back: {self.due}"


class RescreenStep(models.Model):
    """One step of a look-back, kept with what it found: ids from `first` to `last`, `looked_at` of them. State: taken.

    `digest` is the SHA-256 of the ids looked at, in order; the step after it goes on behind `last` (and, among the
    lines of one item, behind `last_line`).
    """

    class Stage(models.TextChoices):
        """What is looked at."""

        ITEMS = "items"
        LINES = "lines"

    rescreen = models.ForeignKey(Rescreen, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=5, choices=Stage)
    first = models.PositiveBigIntegerField(help_text="id of an item")
    last = models.PositiveBigIntegerField(help_text="id of an item")
    last_line = models.PositiveBigIntegerField(default=0, help_text="id of the last line as declared")
    looked_at = models.PositiveIntegerField()
    passed_over = models.PositiveIntegerField(default=0, help_text="lines that a later screening stands for")
    unexamined = models.PositiveIntegerField(default=0, help_text="lines of structures not examined in time")
    found = models.PositiveIntegerField(help_text="items that the change touches, or lines whose answer it changes")
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a look-back")
        verbose_name_plural = _("steps of look-backs")
        ordering = ["rescreen", "number"]
        constraints = [
            models.UniqueConstraint(fields=["rescreen", "number"], name="rescreenstep_number_is_unique"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="rescreenstep_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.rescreen}, step {self.number}"


class RescreenPart(WorkPart):
    """A part of a look-back under way, which one worker looks at at once; its step has the same `number`.

    A row has one of three states, `free`, `held` and `done`, as every part of long work; once the look-back is summed
    up all of its rows are deleted. It goes from the line `first_line` of the item `first` to the line `last_line` of
    the item `last`, those between by item and by id; of items no line is named.
    """

    rescreen = models.ForeignKey(Rescreen, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=5, choices=RescreenStep.Stage)
    first = models.PositiveBigIntegerField(help_text="id of an item")
    first_line = models.PositiveBigIntegerField(default=0, help_text="id of a line as declared")
    last = models.PositiveBigIntegerField(help_text="id of an item")
    last_line = models.PositiveBigIntegerField(default=0, help_text="id of a line as declared")
    count = models.PositiveIntegerField(help_text="how many items or lines it has")
    newest_line = models.PositiveBigIntegerField(default=0, help_text="the last line that was stored, by id")
    cases_from = models.PositiveBigIntegerField(default=0, help_text="the first of the ids of what it may find")

    class Meta:
        verbose_name = _("part of a look-back")
        verbose_name_plural = _("parts of look-backs")
        ordering = ["rescreen", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["rescreen", "number"], name="rescreenpart_number_is_unique"),
            models.CheckConstraint(condition=PART_LEASED | PART_FREE, name="rescreenpart_is_held_or_free"),
        ]

    def __str__(self) -> str:
        return f"{self.rescreen}, part {self.number}"


class TouchedItem(models.Model):
    """Distinct goods that a change may bear on, so that every stored line of them is asked again. State: found."""

    rescreen = models.ForeignKey(Rescreen, on_delete=models.PROTECT, related_name="touched")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="touched")
    by = models.TextField(help_text="what of the change touches them: keys, separated by spaces")

    class Meta:
        verbose_name = _("item touched by a look-back")
        verbose_name_plural = _("items touched by look-backs")
        ordering = ["rescreen", "item"]
        constraints = [models.UniqueConstraint(fields=["rescreen", "item"], name="toucheditem_is_unique")]

    def __str__(self) -> str:
        return f"{self.item}: {self.by}"


class CaseDue(models.Model):
    """That the law, changed, answers a stored line otherwise: a case may be opened or reopened from it. State: due.

    It is left even where a like finding stood. `stored_*` is the answer as stored, `before` the verdict of the law
    before the change on the same day, and `verdict`, `action`, `severity` and `findings` are those of the law after it.
    """

    rescreen = models.ForeignKey(Rescreen, on_delete=models.PROTECT, related_name="cases_due")
    screened_line = models.ForeignKey(ScreenedLine, on_delete=models.PROTECT, related_name="cases_due")
    shipment = models.CharField(max_length=220, help_text="its key: its reference, or else the hash of its file")
    consignor = models.CharField(max_length=300, blank=True, help_text="the key of the party")
    consignee = models.CharField(max_length=300, blank=True, help_text="the key of the party")
    as_of = models.DateField(help_text="the day on which the law was asked")
    is_own_day = models.BooleanField(help_text="that of the line itself, and not one on which the changed law begins")
    stored_verdict = models.CharField(max_length=12)
    stored_action = models.CharField(max_length=12)
    stored_severity = models.CharField(max_length=8)
    before = models.CharField(max_length=12)
    verdict = models.CharField(max_length=12)
    action = models.CharField(max_length=12)
    severity = models.CharField(max_length=8)
    lists = models.TextField(blank=True, help_text="keys of the lists of what differs, separated by spaces")
    entries = models.TextField(blank=True, help_text="keys of the entries of what differs, separated by spaces")
    findings = models.TextField(help_text="the findings of the law after the change, as canonical JSON")
    edition = models.TextField(blank=True, help_text="of those lists, under which the line was stored")
    sentence = models.TextField()

    class Meta:
        verbose_name = _("case due")
        verbose_name_plural = _("cases due")
        ordering = ["rescreen", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rescreen", "screened_line", "as_of"], name="casedue_is_left_once"),
            models.CheckConstraint(condition=~Q(sentence=""), name="casedue_says_why"),
        ]
        indexes = [
            models.Index(fields=["rescreen", "verdict", "id"], name="casedue_by_verdict"),
            models.Index(fields=["shipment"], name="casedue_by_shipment"),
        ]

    def __str__(self) -> str:
        return self.sentence
