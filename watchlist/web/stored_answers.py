"""Stored screenings and their lines as pages show them: to whom, and as a reader of internal lists sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import ngettext
from msgspec import structs

from chemistry import depict
from watchlist.cases import CaseScreening
from watchlist.engine.answer import Coverage, Line, Parcel, ShipmentFinding
from watchlist.engine.answer_codec import decode_as, encode_text
from watchlist.engine.decision import Question
from watchlist.engine.reports import VERDICTS, LineView, all_visible, line_view, point_of_view
from watchlist.engine.texts import grouped
from watchlist.internal_lists import HouseListOverlay, affected_lines, affected_summary, visible_editions
from watchlist.screenings import ScreenedLine, Screening, declared_route, lines_for_route, plain_counts, read_line
from watchlist.web import words

PLACES: Final = {token: place for place, token in enumerate(VERDICTS)}
MOST_FILTERED: Final = 5_000
"""Lines named in one query; where a list touches more, lines are filtered by the verdict as stored."""


@dataclass(frozen=True, slots=True)
class ScreeningView:
    """A screening as a page shows it."""

    row: Screening
    name: str
    made: str
    on: str
    known_label: str
    route: str
    lines: int
    headline: str
    counts: tuple[tuple[str, str, int], ...]


def may_read(request: HttpRequest) -> bool:
    """Return whether the user may read screenings here: these pages give every reason, so they need both rights."""
    return request.user.has_perm("watchlist.view_screening") and request.user.has_perm("watchlist.review_cases")


def screenings() -> QuerySet[Screening]:
    """Return the screenings that are done, the last first, without the files that they were made from."""
    case = CaseScreening.objects.filter(screening=OuterRef("pk"))
    route = Subquery(case.values("case__route")[:1])
    rows: QuerySet[Screening] = Screening.objects.done().in_short().annotate(route_of_case=route)
    return rows


def screening_view(row: Screening, overlay: HouseListOverlay | None = None) -> ScreeningView:
    """Return a screening as a page shows it, its counts through the overlay of a reader of internal lists, if given."""
    coverage, counts = decode_as(Coverage, row.coverage), row.counts()
    if overlay:
        counts = affected_summary(overlay, row.pk, counts)
    on, known_label = point_of_view(coverage)
    for_people = counts.lines - counts.no_match - lines_for_route(counts)
    needs = ngettext("%(some)s of %(all)s needs review", "%(some)s of %(all)s need review", for_people)
    lines = ngettext("%(n)s line", "%(n)s lines", counts.lines) % {"n": grouped(counts.lines)}
    return ScreeningView(
        row=row,
        name=all_visible(str(row.manifest)),
        made=words.instant(row.made_at),
        on=on,
        known_label=known_label,
        route=declared_route(row.manifest.shipment, row.question) or _route_of_case(row),
        lines=counts.lines,
        headline=needs % {"some": grouped(for_people), "all": lines},
        counts=tuple((token, label, plain_counts(counts)[token]) for token, label in VERDICTS.items()),
    )


def name_stored_parcels(sums: Sequence[ShipmentFinding]) -> tuple[ShipmentFinding, ...]:
    """Return sums whose stored parcels without a reference are named by their case, or by their file.

    For readers of every reason alone (`may_read`). One that is not measured keeps its place in the record, by which its
    bound is found.
    """
    nameless = {
        UUID(str(parcel.screening))
        for found in sums
        for parcel in found.parcels
        if parcel.screening and not parcel.reference
    }
    if not nameless:
        return tuple(sums)
    rows = Screening.objects.in_short().filter(pk__in=nameless)
    names = {str(row.pk): str(row.manifest) for row in rows}
    taken = CaseScreening.objects.filter(screening__in=nameless).select_related("case")
    names |= {str(row.screening_id): row.case.number for row in taken}

    def named(parcel: Parcel) -> Parcel:
        name = names.get(str(parcel.screening), "") if parcel.quantity and not parcel.reference else ""
        return structs.replace(parcel, reference=name) if name else parcel

    return tuple(structs.replace(found, parcels=tuple(map(named, found.parcels))) for found in sums)


def _route_of_case(row: Screening) -> str:
    """Return the route of the case of a screening, which its lines declare where its file does not; "" for none."""
    if hasattr(row, "route_of_case"):
        return row.route_of_case or ""
    routes = CaseScreening.objects.filter(screening=row).values_list("case__route", flat=True)
    return routes.first() or ""


def route_of(question: Question) -> str:
    """Return the countries that a movement passes, in order."""
    stops = [question.origin, *question.transit, question.destination]
    return " → ".join(filter(None, stops))


@lru_cache(maxsize=64)
def moved_verdicts(overlay: HouseListOverlay, screening: UUID) -> dict[int, str]:
    """Return by the line's id each verdict that a reader sees and that differs from the stored one.

    Cached: neither a screening that is done nor an overlay changes.
    """
    verdicts = {number: line.verdict for number, line in affected_lines(overlay, screening).items()}
    if not verdicts:
        return {}
    rows = ScreenedLine.objects.filter(screening=screening).values_list("line__number", "pk", "verdict")
    return {pk: verdicts[number] for number, pk, verdict in rows.iterator() if verdicts.get(number, verdict) != verdict}


def apply_overlays(request: HttpRequest, rows: Iterable[ScreenedLine]) -> None:
    """Replace the record of each line, of any screenings, by the one that the reader sees."""
    list_reader = visible_editions(request.user)
    overlays: dict[UUID, HouseListOverlay | None] = {}
    for row in rows if list_reader.editions else ():
        if row.screening_id not in overlays:
            overlays[row.screening_id] = list_reader.overlay_on(row.screening)
        if overlay := overlays[row.screening_id]:
            line = shown_line(overlay, row.record)
            row.record, row.verdict = encode_text(line), line.verdict.value  # in memory alone: it is never stored


def shown_line(overlay: HouseListOverlay | None, record: str) -> Line:
    """Return the line of a stored record as the reader of the overlay sees it."""
    stored = read_line(record)
    return overlay.line(stored) if overlay else stored


@lru_cache(maxsize=512)
def thumb_view(record: str, overlay: HouseListOverlay | None = None) -> LineView:
    """Return a stored line as a reader sees it, with its structures drawn small."""
    return line_view(all_visible(shown_line(overlay, record)), _thumb)


def _thumb(smiles: str, **options: Any) -> str:
    """Draw a structure small and unmarked: lines of the same goods share the drawing."""
    return _small(smiles, str(options.get("title", "")).partition(";")[0])


@lru_cache(maxsize=2_000)
def _small(smiles: str, title: str) -> str:
    return depict(smiles, title=title, width=words.THUMB[0], height=words.THUMB[1])
