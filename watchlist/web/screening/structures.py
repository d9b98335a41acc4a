"""Structure search: which substances held, or which goods of stored shipments, contain or resemble what is drawn.

What is drawn is sent in the body, as in the ad-hoc check; the day of the law stands in the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports.text import visible
from watchlist.screenings.goods.asking import find_goods, not_searched
from watchlist.structure_index.base import RebuildTheStore
from watchlist.structure_index.search import SubstanceMatch, find_substances
from watchlist.web import words
from watchlist.web.law.words import Addresses
from watchlist.web.screening.check_goods import goods_rows
from watchlist.web.screening.screen_pages import form_errors
from watchlist.web.screening.screenings import may_read
from watchlist.web.screening.structure_form import GOODS, MATCH_LABELS, StructureForm
from watchlist.web.viewpoint import Viewpoint, law_page, render_page, viewpoint

VIEW_SUBSTANCES: Final = "watchlist.view_substance"
SEE_REASONS: Final = "watchlist.review_cases"
"""Who is shown how alike two structures are, and not their order alone."""
MOST: Final = 50
BAD_REQUEST: Final = 400
UNAVAILABLE: Final = 503


@dataclass(frozen=True, slots=True)
class SubstanceHit:
    """A substance that was found: drawn as it met the search, with the lists that hold it on the day."""

    name: str
    address: str
    picture: SafeString
    match: str
    form: str
    similarity: str
    lists: SafeString | None


@law_page(VIEW_SUBSTANCES)
def structures_page(request: HttpRequest) -> HttpResponseBase:
    """Show the search and, where a structure was sent, what it finds."""
    view = viewpoint(request)
    form = StructureForm(request.POST if request.method == "POST" else None, reads_goods=may_read(request))
    if not form.is_bound:
        return _page(request, view, form)
    if not form.is_valid():
        return _page(request, view, form, BAD_REQUEST, errors=list(form_errors(form)))
    text = form.cleaned_data["structure"]
    if not text:
        return _page(request, view, form, BAD_REQUEST, errors=[_("Draw a structure, or write one.")])
    try:
        return _page(request, view, form, **_results(request, view, form.cleaned_data))
    except CorrectTheQuestion as error:
        return _page(request, view, form, BAD_REQUEST, errors=[visible(error.message)])
    except RebuildTheStore as error:
        return _page(request, view, form, UNAVAILABLE, errors=[visible(error.message)])


def _results(request: HttpRequest, view: Viewpoint, search: dict[str, str]) -> dict[str, Any]:
    """Return the context of the results: `rows` of substances, or `goods`. Raises what a search raises."""
    way, text = search["way"], search["structure"]
    if search["among"] == GOODS:
        drawn = find_goods(way, text, limit=MOST + 1)
        return {"goods": goods_rows(drawn[:MOST]), "more": len(drawn) > MOST, "not_asked": not_searched()}
    hits = find_substances(view.law, way, text, limit=MOST + 1)
    return {"rows": _rows(request, view, hits[:MOST]), "more": len(hits) > MOST}


def _page(
    request: HttpRequest, view: Viewpoint, form: StructureForm, status: int = 200, **context: Any
) -> HttpResponse:
    return render_page(
        request,
        "structures.html",
        status=status,
        title=_("Structure search"),
        view=view,
        form=form,
        path=f"{request.path}{view.query}",
        scored=request.user.has_perm(SEE_REASONS),
        most=MOST,
        **context,
    )


def _rows(request: HttpRequest, view: Viewpoint, hits: tuple[SubstanceMatch, ...]) -> list[SubstanceHit]:
    addresses, scored = Addresses(view.query), request.user.has_perm(SEE_REASONS)
    return [_row(view, addresses, hit, scored=scored) for hit in hits]


def _row(view: Viewpoint, addresses: Addresses, hit: SubstanceMatch, *, scored: bool) -> SubstanceHit:
    substance = view.law.substances[hit.substance]
    in_force = [row for row in view.law.schedulings.get(hit.substance, ()) if row.in_force(view.day)]
    places = dict.fromkeys(" ".join(filter(None, (row.list.jurisdiction, row.list.category))) for row in in_force)
    return SubstanceHit(
        name=substance.name,
        address=addresses.substance(hit.substance),
        picture=words.picture(hit.text, substance.name),
        match=str(MATCH_LABELS[hit.meeting]),
        form=f"{words.phrase(hit.form.target.form)}, {hit.form.cas}" if hit.form else "",
        similarity=f"{hit.similarity:.2f}" if scored and hit.similarity is not None else "",
        lists=words.chips(("law", place) for place in sorted(places)),
    )
