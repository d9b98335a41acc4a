"""Requests of one person that another answers: the columns, constraints and verbs of four eyes.

A subject that needs one inherits the columns. The database refuses an answer by who asked, and, by the guards that a
migration installs, a change of what was asked, a second answer and a deletion.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.errors import AskAnotherPerson, LookAgain, SayWhy

PERSON: Final = settings.AUTH_USER_MODEL
BATCH: Final = 500
AGREED, REFUSED = "agreed", "refused"


class FourEyesQuerySet(models.QuerySet[Any]):
    """Requests to a second person."""

    def waiting(self) -> Self:
        """Return the requests that nobody has answered."""
        return self.filter(answer="")

    def for_second(self, person: User) -> Self:
        """Return the requests that this person may answer: another's, and not answered."""
        return self.waiting().exclude(asked_by=person)


class FourEyesRequest(models.Model):
    """Asked by one, `waiting` while `answer` is empty, then `agreed` or `refused` by another, once."""

    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(help_text="why it is asked for")
    answer = models.CharField(max_length=8, blank=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_note = models.TextField(blank=True)

    objects = FourEyesQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True, answer_note="")
                | Q(answer__in=(AGREED, REFUSED), answered_by__isnull=False, answered_at__isnull=False),
                name="%(class)s_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("asked_by")),
                name="%(class)s_is_answered_by_another",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="%(class)s_says_why"),
            models.CheckConstraint(
                condition=~Q(answer=REFUSED) | ~Q(answer_note=""), name="%(class)s_is_refused_with_a_reason"
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody has answered."""
        return not self.answer

    @property
    def is_agreed(self) -> bool:
        """Say whether another person agreed."""
        return self.answer == AGREED


def answer_once(row: FourEyesRequest, *, person: User, agreed: bool, note: str) -> datetime:
    """Store the answer of a second person on a row, and return its instant; `row` holds it from then on.

    Raises `AskAnotherPerson`, `SayWhy` for a refusal without a reason, `LookAgain` where somebody answered before, or
    what would be agreed to was asked for by a person who was deactivated since.
    """
    return answer_all([row], person=person, agreed=agreed, note=note)


def answer_all(rows: Sequence[FourEyesRequest], *, person: User, agreed: bool, note: str) -> datetime:
    """Store one answer on some rows of one kind, and return its instant. Raises as `answer_once` does."""
    if any(row.asked_by_id == person.pk for row in rows):
        raise AskAnotherPerson(_("You asked for this: another person must answer it."))
    if agreed:
        _refuse_deactivated_requester(rows)
    if not agreed and not note.strip():
        raise SayWhy(_("Say why it is refused."))
    at, word = datetime.now(UTC), AGREED if agreed else REFUSED
    fields = {"answer": word, "answered_by": person, "answered_at": at, "answer_note": note.strip()}
    with transaction.atomic():
        for start in range(0, len(rows), BATCH):
            keys = [row.pk for row in rows[start : start + BATCH]]
            if type(rows[0])._default_manager.filter(pk__in=keys, answer="").update(**fields) != len(keys):
                raise LookAgain(_("It was answered in the meantime."))
    for row in rows:
        row.answer, row.answered_by, row.answered_at, row.answer_note = word, person, at, note.strip()
    return at


def _refuse_deactivated_requester(rows: Sequence[FourEyesRequest]) -> None:
    # What is agreed to is done in the name of who asked: one of two people would be none.
    gone = User.objects.filter(pk__in={row.asked_by_id for row in rows}, is_active=False).first()
    if gone is not None:
        raise LookAgain(
            _("%(gone)s asked for it, and was deactivated since: refuse it, and have it asked for anew."), gone=gone
        )
