"""Structure search: what contains, resembles or is what was drawn, on which day's lists, and who is told how alike."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.markup import compact

pytestmark = pytest.mark.usefixtures("law")
PAGE = reverse("check:structures")
PIPERIDONE = "O=C1CCNCC1"


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """Return the browser of an officer."""
    client.force_login(officer)
    return client


def search(desk: Client, structure: str, way: str = "substructure", query: str = "") -> Any:
    return desk.post(f"{PAGE}{query}", {"structure": structure, "way": way})


def names(answer: Any) -> list[str]:
    found = compact(answer.content.decode()).split('class="found"')[-1]
    return re.findall(r'<th scope="row"><a href="[^"]+">(.*?)</a>', found)


def test_what_contains_a_drawing_is_found_with_the_lists_that_hold_it(desk: Client) -> None:
    answer = search(desk, PIPERIDONE)
    assert {"4-Piperidone", "1-Benzyl-4-piperidone"} <= set(names(answer))
    assert "Acetic anhydride" not in names(answer)
    page = answer.content.decode()
    assert "Contains it" in page
    assert "UN Table I" in page


def test_what_resembles_it_comes_the_most_alike_first(desk: Client) -> None:
    answer = search(desk, PIPERIDONE, "similar")
    assert names(answer)[0] == "4-Piperidone"
    likenesses = [float(text) for text in re.findall(r'data-label="Tanimoto">([\d.]+)<', answer.content.decode())]
    assert likenesses[0] == 1.0
    assert likenesses == sorted(likenesses, reverse=True)
    assert "Morgan fingerprints" in answer.content.decode()


def test_a_pattern_is_read_as_one(desk: Client) -> None:
    assert "Acetic anhydride" in names(search(desk, "C(=O)OC(=O)[CX4]", "pattern"))


def test_a_structure_is_found_as_itself_and_as_the_form_that_a_number_names(desk: Client) -> None:
    assert names(search(desk, "C1CNCCC1=O", "smiles"))[0] == "4-Piperidone"
    page = search(desk, "C1CNCCC1=O.Cl", "smiles").content.decode()
    assert "41979-39-9" in page


def test_the_lists_are_those_of_the_day_asked(desk: Client) -> None:
    today = search(desk, PIPERIDONE, "smiles").content.decode()
    before = search(desk, PIPERIDONE, "smiles", "?as_of=2010-01-01").content.decode()
    assert "UN Table I" in today.split('class="found"')[1]
    assert "UN Table I" not in before.split('class="found"')[1]
    assert "strip other" in before
    assert "change/?as_of=2010-01-01" in before


@pytest.mark.parametrize(
    ("structure", "way", "sentence"),
    [("", "similar", "Draw a structure"), ("C1CC", "substructure", "ring"), ("acetone", "colour", "Find what: ")],
)
def test_what_cannot_be_searched_for_is_refused(desk: Client, structure: str, way: str, sentence: str) -> None:
    answer = search(desk, structure, way)
    assert answer.status_code == 400
    assert sentence in answer.content.decode().split('role="alert"')[1]


def test_who_may_not_review_cases_is_told_the_order_and_not_how_alike(client: Client, curator: User) -> None:
    client.force_login(curator)
    answer = search(client, PIPERIDONE, "similar")
    assert names(answer)[0] == "4-Piperidone"
    assert "Tanimoto" not in answer.content.decode()


def test_a_search_asks_the_database_little(desk: Client, django_assert_max_num_queries: Any) -> None:
    search(desk, "c1ccccc1")
    with django_assert_max_num_queries(20):
        search(desk, "c1ccccc1")


def test_readers_of_substances_search_and_nobody_else(client: Client, auditor: User, outsider: User) -> None:
    client.force_login(auditor)
    assert names(search(client, PIPERIDONE))
    client.force_login(outsider)
    assert search(client, PIPERIDONE).url.startswith("/admin/login/")
    auditor.groups.get().permissions.filter(codename="view_substance").delete()
    client.force_login(User.objects.get(pk=auditor.pk))
    assert search(client, PIPERIDONE).status_code == 403


def test_the_page_of_substances_leads_here(desk: Client) -> None:
    page = desk.get(reverse("admin:watchlist_substance_changelist")).content.decode()
    assert "Search by structure" in page
