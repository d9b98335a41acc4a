"""A case: its screenings, events, files and reports, and the duties that law lays on it with their deadlines."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, Final, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from watchlist.access import PERSON
from watchlist.manifests import Party
from watchlist.screenings import Screening
from watchlist.screenings.rescreen import Rescreen

STATES: Final = ("pending", "investigating", "on_hold", "awaiting_authority", "closed")
PENDING, INVESTIGATING, ON_HOLD, AWAITING, CLOSED = STATES
"""`awaiting_authority` is told to those alone who may know of reports: others read `on_hold` (SOR/2002-359 s. 86)."""


class CaseQuerySet(models.QuerySet[Any]):
    """Cases."""

    def open(self) -> Self:
        """Return those that are not closed."""
        return self.exclude(state=CLOSED)

    def awake(self, today: date) -> Self:
        """Return the open ones that do not rest on a day: a rest ends early where a deadline falls inside it."""
        asleep = Q(snoozed_until__gt=today) & (Q(due_on__isnull=True) | Q(due_on__gt=models.F("snoozed_until")))
        return self.open().exclude(asleep)


class Case(models.Model):
    """The work on one shipment with hits, of which there is one case however often it is screened.

    `pending` until somebody takes it, then `investigating`, `on_hold` or `awaiting_authority`; `closed` by a
    disposition, and `investigating` again where it is reopened. Verdict, action, severity and the counts are those of
    its last screening, or stronger ones that a look-back found since; they and `due_on` are kept beside what they are
    counted from, so that a queue is one read.
    """

    shipment = models.CharField(
        max_length=220, unique=True, help_text="its key: its reference, or the hash of its file"
    )
    title = models.CharField(max_length=255)
    route = models.CharField(max_length=100, blank=True)
    parties = models.TextField(blank=True, help_text="their names, one a line")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="+", help_text="the last")
    state = models.CharField(max_length=20, default=PENDING)
    disposition = models.OneToOneField(
        "Disposition", on_delete=models.PROTECT, null=True, blank=True, related_name="closes"
    )
    assignee = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_by_lead = models.BooleanField(default=False, help_text="only a compliance lead takes it off hold")
    verdict = models.CharField(max_length=12)
    action = models.CharField(max_length=12)
    severity = models.CharField(max_length=8)
    everyday = models.BooleanField(null=True, help_text="the law asks no more than records of any of its lines")
    lines_for_people = models.PositiveIntegerField()
    lines_judged = models.PositiveIntegerField(default=0)
    lines_waiting = models.PositiveIntegerField(default=0, help_text="for a second officer")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True, help_text="of the first duty with a clock that is not done")
    snoozed_until = models.DateField(null=True, blank=True)
    consignor = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="the first that is named"
    )
    consignee = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="the first that is named"
    )
    party_count = models.PositiveIntegerField(null=True, help_text="on both sides; null: not counted")
    goods = models.TextField(null=True, help_text="the first of its substances, one a line; null: not looked at")
    goods_count = models.PositiveIntegerField(null=True, help_text="of its substances")
    concerns = models.TextField(null=True, help_text="of its lines, the gravest first; null: not worked out")
    concern_place = models.PositiveIntegerField(null=True, help_text="in the order of work, by its concerns")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_at", "-pk"]
        permissions = [
            ("work_cases", "Works on cases: judges, notes, moves, asks for and records what became of them"),
            ("second_cases", "Answers as the second officer what another asked for"),
            ("report_cases", "Reports to authorities, and knows which shipments were reported"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="case_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=CLOSED, disposition__isnull=False) | (~Q(state=CLOSED) & Q(disposition__isnull=True)),
                name="case_is_closed_by_a_disposition",
            ),
            models.CheckConstraint(
                condition=Q(lines_for_people__gte=models.F("lines_judged") + models.F("lines_waiting")),
                name="case_counts_agree",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="case_by_deadline"),
            models.Index(fields=["assignee", "state"], name="case_by_assignee"),
            models.Index(fields=["opened_at"], name="case_by_time"),
            models.Index(fields=["verdict", "opened_at"], name="case_by_verdict"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number that people use: C-0412."""
        return f"C-{self.pk:04d}"

    @property
    def to_judge(self) -> int:
        """Return how many lines are still to be judged, without those that wait for a second officer."""
        return self.lines_for_people - self.lines_judged - self.lines_waiting


