"""The ad-hoc check: type, paste or draw one thing, and read at once what the law says of it. Nothing is stored unasked.

The answer comes as one types (htmx), on Enter, and without any script: the page is the same, htmx takes its parts.
What is typed is sent in the body and never stands in an address: addresses are kept by browsers, proxies and logs, and
a structure may be the secret of a house. The day and the route do stand there, so that they can be linked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _, gettext_lazy

from chemistry import depict
from watchlist.access import AwaitsReview, count_interactive_answer, refuse_awaiting_review
from watchlist.engine.answer import Line
from watchlist.engine.decision import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reports import (
    Drawings,
    HeldListView,
    LineView,
    Spoken,
    all_visible,
    compared_with,
    drawings_of,
    engine_parts,
    held_lists,
    line_view,
    structures_of,
    visible,
    warnings,
)
from watchlist.internal_lists import visible_editions
from watchlist.law_store import law_known_at
from watchlist.screenings import CheckResult, TypedGoods, check_goods, keep_check
from watchlist.web.form_fields import ButtonField, cleaned, form_errors
from watchlist.web.judging import LawRequirements, law_requirements, name_and_lead, places_of
from watchlist.web.screening.screen_form import QuestionForm
from watchlist.web.screening.screen_pages import screen_page, stored_response
from watchlist.web.viewpoint import Viewpoint, reader_of, render_page
from watchlist.web.words import today

LONGEST: Final = 2_000
AMOUNT: Final = ("quantity", "unit", "concentration")
ADDRESS_FIELDS: Final = ("as_of", "known_at", "origin", "transit", "destination", "operation", "proposals")
"""The controls that stand in an address."""
KINDS: Final = {
    "name": gettext_lazy("a name"),
    "cas": gettext_lazy("a CAS number"),
    "smiles": gettext_lazy("a SMILES"),
    "inchi": gettext_lazy("an InChI"),
    "inchikey": gettext_lazy("an InChIKey"),
    "hs_code": gettext_lazy("an HS code"),
}
"""What a text may be read as, by the field of a line that it is then."""
FORBIDDEN = 403
BAD_REQUEST = 400


class CheckForm(QuestionForm):
    """One thing and a question; once valid, `goods` and `question` say what is asked."""

    typed = forms.CharField(label=gettext_lazy("What it is"), required=False, max_length=LONGEST)
    kind = forms.ChoiceField(
        label=gettext_lazy("Read as"),
        required=False,
        choices=[("", gettext_lazy("whatever it is")), *KINDS.items()],
    )
    quantity = forms.CharField(label=gettext_lazy("Quantity"), required=False, max_length=40)
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=40)
    concentration = forms.CharField(label=gettext_lazy("Concentration"), required=False, max_length=40)

    @property
    def goods(self) -> TypedGoods:
        """Return what was typed, with how much there is of it."""
        fields = self.cleaned_data
        return TypedGoods(fields["typed"], fields["kind"], tuple((name, fields[name]) for name in AMOUNT))

    @property
    def address_query(self) -> str:
        """Return the query of an address that asks on the same day of the same route: "" for today's law."""
        query = {name: str(value) for name in ADDRESS_FIELDS if (value := self[name].value())}
        return f"?{urlencode(query)}" if query else ""

    @property
    def fields_to_resend(self) -> list[tuple[str, Any]]:
        """Return the filled fields with their values, to be posted again for storing."""
        names = (*CheckForm.base_fields,)
        return [(name, value) for name in names if (value := self[name].value())]

    @property
    def is_narrowed(self) -> bool:
        """Say whether any control is set: a page opens them then, so that none is set unseen."""
        return any(self[name].value() for name in (*ADDRESS_FIELDS, *AMOUNT))


class SaveForm(CheckForm):
    """One thing that is to be stored: what was asked, and the reference under which it is found again."""

    reference = forms.CharField(label=gettext_lazy("Reference"), max_length=200)

    def clean_typed(self) -> str:
        """Return what was typed: nothing is no line of a screening."""
        typed: str = self.cleaned_data["typed"]
        if not typed:
            raise ValidationError(_("Type or draw what is to be stored."))
        return typed


@dataclass(frozen=True, slots=True)
class BriefDrawing:
    """The drawing of a line that says too little to be explained at length."""

    drawn: Drawings


