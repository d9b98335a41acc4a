"""The pages over the whole law: who reads them, what they say, and that their files say the same."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from rdkit import Chem

from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.definitions import ClassRule
from watchlist.law_store.models import ControlList, ListEntry
from watchlist.substances.models import Substance

pytestmark = pytest.mark.usefixtures("law")

PAGES = ("matrix", "changes", "coverage")
FILES = [(page, form) for page in PAGES for form in ("csv", "json", "sdf") if (page, form) != ("coverage", "sdf")]
MEMBERS = reverse("law:members_file", args=["us-fentanyl-related", "csv"])
PLACES = [
    *(reverse(f"law:{page}") for page in PAGES),
    *(reverse(f"law:{page}_file", args=[form]) for page, form in FILES),
    MEMBERS,
]


@pytest.fixture
def reader(client: Client, officer: User) -> Client:
    """Return the browser of an officer."""
    client.force_login(officer)
    return client


def table(reader: Client, page: str, **asked: str) -> list[dict[str, str]]:
    answer = reader.get(reverse(f"law:{page}_file", args=["csv"]), asked)
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(StringIO(answer.content.decode())))


def tree(reader: Client, page: str, **asked: str) -> Any:
    return json.loads(reader.get(reverse(f"law:{page}_file", args=["json"]), asked).content)


def structures(reader: Client, page: str, **asked: str) -> list[Any]:
    content = reader.get(reverse(f"law:{page}_file", args=["sdf"]), asked).content
    return list(Chem.ForwardSDMolSupplier(BytesIO(content)))


@pytest.mark.parametrize("place", PLACES)
def test_officers_and_curators_read_them(client: Client, officer: User, curator: User, place: str) -> None:
    for person in (officer, curator):
        client.force_login(person)
        assert client.get(place).status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_an_outsider_is_shown_the_log_in_and_who_may_not_view_lists_nothing(
    client: Client, outsider: User, person: Any, place: str
) -> None:
    for somebody in (None, outsider):
        if somebody:
            client.force_login(somebody)
        answer = client.get(place)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")
    staff = person("clerk")
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=staff.pk))
    assert client.get(place).status_code == 403


@pytest.mark.parametrize("place", PLACES)
def test_nothing_can_be_posted(reader: Client, place: str) -> None:
    before = ListEntry.objects.count(), ControlList.objects.count()
    reader.post(place, {"q": "x"})
    assert (ListEntry.objects.count(), ControlList.objects.count()) == before


def test_the_matrix_tells_the_day_before_from_the_day_of(reader: Client) -> None:
    page = reverse("law:matrix")
    before = reader.get(page, {"q": "41661-47-6", "as_of": "2024-12-02"}).content.decode()
    assert "from 2024" in before
    assert "not today&#x27;s law" in before or "not today's law" in before
    on = table(reader, "matrix", q="41661-47-6", as_of="2024-12-03")
    assert on[0]["UN"] == "Table I since 2024-12-03"
    assert on[0]["as_of"] == "2024-12-03"
    assert on[0]["EU"] in ("no list held", "not listed") or on[0]["EU"].startswith("Category 1")


def test_a_cell_leads_to_its_entry(reader: Client) -> None:
    entry = ListEntry.objects.get(key="un-table-1/4-piperidone")
    page = reader.get(reverse("law:matrix"), {"q": "4-piperidone"}).content.decode()
    assert reverse("admin:watchlist_listentry_change", args=[entry.pk]) in page


def test_the_three_files_of_the_matrix_say_the_same(reader: Client, law: CompiledLaw) -> None:
    rows = {row["substance"]: row for row in table(reader, "matrix")}
    nested = {one["substance"]: one for one in tree(reader, "matrix")["substances"]}
    drawn = {mol.GetProp("substance"): mol for mol in structures(reader, "matrix")}
    assert rows.keys() == nested.keys()
    assert drawn.keys() == {key for key in rows if law.substances[key].smiles}
    for key, mol in drawn.items():
        assert mol.GetProp("UN") == rows[key]["UN"]
        assert (nested[key]["status"]["UN"]["standing"] == "absent") == (rows[key]["UN"] == "not listed")
        assert Chem.MolToInchiKey(mol)[:14] == law.substances[key].inchikey[:14]


def test_what_changed_is_told_with_its_act_in_all_files(reader: Client) -> None:
    asked = {"after": "2024-12-02", "until": "2024-12-03", "jurisdiction": "UN"}
    rows = table(reader, "changes", **asked)
    assert "4-piperidone" in {row["substance"] for row in rows}
    assert {row["change"] for row in rows} == {"added"}
    assert all(row["instrument"] and row["citation"] for row in rows)
    assert [one["entry"] for one in tree(reader, "changes", **asked)["changes"]] == [row["entry"] for row in rows]
    told = {mol.GetProp("substance"): mol.GetProp("changes") for mol in structures(reader, "changes", **asked)}
    assert told["4-piperidone"].startswith("2024-12-03 UN Table I: added")
    page = reader.get(reverse("law:changes"), asked).content.decode()
    assert f"<b>{len(rows)}</b> added" in page
    assert tree(reader, "changes", after="2024-12-03", until="2024-12-04", jurisdiction="UN")["changes"] == []


def test_a_removal_and_a_passage_name_the_act(reader: Client) -> None:
    rows = {row["entry"]: row for row in table(reader, "changes", after="1991-01-01", until="1995-01-01")}
    assert rows["us-list-1/lysergic-acid"]["change"] == "removed"
    assert rows["us-list-1/lysergic-acid"]["instrument"] == "us-pl-103-200"
    assert rows["us-list-1/hydriodic-acid"]["from_list"] == "us-list-2"


def test_coverage_counts_shares_and_staleness(reader: Client) -> None:
    ControlList.objects.filter(key="us-list-1").update(checked_on="2020-01-01")
    rows = {row["list"]: row for row in table(reader, "coverage")}
    assert rows["us-list-1"]["stale"] == "yes"
    for row in rows.values():
        whole = 1 if int(row["entries"]) else 0
        shares = [float(row[name]) for name in ("confirmed", "reported", "unverified")]
        assert sum(shares) == pytest.approx(whole, abs=0.01)
    duties = {one["list"]: one["duties"] for one in tree(reader, "coverage")["lists"]}
    assert len(duties["us-list-1"]) == int(rows["us-list-1"]["duties"]) > 0
    assert "chip stale" in reader.get(reverse("law:coverage")).content.decode()


def test_the_members_of_a_class_are_downloaded_from_its_page(reader: Client) -> None:
    rule = ClassRule.objects.current().get(key="us-fentanyl-related")
    page = reader.get(reverse("admin:watchlist_classrule_change", args=[rule.pk])).content.decode()
    assert MEMBERS in page
    rows = list(csv.DictReader(StringIO(reader.get(MEMBERS).content.decode())))
    nested = json.loads(reader.get(MEMBERS.replace(".csv", ".json")).content)["members"]
    assert len(rows) == len(nested) > 0
    assert reader.get(reverse("law:members_file", args=["no-such-rule", "csv"])).status_code == 400


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("matrix", {"as_of": "2024-13-01"}),
        ("matrix", {"known_at": "yesterday"}),
        ("matrix", {"known_at": "1999-01-01T00:00"}),
        ("coverage", {"known_at": "2999-01-01T00:00"}),
        ("changes", {"after": "2024-01-02", "until": "2024-01-01"}),
    ],
)
def test_what_cannot_be_answered_is_refused_and_never_answered_for_today(
    reader: Client, page: str, asked: dict[str, str]
) -> None:
    for place in (reverse(f"law:{page}"), reverse(f"law:{page}_file", args=["csv"])):
        answer = reader.get(place, asked)
        assert answer.status_code == 400
        assert "Not answered" in answer.content.decode()


def test_hostile_text_in_a_question_is_text(reader: Client) -> None:
    page = reader.get(reverse("law:matrix"), {"q": "<script>alert(1)</script>", "family": '"><img src=x>'})
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()


def test_the_timeline_is_drawn_for_both_widths_and_told_in_words(reader: Client) -> None:
    row = Substance.objects.get(key="4-piperidone")
    place = reverse("admin:watchlist_substance_change", args=[row.pk])
    page = reader.get(place, {"as_of": "2024-06-01"}).content.decode()
    assert page.count('class="timeline at-') == 2
    assert page.count('role="img" aria-label="4-Piperidone: as of 1 Jun 2024: ') == 2
    assert "UN Table I · 3 Dec 2024" in page
    assert 'class="b-future"' in page
    assert reader.get(place, {"as_of": "soon"}).status_code == 400


@pytest.mark.parametrize("page", PAGES)
def test_the_whole_law_takes_a_handful_of_queries(
    reader: Client, page: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        reader.get(reverse(f"law:{page}"), {"after": "1980-01-01", "branch": "any"})
