"""The pages: who reads which, what they say, and what they never say."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.markup import compact
from watchlist.audit.models import AuditEvent
from watchlist.engine.reports.words import VERDICTS
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.models import ControlList, Instrument, ListEntry
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.substances.models import Substance

LAW = (Substance, ControlList, ListEntry, ClassRule, Instrument)
WORK = (Screening, ScreenedLine)
NEVER = re.compile(r"\b(safe|clean|clear|suspicious|illicit)\b", re.IGNORECASE)


def _list_of(model: type) -> str:
    return reverse(f"admin:watchlist_{model.__name__.lower()}_changelist")


def _page_of(row: object) -> str:
    return reverse(f"admin:watchlist_{type(row).__name__.lower()}_change", args=[row.pk])  # type: ignore[attr-defined]


def _said(page: bytes) -> str:
    """Return what a page of ours says in words, without the law's own words and unfold's script."""
    body = page.decode().split('<div class="wl">')[-1]
    return re.sub(r"<(script|style|blockquote)\b.*?</\1>|<[^>]*>", " ", body, flags=re.DOTALL)


@pytest.mark.parametrize("model", [*LAW, *WORK])
def test_an_officer_reads_the_law_and_the_screenings(
    client: Client, officer: User, screening: Screening, model: type
) -> None:
    client.force_login(officer)
    assert client.get(_list_of(model)).status_code == 200
    for row in model.objects.all()[:5]:  # type: ignore[attr-defined]
        assert client.get(_page_of(row)).status_code == 200


@pytest.mark.parametrize("model", [*LAW, AuditEvent])
def test_a_curator_reads_the_law_and_the_trail(
    client: Client, curator: User, screening: Screening, model: type
) -> None:
    client.force_login(curator)
    assert client.get(_list_of(model)).status_code == 200
    assert client.get(_page_of(model.objects.first())).status_code == 200  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", WORK)
def test_who_may_not_review_cases_reads_no_reasons_here(
    client: Client, curator: User, screening: Screening, model: type
) -> None:
    client.force_login(curator)
    assert client.get(_list_of(model)).status_code == 403
    assert client.get(_page_of(model.objects.first())).status_code == 403  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", [*LAW, *WORK, AuditEvent])
def test_an_outsider_is_shown_the_log_in(client: Client, outsider: User, screening: Screening, model: type) -> None:
    for person in (None, outsider):
        if person:
            client.force_login(person)
        for place in (_list_of(model), _page_of(model.objects.first())):  # type: ignore[attr-defined]
            response = client.get(place)
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/")


def test_the_front_page_counts_what_the_reader_may_read(
    client: Client, officer: User, curator: User, screening: Screening
) -> None:
    client.force_login(officer)
    assert "SHA-HAM-0728" in client.get("/admin/").content.decode()
    client.force_login(curator)
    page = compact(client.get("/admin/").content.decode())
    assert f"<b>{ControlList.objects.count()}</b> lists held" in page
    assert "SHA-HAM-0728" not in page


def test_the_root_leads_to_the_front_page(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get("/")["Location"] == "/admin/"


def test_a_stale_list_is_marked(client: Client, officer: User, screening: Screening) -> None:
    ControlList.objects.filter(key="us-list-1").update(checked_on="2020-01-01")
    client.force_login(officer)
    for place in ("/admin/", _list_of(ControlList), _page_of(ControlList.objects.get(key="us-list-1"))):
        assert '<span class="chip stale">stale: ' in client.get(place).content.decode()


def test_a_substance_is_drawn_with_its_names_numbers_and_lists(
    client: Client, officer: User, screening: Screening
) -> None:
    client.force_login(officer)
    page = client.get(_page_of(Substance.objects.get(key="4-piperidone"))).content.decode()
    assert "<svg" in page
    for said in ("41661-47-6", "VRJHQPZVIGNGMX-UHFFFAOYSA-N", "Table I of the 1988 Convention", "3 Dec 2024"):
        assert said in page


def test_a_substance_without_a_structure_is_shown_by_name(client: Client, officer: User, screening: Screening) -> None:
    client.force_login(officer)
    without = Substance.objects.filter(structures__isnull=True).first()
    if without is not None:
        assert "No single structure is held" in client.get(_page_of(without)).content.decode()


def test_a_screening_shows_every_verdict_by_shape_and_word(client: Client, officer: User, screening: Screening) -> None:
    client.force_login(officer)
    page = client.get(_page_of(screening)).content.decode()
    for token, word in VERDICTS.items():
        assert f'href="#g-{token}"' in page
        assert word in page
    assert "4 of 5 lines need review" in page


def test_what_a_line_declares_is_text_and_never_markup(client: Client, officer: User, screening: Screening) -> None:
    client.force_login(officer)
    hostile = ScreenedLine.objects.get(line__number=5)
    for place in (_page_of(hostile), _page_of(screening), _list_of(ScreenedLine)):
        page = client.get(place).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page


def test_the_search_finds_by_any_name_and_number(client: Client, officer: User, screening: Screening) -> None:
    client.force_login(officer)
    for wanted in ("108-24-7", "Acetic anhydride", "WFDIJRYMOXRFFG-UHFFFAOYSA-N"):
        assert "Acetic anhydride" in client.get(_list_of(Substance), {"q": wanted}).content.decode()


def test_the_pages_never_say_what_no_answer_says(client: Client, officer: User, screening: Screening) -> None:
    client.force_login(officer)
    rows = [screening, *ScreenedLine.objects.all(), ControlList.objects.get(key="un-table-1")]
    for place in ("/admin/", *map(_page_of, rows)):
        assert not NEVER.search(_said(client.get(place).content)), place


@pytest.mark.parametrize("model", [Substance, ListEntry, ScreenedLine])
def test_a_longer_list_takes_no_more_queries(
    client: Client, officer: User, screening: Screening, model: type, django_assert_max_num_queries: object
) -> None:
    client.force_login(officer)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(_list_of(model))
