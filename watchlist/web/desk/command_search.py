"""Command search: commands, pages, work and law by what a person calls them, each kind only for who may read it.

Cases come in the order of their numbers, and of a case nothing is shown but its number and its shipment: neither says
whether it was reported. House lists are not searched. Each kind is one query or none, and gives a few rows.

The page is a part of itself in the dialog of `command.js`, all of it without a script. Unfold has a command search of
its own: it keeps what it found for each person for minutes, past the day on which a right is taken away, and asks by
an address that holds the words; this one does neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chemistry import CasError, normalise_cas
from watchlist.cases import VIEW, Case, parties_known
from watchlist.engine.reports import visible
from watchlist.law_store import ClassRule, ControlList, Instrument, Scheduling, law_known_at
from watchlist.manifests import Manifest
from watchlist.screenings import Screening
from watchlist.structure_index import find_substances
from watchlist.substances import Substance
from watchlist.web import words
from watchlist.web.desk.commands import commands_in
from watchlist.web.form_fields import cleaned, optional_text
from watchlist.web.navigation import GROUPS, open_to
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import reader_of, render_page

MOST: Final = 5
"""Rows of each kind."""
LATEST: Final = 1_000
"""Files that are looked through by their names."""
LEAST: Final = 2
"""Characters: of one, everything would be found."""
INCHIKEY: Final = re.compile(r"[A-Za-z]{14}(?:-[A-Za-z]{10}(?:-[A-Za-z])?)?")
CASE_NUMBER: Final = re.compile(r"(?:[cC]-?)?0*([0-9]{1,9})")
LONGEST: Final = 200
PART: Final = "fetch"
"""What `command.js` says that it is, in X-Requested-With."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Something found: what it is called, what tells it from others, and its page.

    A command has `fields`, which are posted to the address when a person chooses it.
    """

    title: str
    detail: str
    address: str
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of thing that is searched, for those with a right."""

    title: str | Promise
    icon: str
    may: Callable[[HttpRequest], bool]
    find: Callable[[HttpRequest, str], Iterator[SearchHit]]


def search_all(request: HttpRequest, text: str) -> list[tuple[SearchKind, list[SearchHit]]]:
    """Return what is found of each kind that the reader may read; nothing for less than two characters."""
    if len(text) < LEAST:
        return []
    results = ((kind, list(kind.find(request, text))) for kind in KINDS if kind.may(request))
    return [(kind, hits) for kind, hits in results if hits]


