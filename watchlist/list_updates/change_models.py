"""Change sets on their way into the law: proposals, their revisions, decisions and applications.

Every row is only ever added. The state of a change set is read from its rows, and stored nowhere.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.law_store import Edition
from watchlist.list_updates.models import ListSource

PERSON = settings.AUTH_USER_MODEL


class ChangeSet(models.Model):
    """The difference between two editions of a source, or what a person brings by hand (`source` NULL).

    `needs attention` while `gates` say something and nobody took it up; `proposed` until a person takes it up; `taken
    up` until every change of its last revision is decided; then `decided`, and `applied` once each accepted change is.
    `overtaken` where a later one of the same source stands: what is undecided in it is decided there.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(ListSource, on_delete=models.PROTECT, null=True, blank=True, related_name="change_sets")
    base = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=300)
    gates = models.TextField(blank=True, help_text="what the sanity gates say, one sentence a line")
    notes = models.TextField(blank=True, help_text="what else a curator should know, one sentence a line")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        ordering = ["-opened_at", "-pk"]
        permissions = [("approve_changes", "Decides on changes of lists that another proposed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=True, base__isnull=True, edition__isnull=True)
                | Q(source__isnull=False, base__isnull=False, edition__isnull=False),
                name="changeset_of_a_source_has_its_editions",
            )
        ]
        indexes = [models.Index(fields=["source", "-opened_at"], name="changeset_by_source")]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """One state of a change set. Number 0 is the machine's, by nobody; each later one is the word of its proposer.

    The database refuses a revision after a decision, one out of turn, and one without a reason where the gates spoke.
    """

    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64, help_text="of its changes: none is slipped in afterwards")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["change_set", "number"]
        constraints = [
            models.UniqueConstraint(fields=["change_set", "number"], name="revision_number_is_unique"),
            models.CheckConstraint(
                condition=Q(number=0, proposed_by__isnull=True) | Q(number__gt=0, proposed_by__isnull=False),
                name="revision_is_the_word_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change_set}, revision {self.number}"


class Change(models.Model):
    """One change of a revision. A row has one state: said.

    `row_before` and `row_after` are the rows as published, `before` and `after` what the law would say: JSON, "" for
    nothing. `entries` are the keys of the entries that it bears on. `digest` is that of the rows as published: what was
    rejected once is known by it. `doubt` is a sentence on what the machine could not match.
    """

    class Kind(models.TextChoices):
        """Which verb of the law it is."""

        ADD = "add"
        AMEND = "amend"
        REMOVE = "remove"
        CORRECT = "correct"

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    list_key = models.CharField(max_length=60, blank=True, help_text="of the control list; empty: of none held")
    entries = models.TextField(blank=True)
    code = models.CharField(max_length=40, blank=True)
    name = models.TextField(help_text="as printed")
    valid_from = models.DateField(null=True, blank=True, help_text="the day from which the law says so")
    row_before = models.TextField(blank=True)
    row_after = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    place = models.TextField(blank=True, help_text="where the source says it")
    doubt = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["revision", "position"]
        constraints = [models.UniqueConstraint(fields=["revision", "position"], name="change_position_is_unique")]
        indexes = [models.Index(fields=["digest"], name="change_by_digest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Decision(models.Model):
    """A person's word on one change: accepted, or rejected with a reason. Never by whoever proposed it.

    `proposed_by` is copied from the revision, to which the database holds it, so that a constraint can compare the two.
    """

    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="decision")
    accepted = models.BooleanField()
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(proposed_by=F("decided_by")), name="decision_is_by_a_second_person"),
            models.CheckConstraint(condition=Q(accepted=True) | ~Q(reason=""), name="rejection_says_why"),
        ]

    def __str__(self) -> str:
        return f"{'accepted' if self.accepted else 'rejected'}: {self.change}"


class Application(models.Model):
    """That an accepted change was written into the law, and as which events. A row has one state: written."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="application")
    events = models.TextField(help_text="of schedulings, one a line; empty: it changes nothing that is held")
    applied_at = models.DateTimeField(help_text="the tick of the law from which on it is known")

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["applied_at", "pk"]

    def __str__(self) -> str:
        return f"{self.decision.change} at {self.applied_at}"


class ChangeComment(models.Model):
    """What somebody remarks on a change set, or on one change of it. A row has one state: said."""

    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="comments")
    change = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("remark on a change")
        verbose_name_plural = _("remarks on changes")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="changecomment_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class RescreenDue(models.Model):
    """That the law became another between two ticks, so that what was stored must be looked at again.

    A row has one state: due; what was done about it stands with who did it.
    """

    change_set = models.ForeignKey(
        ChangeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="rescreens_due"
    )
    before = models.DateTimeField(help_text="the last tick at which the law was as before")
    after = models.DateTimeField(help_text="the tick at which it was changed")
    because = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look-back due")
        verbose_name_plural = _("look-backs due")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(before__lt=F("after")), name="rescreendue_is_of_a_change"),
            models.UniqueConstraint(fields=["before", "after"], name="rescreendue_is_asked_once"),
        ]

    def __str__(self) -> str:
        return self.because