class CaseScreening(models.Model):
    """That a screening is of a case. State: taken up."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="screenings")
    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, related_name="case_screening")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("screening of a case")
        verbose_name_plural = _("screenings of cases")
        ordering = ["case", "at"]

    def __str__(self) -> str:
        return f"{self.case}: {self.screening}"


class CaseLookBack(models.Model):
    """That what a look-back left of a shipment was taken up by its case. State: taken up."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="look_backs")
    rescreen = models.ForeignKey(Rescreen, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("look-back of a case")
        verbose_name_plural = _("look-backs of cases")
        ordering = ["case", "at"]
        constraints = [models.UniqueConstraint(fields=["case", "rescreen"], name="caselookback_is_taken_up_once")]

    def __str__(self) -> str:
        return f"{self.case}: {self.rescreen}"


class CaseEvent(models.Model):
    """One thing that happened in a case. State: written; the database refuses its change.

    `restricted`: told to those alone who may know of reports to authorities.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=40)
    text = models.TextField(blank=True, help_text="what the person wrote")
    facts = models.TextField(default="{}", help_text="as canonical JSON")
    restricted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of cases")
        ordering = ["case", "-pk"]
        indexes = [models.Index(fields=["case", "-id"], name="caseevent_newest_first")]

    def __str__(self) -> str:
        return f"{self.case} {self.verb}"


class DutyQuerySet(models.QuerySet[Any]):
    """Duties."""

    def in_state(self, state: str) -> Self:
        """Return those in a state: `open`, `done` or `lapsed`, as their last step but one of a deadline says."""
        steps = DutyStep.objects.filter(duty=OuterRef("pk")).exclude(kind=DutyStep.Kind.MOVED).order_by("-number")
        rows = self.annotate(last_kind=Coalesce(Subquery(steps.values("kind")[:1]), Value(DutyStep.Kind.UNDONE)))
        return rows.filter(last_kind=DutyStep.Kind.UNDONE if state == "open" else state)


class Duty(models.Model):
    """What the law asks of a case, from the hit on: written when the hit is. `due_on` is empty where no clock runs."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    key = models.CharField(max_length=64, help_text="of list, action, text and clock")
    jurisdiction = models.CharField(max_length=8)
    list_key = models.CharField(max_length=60)
    action = models.CharField(max_length=12)
    text = models.TextField()
    citation = models.CharField(max_length=300)
    confidence = models.CharField(max_length=12)
    clock = models.CharField(max_length=300, blank=True, help_text="in words")
    clock_citation = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(help_text="the instant of the hit")
    due_on = models.DateField(null=True, blank=True)
    before_moving = models.BooleanField(
        null=True, help_text="is to be done before the goods move, as law known at the hit; empty: of before 2026-12"
    )

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["case", models.F("due_on").asc(nulls_last=True), "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="duty_is_written_once")]

    def __str__(self) -> str:
        return self.text


class DutyStep(models.Model):
    """A person's step on a duty: `done`, `undone`, or `moved` to another day with a reason. The last one counts.

    `lapsed`: every finding that laid it was dismissed; the database refuses it while one of its list stands.
    """

    class Kind(models.TextChoices):
        """What the step does."""

        DONE = "done"
        UNDONE = "undone"
        LAPSED = "lapsed"
        MOVED = "moved"

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    due_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a duty")
        verbose_name_plural = _("steps of duties")
        ordering = ["duty", "number"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="dutystep_is_in_turn"),
            models.CheckConstraint(
                condition=~Q(kind="moved") | (Q(due_on__isnull=False) & ~Q(reason="")), name="dutystep_moved_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}: {self.kind}"


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
