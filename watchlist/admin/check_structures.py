"""Structure search: which of the substances held contain what is drawn, or resemble it, and which lists hold them.

What is drawn is sent in the body, as in the ad-hoc check; the day of the law stands in the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chemistry.structure_query import MAX_CHARACTERS
from watchlist.admin import words
from watchlist.admin.law_words import Addresses
from watchlist.admin.screen_pages import form_errors
from watchlist.admin.viewpoint import Viewpoint, law_page, shown, viewpoint
from watchlist.errors import CorrectTheQuestion
from watchlist.exports.text import visible
from watchlist.structure_index.search import Found, found

VIEW_SUBSTANCES: Final = "watchlist.view_substance"
SEE_REASONS: Final = "watchlist.review_cases"
"""Who is shown how alike two structures are, and not their order alone."""
MOST: Final = 50
WRONG: Final = 400

WAYS: Final[dict[str, Promise]] = {
    "substructure": gettext_lazy("contains what is drawn, written as SMILES"),
    "pattern": gettext_lazy("contains a pattern, written as SMARTS"),
    "similar": gettext_lazy("resembles what is drawn, the most alike first"),
    "smiles": gettext_lazy("is what is drawn, or has its skeleton"),
}
"""Searches of the structure index, and what each finds."""
MEETINGS: Final[dict[str, Promise]] = {
    "part": gettext_lazy("Contains it"),
    "similar": gettext_lazy("Has parts in common"),
    "identical": gettext_lazy("Is it"),
    "same_skeleton": gettext_lazy("Has the same skeleton; stereochemistry, isotopes or charges may differ"),
}


class StructureForm(forms.Form):
    """What is searched for, and how."""

    structure = forms.CharField(label=gettext_lazy("Structure"), required=False, max_length=MAX_CHARACTERS)
    way = forms.ChoiceField(label=gettext_lazy("Find what"), required=False, choices=list(WAYS.items()))

    def clean_way(self) -> str:
        """Return the way chosen; the first, where none was."""
        return self.cleaned_data["way"] or next(iter(WAYS))


@dataclass(frozen=True, slots=True)
class Row:
    """A substance that was found: drawn as it met the search, with the lists that hold it on the day."""

    name: str
    address: str
    picture: SafeString
    meeting: str
    form: str
    likeness: str
    lists: SafeString | None


@law_page(VIEW_SUBSTANCES)
def structures_page(request: HttpRequest) -> HttpResponseBase:
    """Show the search and, where a structure was sent, what it finds."""
    view = viewpoint(request)
    form = StructureForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, view, form)
    if not form.is_valid():
        return _page(request, view, form, WRONG, errors=list(form_errors(form)))
    text = form.cleaned_data["structure"]
    if not text:
        return _page(request, view, form, WRONG, errors=[_("Draw a structure, or write one.")])
    try:
        hits = found(view.law, form.cleaned_data["way"], text, limit=MOST + 1)
    except CorrectTheQuestion as error:
        return _page(request, view, form, WRONG, errors=[visible(error.told)])
    return _page(request, view, form, rows=_rows(request, view, hits[:MOST]), more=len(hits) > MOST)


def _page(request: HttpRequest, view: Viewpoint, form: StructureForm, status: int = 200, **told: Any) -> HttpResponse:
    return shown(
        request,
        "structures.html",
        status=status,
        title=_("Structure search"),
        view=view,
        form=form,
        path=f"{request.path}{view.query}",
        scored=request.user.has_perm(SEE_REASONS),
        most=MOST,
        **told,
    )


def _rows(request: HttpRequest, view: Viewpoint, hits: tuple[Found, ...]) -> list[Row]:
    addresses, scored = Addresses(view.query), request.user.has_perm(SEE_REASONS)
    return [_row(view, addresses, hit, scored=scored) for hit in hits]


def _row(view: Viewpoint, addresses: Addresses, hit: Found, *, scored: bool) -> Row:
    held = view.law.substances[hit.substance]
    in_force = [row for row in view.law.schedulings.get(hit.substance, ()) if row.in_force(view.day)]
    places = dict.fromkeys(" ".join(filter(None, (row.list.jurisdiction, row.list.category))) for row in in_force)
    return Row(
        name=held.name,
        address=addresses.substance(hit.substance),
        picture=words.picture(hit.text, held.name),
        meeting=str(MEETINGS[hit.meeting]),
        form=f"{words.phrase(hit.form.target.form)}, {hit.form.cas}" if hit.form else "",
        likeness=f"{hit.similarity:.2f}" if scored and hit.similarity is not None else "",
        lists=words.chips(("law", place) for place in sorted(places)),
    )
