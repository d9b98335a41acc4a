"""Boundary events of tokens, kept for the compliance lead, and that the lead has seen them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access.probing_statistics import Walk
from watchlist.access.uses import DAY, start
from watchlist.audit import canonical
from watchlist.engine.errors import WatchlistError

KINDS = {
    "share": _("a share of signals far from the token's own past"),
    "walk": _("many structures, a step apart, around one listed substance"),
}
WATCH = "watch"
"""Who notices: no person, and so no account."""


class OwnToken(WatchlistError):
    """Another person must look at this: the token is of whoever asks."""


class BoundaryEvent(models.Model):
    """What was noticed of a lineage on a day, once a kind. `open` until a `BoundarySight` says who has seen it.

    It says what answers were given, and nothing about the people who asked. Rows are only ever added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lineage = models.UUIDField()
    token = models.CharField(_("token"), max_length=80, help_text="the token's name when it was noticed")
    user = models.CharField(_("user"), max_length=150)
    day = models.DateField(help_text="UTC")
    at = models.DateTimeField()
    kind = models.CharField(_("kind"), max_length=8, choices=list(KINDS.items()))
    lines = models.PositiveBigIntegerField(_("lines"), help_text="of that day until then")
    structures = models.PositiveBigIntegerField(
        _("structures"), help_text="distinct ones with a signal, of that day until then"
    )
    past_lines = models.PositiveBigIntegerField(help_text="of the 60 days before")
    past_structures = models.PositiveBigIntegerField(help_text="of the 60 days before, each day for itself")
    relatives = models.TextField(help_text="the listed substances named, with how many structures, as canonical JSON")

    class Meta:
        verbose_name = _("event beside boundaries")
        verbose_name_plural = _("events beside boundaries")
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["lineage", "day", "kind"], name="boundaryevent_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}, {self.day}"

    @property
    def is_open(self) -> bool:
        """Say whether nobody has seen it yet."""
        return not hasattr(self, "sight")  # Django's way to ask whether the row of the other side exists


class BoundarySight(models.Model):
    """That somebody has seen an event: it holds the token no longer. A row has one state: written."""

    event = models.OneToOneField(BoundaryEvent, on_delete=models.PROTECT, primary_key=True, related_name="sight")
    seen_by = models.CharField(max_length=150)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sight of an event beside boundaries")
        verbose_name_plural = _("sights of events beside boundaries")

    def __str__(self) -> str:
        return f"seen by {self.seen_by}"


@dataclass(frozen=True, slots=True)
class Requester:
    """Who gets the answers: the lineage of a token, its name and its user as the event keeps them."""

    lineage: UUID
    token: str
    user: str


@dataclass(frozen=True, slots=True)
class EventFigures:
    """The counts that an event rests on."""

    lines: int
    structures: int
    past_lines: int
    past_structures: int


@transaction.atomic
def record_event(
    *, requester: Requester, at: datetime, kind: str, figures: EventFigures, relatives: Sequence[Walk]
) -> BoundaryEvent:
    """Store an event and return it; of one kind and day the first remains.

    The trail is read by more people than the event: it holds the event's hash, and not whose it is.
    """
    named = {walk.relative: walk.structures for walk in relatives}
    event, is_new = BoundaryEvent.objects.get_or_create(
        lineage=requester.lineage,
        day=start(DAY, at).date(),
        kind=kind,
        defaults={
            "token": requester.token,
            "user": requester.user,
            "at": at,
            **asdict(figures),
            "relatives": json.dumps(named, ensure_ascii=False, separators=(",", ":")),
        },
    )
    if is_new:
        columns = {field.attname: getattr(event, field.attname) for field in BoundaryEvent._meta.concrete_fields}
        digest = hashlib.sha256(canonical(columns).encode()).hexdigest()
        _audit(event, "notice_boundary", WATCH, at, {"sha256": digest}, event)
    return event


@transaction.atomic
def record_sight(*, event: BoundaryEvent, actor: str) -> BoundarySight:
    """Store and return that `actor` has seen an event; the first sight remains.

    Raises `OwnToken` where the token is the actor's: nobody releases their own token.
    """
    if event.user == actor:
        raise OwnToken(_("the token is your own: another person must look at it."))
    now = datetime.now(UTC)
    sight, is_new = BoundarySight.objects.get_or_create(event=event, defaults={"seen_by": actor, "seen_at": now})
    if is_new:
        _audit(event, "see_boundary", actor, now, {}, sight)
    return sight


def awaits_review(lineage: UUID) -> bool:
    """Return whether an event of this lineage waits for somebody to see it."""
    return BoundaryEvent.objects.filter(lineage=lineage, sight=None).exists()


def _audit(  # noqa: PLR0917 - the facts of one event
    event: BoundaryEvent, verb: str, actor: str, at: datetime, payload: dict[str, str], row: models.Model
) -> None:
    key = str(event.pk)
    audit.append(
        actor=actor, verb=verb, target_kind="boundaryevent", target_key=key, payload=payload, at=at, rows=[row]
    )
