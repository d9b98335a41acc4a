"""The filters of the lists of stored screenings and lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.cases import lines_with_word
from watchlist.engine.answer import Line
from watchlist.engine.reports import DECISIONS, LONGEST_DECLARED, VERDICTS, clip
from watchlist.engine.vocabulary import DecisionWord
from watchlist.internal_lists import affected_lines, overlay_on
from watchlist.screenings import ScreenedLine, Screening
from watchlist.screenings.goods import on_lines_of, structure_of
from watchlist.web import words
from watchlist.web.site import filter_by
from watchlist.web.stored_answers import MOST_FILTERED

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def by_words(column: str, title: str | _StrPromise, labels: Mapping[str, str]) -> type[admin.SimpleListFilter]:
    """Return a filter by a column, in the order of its words; a word without a label is its own label."""
    return filter_by(
        title,
        f"{column}__exact",
        lambda: [(word, _(label or word.capitalize())) for word, label in labels.items()],
        lambda rows, word: rows.filter(**{column: word}),
    )


def verdicts() -> list[tuple[str, str]]:
    """Return the verdicts with their labels, people first."""
    return [(token, words.of_record(VERDICTS, token)) for token in VERDICTS]


class StructureFilter(admin.SimpleListFilter):
    """Lines whose goods were resolved to the structure of a key; offered nowhere but where it is asked for."""

    title = gettext_lazy("goods drawn as")
    parameter_name = "drawn_as"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the structure that is asked for; nothing, where none is."""
        key = self.value()
        if not key:
            return []
        drawn = structure_of(key)
        return [(key, clip(drawn.smiles, LONGEST_DECLARED) if drawn else _("a structure of no stored goods"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the lines of the distinct goods drawn so, of which there are far fewer than lines."""
        key = self.value()
        if not key:
            return queryset
        return queryset.none() if structure_of(key) is None else queryset.filter(on_lines_of(key))


HoldsVerdict = filter_by(
    gettext_lazy("holds a line"),
    "holds",
    verdicts,
    lambda rows, verdict: rows.filter(Exists(ScreenedLine.objects.filter(screening=OuterRef("pk"), verdict=verdict))),
)
"""Screenings with at least one line of a verdict."""


class VerdictOfLine(admin.SimpleListFilter):
    """Lines of a verdict; within one screening, of the verdict that the reader sees."""

    title = gettext_lazy("verdict")
    parameter_name = "verdict__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return verdicts()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        verdict = self.value()
        if not verdict:
            return queryset
        lines = _changed_lines(request)
        if not lines or len(lines) > MOST_FILTERED:
            return queryset.filter(verdict=verdict)
        wanted = [number for number, line in lines.items() if line.verdict == verdict]
        unmoved = Q(verdict=verdict) & ~Q(line__number__in=list(lines))
        return queryset.filter(unmoved | Q(line__number__in=wanted))


DecisionOfLine = filter_by(
    gettext_lazy("what people said"),
    "decided",
    lambda: [(word, words.of_record(DECISIONS, word)) for word in DECISIONS if word != DecisionWord.UNDECIDED],
    lambda rows, word: rows.filter(lines_with_word(word)) if word in DECISIONS else rows.none(),
)
"""Lines by what people made of them; what they left undecided is to judge."""


def _changed_lines(request: HttpRequest) -> dict[int, Line]:
    """Return by number the lines that the reader sees otherwise than stored, of the screening in the address."""
    try:
        key = UUID(request.GET.get("screening__id__exact", ""))
    except ValueError:
        return {}
    screening = Screening.objects.filter(pk=key).first()
    overlay = overlay_on(request.user, screening) if screening else None
    return affected_lines(overlay, key) if overlay else {}
