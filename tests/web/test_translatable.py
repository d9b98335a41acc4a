"""Every sentence of these pages can be translated: outside of translations stands only data, and is marked as such.

Data is what stands in `bdi`, `code` or `pre`, or in an element that says `translate="no"` or has a `lang` of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.translated import bracket_every_sentence, outside
from tests.web import curation
from watchlist.engine.reports.coverage import HeldListView
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.models import ControlList, Instrument, ListEntry
from watchlist.substances.models import Substance
from watchlist.web.law import rule_trial, rule_view

FRAME = "/admin/password_change/done/"

OFFICERS = ("screen:file", "law:matrix", "law:changes", "law:horizon", "law:coverage")
CURATORS = ("curation:sources", "curation:tasks", "curation:change_sets", "curation:new")
ROWS = (ClassRule, ControlList, Instrument, ListEntry, Substance)

pytestmark = pytest.mark.usefixtures("law")


def untranslated(client: Client, address: str) -> set[str]:
    """Return what is seen of a page outside of translations, without what the frame of every page shows."""
    page = client.get(address)
    assert page.status_code == 200
    return set(_seen(page)) - set(outside(client.get(FRAME).content.decode())) - set(_of_the_row(page))


def _seen(page: HttpResponse) -> Iterator[str]:
    yield from (" ".join(text.split()) for text in outside(page.content.decode()))


def _of_the_row(page: HttpResponse) -> Iterator[str]:
    """The name of the row that a page shows, which the frame repeats: law, not a sentence."""
    context = getattr(page, "context", None)
    row = context.get("original") if context else None
    if row is not None:
        yield from (str(row), str(row)[:1].upper() + str(row)[1:])


@pytest.mark.parametrize("part", ["web/line_rests_on.html", "report/rests_on.html"])
def test_that_a_list_is_stale_can_be_translated(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    held = HeldListView(
        "EU", "Regulation", "precursor", "1", "", "", "1", "1 Jan 2026", "", "stale: last verified 1 Jan 2026"
    )
    bracket_every_sentence(monkeypatch)
    page = render_to_string(f"watchlist/{part}", {"lists": [held], "compared": 1})
    assert not [text for text in outside(page) if "stale" in text]


@pytest.mark.parametrize("name", OFFICERS)
def test_an_officer_reads_only_what_can_be_translated(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    client.force_login(officer)
    bracket_every_sentence(monkeypatch)
    assert untranslated(client, reverse(name)) == set()


@pytest.mark.parametrize("name", CURATORS)
def test_a_curator_reads_only_what_can_be_translated(
    client: Client, curator: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    curation.look("failed", code="not_reached", detail="no answer")
    client.force_login(curator)
    bracket_every_sentence(monkeypatch)
    assert untranslated(client, reverse(name)) == set()


@pytest.mark.parametrize("model", ROWS)
def test_an_auditor_reads_of_the_law_only_what_can_be_translated(
    client: Client, auditor: User, monkeypatch: pytest.MonkeyPatch, model: type[ClassRule]
) -> None:
    client.force_login(auditor)
    bracket_every_sentence(monkeypatch)
    row = model._default_manager.first()
    assert row is not None
    address = reverse(f"admin:watchlist_{model._meta.model_name}_change", args=[row.pk])
    assert untranslated(client, address) == set()


def test_a_source_and_its_looks_can_be_translated(
    client: Client, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    curation.look("failed", code="not_reached", detail="no answer")
    client.force_login(curator)
    bracket_every_sentence(monkeypatch)
    # The frame says the title once more: of a source that no file declares, its key.
    assert untranslated(client, reverse("curation:source", args=["xx-list"])) <= {"xx-list", "Xx-list"}


@pytest.fixture(autouse=True)
def _remembers_nothing() -> None:
    """Have the pages of rules made anew: what they remember is in the language of who looked first."""
    rule_view._rule_view.cache_clear()
    rule_trial._example_rows.cache_clear()
