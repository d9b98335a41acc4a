"""What stands in the way of a release, in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_lazy

from watchlist import cases
from watchlist.cases import Obstacle, ReleaseOverride, spans
from watchlist.engine.law import CompiledList
from watchlist.engine.reports import visible
from watchlist.web import words
from watchlist.web.cases.words import Due, due_view

OBSTACLES: Final = {kind: gettext_lazy(text) for kind, text in cases.OBSTACLE_LABELS.items()}
OVERRIDES: Final = {reason: gettext_lazy(text) for reason, text in cases.OVERRIDE_LABELS.items()}


@dataclass(frozen=True, slots=True)
class ObstacleView:
    """One thing that stands in the way: what is missing, on which lines, and where it is asked."""

    label: str
    lines: str
    line_count: int
    text: str
    list_title: str
    citation: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class OverrideView:
    """An override as the second officer, and any reader after them, sees it."""

    reason: str
    sentence: str
    obstacles: list[ObstacleView]
    confirmed: str


def obstacle_views(obstacles: Iterable[Obstacle], lists: Mapping[str, CompiledList]) -> list[ObstacleView]:
    """Return obstacles in words."""
    return [
        ObstacleView(
            label=str(OBSTACLES[obstacle.kind]),
            lines=spans(obstacle.lines),
            line_count=len(obstacle.lines),
            text=visible(obstacle.text if obstacle.list else gettext(obstacle.text)),
            list_title=lists[obstacle.list].title if obstacle.list in lists else "",
            citation=visible(obstacle.citation),
            due=due_view(obstacle.due_on, words.today()),
        )
        for obstacle in obstacles
    ]


def override_view(override: ReleaseOverride, lists: Mapping[str, CompiledList]) -> OverrideView:
    """Return an override in words, with what stood in the way as the first officer saw it."""
    by, at = override.confirmed_by, override.confirmed_at
    return OverrideView(
        reason=str(OVERRIDES[override.reason]),
        sentence=override.sentence,
        obstacles=obstacle_views(override.missing, lists),
        confirmed=f"{by.get_username()}, {words.instant(at)}" if by and at else "",
    )