@dataclass(frozen=True, slots=True)
class CheckView:
    """The answer in words, and what it rests on; `smiles` is the structure that was read from `typed`, or ""."""

    typed: str
    read_as: str
    line: LineView
    name: str
    lead: Spoken
    places: tuple[tuple[str, ...], ...]
    requirements: LawRequirements
    plain: BriefDrawing
    smiles: str
    compared: str
    warnings: tuple[str, ...]
    lists: tuple[HeldListView, ...]
    engine: tuple[tuple[str, str | None], ...]

    @property
    def sentence(self) -> str:
        """Return the answer in one sentence, for who hears it."""
        return f"{self.read_as} {self.line.verdict}."


def check_result(person: User, goods: TypedGoods, question: Question) -> CheckView:
    """Return the answer as this person may see it, and count it for probing detection; it is not stored.

    Raises `CorrectTheQuestion`, and `HeldForReview` for a person whose checks another must first look at.
    """
    refuse_awaiting_review(person)
    checked = check_goods(goods, question)
    count_interactive_answer(person=person, line=checked.line)
    return _result_of(person, checked, goods.typed)


def _result_of(person: User, checked: CheckResult, typed: str) -> CheckView:
    overlay = visible_editions(person).overlay(checked.question.known_at or datetime.now(UTC))
    answer, rests_on = checked.line, checked.answer.coverage
    visible_line = all_visible(overlay.line(answer) if overlay else answer)
    coverage = all_visible(overlay.coverage(rests_on) if overlay else rests_on)
    sums = checked.answer.summary.shipment_findings
    line, structures = line_view(visible_line, depict, sums), list(structures_of(answer))
    name, lead = name_and_lead(visible_line, line)
    return CheckView(
        typed=typed,
        read_as=_read_as(checked.kind, answer),
        line=line,
        name=name,
        lead=lead,
        places=places_of(line),
        requirements=law_requirements(visible_line.line, visible_line, checked.answer.summary),
        plain=BriefDrawing(drawings_of(visible_line, depict) if line.brief and not line.traces else Drawings((), ())),
        smiles=structures[0] if len(structures) == 1 else "",
        compared=compared_with(coverage),
        warnings=tuple(warnings(coverage)),
        lists=held_lists(coverage),
        engine=engine_parts(coverage),
    )


def _read_as(kind: str, answer: Line) -> str:
    names = dict.fromkeys(visible(reading.name) for reading in answer.resolution if reading.name)
    facts = {"kind": KINDS[kind], "names": ", ".join(names)}
    return _("Read as %(kind)s: %(names)s.") % facts if names else _("Read as %(kind)s.") % facts


class CheckActForm(forms.Form):
    """Whether what was checked is to be stored."""

    save = ButtonField()


@screen_page
def check_page(request: HttpRequest) -> HttpResponseBase:
    """Show the box and, where something was sent with it, the answer; store it where that is asked."""
    if cleaned(CheckActForm(request.POST))["save"]:
        return _save(request)
    form = CheckForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _page(request, form, status=BAD_REQUEST)
    if request.method != "POST" or not form.cleaned_data["typed"]:
        return _page(request, form)
    try:
        found = check_result(reader_of(request), form.goods, form.question)
    except AwaitsReview as error:
        return _page(request, form, status=FORBIDDEN, errors=[error.message])
    except CorrectTheQuestion as error:
        return _page(request, form, status=BAD_REQUEST, errors=[error.message])
    return _page(request, form, found=found)


def _save(request: HttpRequest) -> HttpResponse:
    """Store what was checked, as it is answered now, and go to it."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=BAD_REQUEST)
    checked = check_goods(form.goods, form.question, form.cleaned_data["reference"])
    return stored_response(keep_check(checked=checked, actor=request.user.get_username()))


def _page(
    request: HttpRequest,
    form: CheckForm,
    *,
    status: int = 200,
    found: CheckView | None = None,
    errors: list[str] | None = None,
) -> HttpResponse:
    is_part = "HX-Request" in request.headers
    page = render_page(
        request,
        "check.html",
        status=200 if is_part else status,  # htmx puts no other answer in its place
        title=_("Ad-hoc check"),
        form=form,
        view=_viewpoint(form),
        found=found,
        errors=[*form_errors(form), *(errors or ())],
    )
    if is_part:
        page["HX-Replace-Url"] = f"{request.path}{form.address_query}"
    return page


def _viewpoint(form: CheckForm) -> Viewpoint:
    """Return the day and the law of the form; those of today where it is not valid."""
    fields = form.cleaned_data if form.is_valid() else {}
    chosen = {name: str(form[name].value()) for name in ("as_of", "known_at") if fields.get(name)}
    return Viewpoint(fields.get("as_of") or today(), law_known_at(fields.get("known_at")), chosen)
