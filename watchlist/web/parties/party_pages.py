"""The pages of parties: a list by name, and of each party all that is known of it.

Only for who reads stored screenings with every reason, and cases; of papers and of what was set aside, who reads those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, ngettext

from watchlist.authorisations import VIEW_AUTHORISATIONS
from watchlist.cases import (
    JUDGED_LABELS,
    MOST_LINES,
    REASON_LABELS,
    VIEW,
    Judgement,
    authorisations_of_party,
    decisions_on_party,
    determinations_of_party,
    dispositions_on_party,
    parties_known,
    past_shipments_of,
    questions_of_party,
    roles_of,
    shipments_of_party,
    spellings_of,
    sums_of_party,
    suppressions_of_party,
)
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reading import party_key
from watchlist.engine.reports import visible, words_for
from watchlist.engine.texts import grouped
from watchlist.law_store import law_known_at
from watchlist.manifests import Party
from watchlist.screenings import read_line
from watchlist.web import words
from watchlist.web.cases import case_views, question_view
from watchlist.web.form_fields import ClippedTextField, FilterForm
from watchlist.web.parties.party_sums import sum_views
from watchlist.web.parties.shipment_list import shipment_rows
from watchlist.web.registers import SELECT_RELATED, authorisation_row, ruling_view
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import law_page, reader_of, render_page

A_PAGE: Final = 50
SHIPMENTS: Final = 20
MOST_PAPERS: Final = 20
MOST_RULINGS: Final = 20
MOST_QUESTIONS: Final = 20
LONGEST: Final = 300
VIEW_SUPPRESSIONS: Final = "watchlist.view_suppression"
VIEW_DETERMINATIONS: Final = "watchlist.view_determination"


class PartiesForm(FilterForm):
    """What the list is narrowed by."""

    q = ClippedTextField(LONGEST)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What a person made of a line that names the party: one row, of however many findings."""

    row: Judgement
    word: str
    line: int
    name: str
    substances: str
    by: str
    at: str
    why: str


@law_page(VIEW)
def list_page(request: HttpRequest) -> HttpResponseBase:
    """List the known parties, by name; those with some words in their names."""
    _refuse_without_reasons(request)
    query: str = PartiesForm.from_address(request).cleaned_data["q"]
    page = Paginator(parties_known(query), A_PAGE).get_page(request.GET.get("page"))
    return render_page(
        request,
        "parties.html",
        title=_("Parties"),
        rows=[(party, visible(str(party)), words.instant(party.first_seen)) for party in page],
        page=page,
        query=query,
        kept=urlencode({"q": query}) if query else "",
    )


@law_page(VIEW)
def named_page(request: HttpRequest) -> HttpResponseBase:
    """Lead from a name as it is written somewhere to the page of its party; to a search, where none is known by it."""
    _refuse_without_reasons(request)
    name: str = PartiesForm.from_address(request).cleaned_data["q"]
    party = Party.objects.filter(key=party_key(name), first_seen__isnull=False).first()
    return redirect("parties:one", party.pk) if party else redirect(f"../?{urlencode({'q': name})}")


@law_page(VIEW)
def party_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one party: names, shipments, sums against limits, papers, decisions, questions, what was set aside."""
    _refuse_without_reasons(request)
    party = get_object_or_404(Party, pk=pk, first_seen__isnull=False)
    law, today = law_known_at(), words.today()
    page = Paginator(shipments_of_party(party), SHIPMENTS).get_page(request.GET.get("page"))
    sums = sums_of_party(party, today)
    past = past_shipments_of(party)
    return render_page(
        request,
        "party.html",
        title=visible(str(party)),
        party=party,
        first_seen=words.instant(party.first_seen),
        roles=roles_of(party),
        spellings=[visible(name) for name in spellings_of(party)],
        past=ngettext("%d earlier shipment is not kept any more", "%d earlier shipments are not kept any more", past)
        % past
        if past
        else "",
        page=page,
        count=page.paginator.count,
        shipments=shipment_rows(list(page), reader_of(request)),
        sums=sum_views(sums.rows, law),
        all_summed=sums.is_all,
        most_summed=grouped(MOST_LINES),
        decisions=[_decision(rows, law) for rows in decisions_on_party(party)],
        dispositions=case_views(dispositions_on_party(party), reader_of(request)),
        **_questions(party),
        **_papers(request, party, law, today),
        **_set_aside(request, party, law, today),
    )


def _refuse_without_reasons(request: HttpRequest) -> None:
    if not may_read(request):
        raise PermissionDenied


def _decision(rows: Sequence[Judgement], law: CompiledLaw) -> DecisionRow:
    row = rows[0]
    fields = read_line(row.screened_line.record).fields
    keys = dict.fromkeys(each.substance_key for each in rows if each.substance_key)
    names = [law.substances[key].name if key in law.substances else key for key in keys]
    reason = _(words_for(REASON_LABELS, row.reason)) if row.reason else ""
    return DecisionRow(
        row=row,
        word=_(words_for(JUDGED_LABELS, row.word)),
        line=row.screened_line.line.number,
        name=visible(fields.get("name") or fields.get("cas") or ""),
        substances=", ".join(names),
        by=row.by.get_username(),
        at=words.instant(row.at),
        why=": ".join(filter(None, (reason, visible(row.note)))),
    )


def _questions(party: Party) -> dict[str, Any]:
    """Return the last questions that were sent about its shipments, and whether there are more."""
    rows = list(questions_of_party(party)[: MOST_QUESTIONS + 1])
    return {
        "questions": list(map(question_view, rows[:MOST_QUESTIONS])),
        "more_questions": len(rows) > MOST_QUESTIONS,
    }


def _papers(request: HttpRequest, party: Party, law: CompiledLaw, today: date) -> dict[str, Any]:
    """Return the documents whose holder the party is, for who reads the register."""
    if not request.user.has_perm(VIEW_AUTHORISATIONS):
        return {}
    rows = list(authorisations_of_party(party)[: MOST_PAPERS + 1])
    return {
        "papers": [authorisation_row(row, law, today) for row in rows[:MOST_PAPERS]],
        "more_papers": len(rows) > MOST_PAPERS,
    }


def _set_aside(request: HttpRequest, party: Party, law: CompiledLaw, today: date) -> dict[str, Any]:
    """Return suppressions and determinations that name the party, for who reads those."""
    kinds = (
        ("suppressions", VIEW_SUPPRESSIONS, suppressions_of_party),
        ("determinations", VIEW_DETERMINATIONS, determinations_of_party),
    )
    return {
        name: [ruling_view(row, law, today) for row in find(party).select_related(*SELECT_RELATED)[:MOST_RULINGS]]
        for name, right, find in kinds
        if request.user.has_perm(right)
    }
