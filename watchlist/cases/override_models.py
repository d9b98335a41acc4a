"""The override of a release: asked for by one officer although something is missing, confirmed apart by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from watchlist.access import PERSON
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import Case

OVERRIDE_REASONS: Final = ("seen_elsewhere", "filed_elsewhere", "not_asked_here", "authority_agreed", "other")
"""Why a release goes on though something is missing: the short list; the sentence beside it says the rest."""


class ObstacleKind(StrEnum):
    """What is missing."""

    DOCUMENT = "document"
    BALANCE = "balance"
    DUTY = "duty"
    DEADLINE = "deadline"
    ROUTE = "route"


ASKS_DOCUMENT: Final = frozenset({ObstacleKind.DOCUMENT, ObstacleKind.BALANCE})


class Obstacle(msgspec.Struct, frozen=True):
    """One thing that stands in the way of a release, in the law's words, and the lines of the shipment it is about.

    `balance`: a document of theirs is on file, and used up. `deadline`: a duty whose last day has passed. `route`: the
    law of a country is not held, and was not checked, or refused. `list` and `citation` are empty for a controlled
    drug, whose own law must be asked, and for a route.
    """

    kind: ObstacleKind
    text: str
    list: str = ""
    citation: str = ""
    lines: tuple[int, ...] = ()
    due_on: date | None = None
    duty: int | None = None
    country: str = ""

    def is_within(self, shown: Obstacle) -> bool:
        """Say whether this one is what was shown, on no other line."""
        same = (self.duty, self.kind, self.country) == (shown.duty, shown.kind, shown.country)
        return same and {*self.lines} <= {*shown.lines}


class ReleaseOverride(models.Model):
    """That a release is asked for although something stands in its way. State: written; confirmed once, by another.

    `obstacles` is what stood in the way as the first officer saw it. The disposition that rests on it is refused by
    the database until a second officer has confirmed it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="overrides")
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="override")
    reason = models.CharField(max_length=24)
    sentence = models.TextField(help_text="what shows it, in the first officer's words")
    obstacles = models.TextField(help_text="what stood in the way, as JSON")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("override of a release")
        verbose_name_plural = _("overrides of releases")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=OVERRIDE_REASONS), name="releaseoverride_reason_is_known"),
            models.CheckConstraint(condition=~Q(sentence=""), name="releaseoverride_says_why"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="releaseoverride_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")),
                name="releaseoverride_is_confirmed_by_another",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="releaseoverride_by_day")]

    def __str__(self) -> str:
        return f"{self.case}: {self.reason}"

    @property
    def missing(self) -> list[Obstacle]:
        """Return what stood in the way, as the first officer saw it."""
        return msgspec.json.decode(self.obstacles, type=list[Obstacle])


def encode_obstacles(obstacles: Sequence[Obstacle]) -> str:
    """Return obstacles as the text that an override keeps."""
    return msgspec.json.encode(obstacles, order="sorted").decode()


def were_all_shown(now: Iterable[Obstacle], shown: Sequence[Obstacle]) -> bool:
    """Say whether nothing stands in the way now, on no line, that was not shown when the release was asked for."""
    return all(any(obstacle.is_within(before) for before in shown) for obstacle in now)
