"""Structure search: which substances held, or which goods of stored shipments, contain or resemble what is drawn.

What is drawn is sent in the body, as in the ad-hoc check; the day of the law stands in the address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from chemistry import MAX_CHARACTERS
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports import LONGEST_DECLARED, clip, visible
from watchlist.screenings.goods import GoodsMatch, find_goods, not_searched
from watchlist.structure_index import RebuildTheStore, SubstanceMatch, find_substances
from watchlist.web import words
from watchlist.web.form_fields import form_errors
from watchlist.web.law import Addresses
from watchlist.web.screening.line_filters import StructureFilter
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import Viewpoint, law_page, render_page, viewpoint

SUBSTANCES: Final = "substances"
GOODS: Final = "goods"
AMONG: Final[dict[str, Promise]] = {
    SUBSTANCES: gettext_lazy("the substances held"),
    GOODS: gettext_lazy("the goods of stored shipments"),
}
"""Where is searched: goods for those alone who read stored screenings."""
WAYS: Final[dict[str, Promise]] = {
    "substructure": gettext_lazy("contains what is drawn, written as SMILES"),
    "pattern": gettext_lazy("contains a pattern, written as SMARTS"),
    "similar": gettext_lazy("resembles what is drawn, the most alike first"),
    "smiles": gettext_lazy("is what is drawn, or has its skeleton"),
}
"""Searches of the structure index, and what each finds."""
MATCH_LABELS: Final[dict[str, Promise]] = {
    "part": gettext_lazy("Contains it"),
    "similar": gettext_lazy("Has parts in common"),
    "identical": gettext_lazy("Is it"),
    "same_skeleton": gettext_lazy("Has the same skeleton; stereochemistry, isotopes or charges may differ"),
}
VIEW_SUBSTANCES: Final = "watchlist.view_substance"
SEE_REASONS: Final = "watchlist.review_cases"
"""Who is shown how alike two structures are, and not their order alone."""
MOST: Final = 50
BAD_REQUEST: Final = 400
UNAVAILABLE: Final = 503


class StructureForm(forms.Form):
    """What is searched for, how, and among what: among goods only where `reads_goods`."""

    structure = forms.CharField(label=gettext_lazy("Structure"), required=False, max_length=MAX_CHARACTERS)
    way = forms.ChoiceField(label=gettext_lazy("Find what"), required=False, choices=list(WAYS.items()))
    among = forms.ChoiceField(label=gettext_lazy("Among"), required=False, choices=list(AMONG.items()))

    def __init__(self, data: Mapping[str, Any] | None, *, reads_goods: bool) -> None:
        super().__init__(data)
        if not reads_goods:
            among = self.fields["among"]
            assert isinstance(among, forms.ChoiceField)
            among.choices = [(SUBSTANCES, AMONG[SUBSTANCES])]

    def clean_way(self) -> str:
        """Return the way chosen; the first, where none was."""
        return self.cleaned_data["way"] or next(iter(WAYS))

    def clean_among(self) -> str:
        """Return where is searched; among substances, where nothing was chosen."""
        return self.cleaned_data["among"] or SUBSTANCES


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A structure of goods that was found: `address` leads to the stored lines of the distinct goods drawn so."""

    smiles: str
    picture: SafeString
    match: str
    similarity: str
    items: int
    address: str


def goods_rows(hits: Iterable[GoodsMatch]) -> list[GoodsRow]:
    """Return a row for each structure found."""
    lines = reverse("admin:watchlist_screenedline_changelist")
    return [_goods_row(hit, f"{lines}?{StructureFilter.parameter_name}={hit.key}") for hit in hits]


def _goods_row(hit: GoodsMatch, address: str) -> GoodsRow:
    return GoodsRow(
        smiles=clip(hit.smiles, LONGEST_DECLARED),
        picture=words.picture(hit.smiles, clip(hit.smiles, LONGEST_DECLARED)),
        match=str(MATCH_LABELS[hit.meeting]),
        similarity="" if hit.similarity is None else f"{hit.similarity:.2f}",
        items=hit.items,
        address=address,
    )


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
    addresses, scored = Addresses(view.query), request.user.has_perm(SEE_REASONS)
    rows = [_row(view, addresses, hit, scored=scored) for hit in hits[:MOST]]
    return {"rows": rows, "more": len(hits) > MOST}


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
        most=MOST,
        **context,
    )


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