def _commands(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    for command in commands_in(text, reader_of(request)):
        yield SearchHit(command.title, command.detail, command.address, command.fields)


def _pages(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    wanted = text.casefold().split()
    for group in GROUPS:
        for item, address in open_to(request, group):
            if all(word in str(item.title).casefold() for word in wanted):
                yield SearchHit(str(item.title), str(group.title), address)


def _cases(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    number = CASE_NUMBER.fullmatch(text)
    named = Q(title__icontains=text) | Q(parties__icontains=text)
    for case in Case.objects.filter(named | Q(pk=int(number[1])) if number else named).order_by("-pk")[:MOST]:
        yield SearchHit(case.number, visible(case.title), _address("cases:one", case.pk))


def _screenings(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    rows = Screening.objects.done().filter(manifest__in=_manifests(text)).order_by("-made_at")
    for row in rows.select_related("manifest").only("made_at", "manifest__reference", "manifest__source")[:MOST]:
        address = _address("admin:watchlist_screening_change", row.pk)
        yield SearchHit(visible(str(row.manifest)), words.instant(row.made_at), address)


def _parties(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    for row in parties_known(text)[:MOST]:
        yield SearchHit(visible(str(row)), words.instant(row.first_seen), _address("parties:one", row.pk))


def _manifests(text: str) -> list[int]:
    """Return files by their reference, which an index holds, and the latest of them by their name, which none does."""
    by_reference = Manifest.objects.filter(reference__icontains=text).order_by("-reference")
    latest = Manifest.objects.order_by("-received_at").values("pk")[:LATEST]
    by_name = Manifest.objects.filter(pk__in=latest, source__icontains=text).order_by("-received_at")
    return [key for rows in (by_reference, by_name) for key in rows.values_list("pk", flat=True)[: 4 * MOST]]


def _substances(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    law = law_known_at()
    hits = [hit for by, query in _substance_queries(text) for hit in find_substances(law, by, query, limit=MOST)][:MOST]
    keys = dict(Substance.objects.filter(key__in=[hit.substance for hit in hits]).values_list("key", "pk"))
    for hit in hits:
        name = law.substances[hit.substance].name
        detail = visible(hit.text) if hit.text != name else ""
        yield SearchHit(name, detail, _address("admin:watchlist_substance_change", keys[hit.substance]))


def _substance_queries(text: str) -> Iterator[tuple[str, str]]:
    try:
        yield "cas", normalise_cas(text)
    except CasError:
        yield ("inchikey", text.upper()) if INCHIKEY.fullmatch(text) and "-" in text else ("name", text)


def _lists(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    named = Q(title__icontains=text) | Q(category__icontains=text) | Q(key__icontains=text)
    for row in ControlList.objects.filter(named).select_related("jurisdiction").order_by("key")[:MOST]:
        yield SearchHit(row.title, row.category, _address("admin:watchlist_controllist_change", row.pk))


def _entries(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    named = Q(printed_name__icontains=text) | Q(law_code__iexact=text)
    rows = Scheduling.objects.current().filter(named).select_related("entry__control_list").order_by("entry__key")
    for entry, row in islice({row.entry: row for row in rows[: 2 * MOST]}.items(), MOST):
        yield SearchHit(
            row.printed_name, entry.control_list.title, _address("admin:watchlist_listentry_change", entry.pk)
        )


def _rules(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    for row in ClassRule.objects.current().filter(title__icontains=text).order_by("key")[:MOST]:
        yield SearchHit(row.title, row.key, _address("admin:watchlist_classrule_change", row.pk))


def _instruments(request: HttpRequest, text: str) -> Iterator[SearchHit]:
    named = Q(title__icontains=text) | Q(citation__icontains=text)
    for row in Instrument.objects.current().filter(named).order_by("-published_on", "key")[:MOST]:
        yield SearchHit(row.citation, row.title, _address("admin:watchlist_instrument_change", row.pk))


def _address(page: str, key: Any) -> str:
    return reverse(page, args=[key])


def _has(right: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(right)


KINDS: Final = (
    SearchKind(_("Commands"), "bolt", _has(VIEW), _commands),
    SearchKind(_("Pages"), "arrow_forward", lambda request: True, _pages),
    SearchKind(_("Cases"), "work", _has(VIEW), _cases),
    SearchKind(_("Screening runs"), "list_alt", may_read, _screenings),
    SearchKind(_("Parties"), "storefront", lambda request: _has(VIEW)(request) and may_read(request), _parties),
    SearchKind(_("Substances"), "hexagon", _has("watchlist.view_substance"), _substances),
    SearchKind(_("Lists"), "bookmark", _has("watchlist.view_controllist"), _lists),
    SearchKind(_("Entries"), "segment", _has("watchlist.view_listentry"), _entries),
    SearchKind(_("Class rules"), "polyline", _has("watchlist.view_classrule"), _rules),
    SearchKind(_("Instruments"), "gavel", _has("watchlist.view_instrument"), _instruments),
)


class CommandForm(forms.Form):
    """The words that are searched for."""

    words = optional_text()


@admin.site.admin_view
def command_page(request: HttpRequest) -> HttpResponseBase:
    """Show the box and what is found under the words sent with it."""
    text = cleaned(CommandForm(request.POST))["words"][:LONGEST]
    part = request.headers.get("X-Requested-With") == PART
    return render_page(
        request,
        "command_part.html" if part else "command.html",
        title=_("Search"),
        text=text,
        found=search_all(request, text),
        is_short=len(text) < LEAST,
    )
