"""Screen a file: who may, what each step shows, what is stored and when, and what is remembered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from watchlist.audit.models import AuditEvent
from watchlist.manifests.models import ColumnMapping, Manifest, ManifestDraft
from watchlist.screenings.models import ScreenedLine, Screening

pytestmark = pytest.mark.usefixtures("law")
FORM = reverse("screen:file")
ODD = "Waga (kg);Nazwa;Remarks;Origin\n200;Acetic anhydride;pilne;NL\n1;Sodium chloride;;NL\n"


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """Return the browser of an officer."""
    client.force_login(officer)
    return client


def send(desk: Client, text: str | bytes = ODD, name: str = "wysylka.csv", **asked: str) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return desk.post(FORM, {"file": SimpleUploadedFile(name, content), **asked})


def paste(desk: Client, text: str, **asked: str) -> Any:
    return desk.post(FORM, {"goods": text, **asked})


def inputs(page: str) -> dict[str, str]:
    """Return what each column of a page is read as, by the name of its select."""
    selects = re.findall(r'<select name="(column[^"]+)".*?</select>', page, re.DOTALL)
    bodies = re.findall(r'<select name="column[^"]+".*?</select>', page, re.DOTALL)
    chosen = [re.search(r'value="([a-z_]+)" selected', body) for body in bodies]
    return dict(zip(selects, [found[1] if found else "" for found in chosen], strict=True))


def read_as(desk: Client, place: str) -> list[str]:
    return list(inputs(desk.get(place).content.decode()).values())


def stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Manifest, Screening, ColumnMapping, AuditEvent))


def test_a_file_is_sent_corrected_screened_and_read_so_from_then_on(desk: Client) -> None:
    place = send(desk, reference="SHA-1", origin="nl", destination="Mexico", operation="export").url
    assert read_as(desk, place) == ["", "", "remarks", "origin"]
    answer = desk.post(place, {"column-0-0": "quantity", "column-0-1": "name", "column-0-2": "", "remember": "on"})
    screening = Screening.objects.get()
    assert answer.url == reverse("admin:watchlist_screening_change", args=[screening.pk])
    assert [line.verdict for line in ScreenedLine.objects.order_by("line__number")] == ["controlled", "no_match"]
    assert (screening.made_by, screening.manifest.reference) == ("officer", "SHA-1")
    assert bytes(screening.manifest.original) == ODD.encode()
    assert '"origin":"NL","destination":"MX","operation":"export"' in screening.question
    page = desk.get(answer.url).content.decode()
    assert "Columns read as an officer said" in page

    again = desk.get(send(desk).url).content.decode()
    assert list(inputs(again).values()) == ["quantity", "name", "", "origin"]
    assert again.count("as remembered: officer") == 3


def test_the_page_of_a_screening_tells_what_a_party_is_sent_in_all(desk: Client) -> None:
    text = "Name,Quantity,Unit,Export date,Consignee\nAcetone,800,kg,2026-03-02,Acme\nAcetone,900,kg,2026-03-09,Acme\n"
    answer = desk.post(send(desk, text, "parcels.csv", origin="US", destination="CO", operation="export").url)
    page = " ".join(desk.get(answer.url).content.decode().split())
    assert "1,700 kg measured in 2 parcels. Limit of 1,500 kg" in page


def test_what_is_not_to_be_remembered_holds_for_the_one_file(desk: Client) -> None:
    desk.post(send(desk).url, {"column-0-1": "name"})
    assert '"column":"Nazwa","field":"name"' in Screening.objects.get().coverage
    assert not ColumnMapping.objects.exists()
    assert read_as(desk, send(desk).url) == ["", "", "remarks", "origin"]


def test_what_was_not_changed_is_not_recorded(desk: Client) -> None:
    desk.post(send(desk).url, {"column-0-0": "", "column-0-1": "name", "column-0-2": "remarks", "remember": "on"})
    assert list(ColumnMapping.objects.values_list("column", "field")) == [("nazwa", "name")]


def test_the_answer_is_as_known_from_the_correction_on(desk: Client) -> None:
    desk.post(send(desk).url, {"column-0-1": "name", "remember": "on"})
    assert Screening.objects.get().known_at == ColumnMapping.objects.get().recorded_at


def test_nothing_is_stored_before_the_officer_screens(desk: Client) -> None:
    before = stored()
    place = send(desk).url
    desk.get(place)
    assert stored() == before
    assert desk.post(place, {"discard": ""}).url == FORM
    assert not ManifestDraft.objects.exists()
    assert stored() == before


def test_a_draft_is_used_once(desk: Client) -> None:
    place = send(desk, "name\nacetone\n").url
    assert desk.post(place).status_code == 302
    for answer in (desk.post(place), desk.get(place)):
        assert answer.status_code == 404
        assert "no longer kept" in answer.content.decode()
    assert Screening.objects.count() == 1


def test_pasted_goods_are_read_one_a_line_and_have_no_columns(desk: Client) -> None:
    place = paste(desk, "1. Acetic anhydride\n2. Sodium chloride\n").url
    page = desk.get(place).content.decode()
    assert "no columns to correct" in page
    assert "<bdi>Acetic anhydride</bdi>" in page
    desk.post(place, {"remember": "on"})
    assert ScreenedLine.objects.filter(verdict="controlled").count() == 1


def test_a_file_none_of_whose_headers_is_understood_can_be_corrected(desk: Client) -> None:
    place = send(desk, "Waga;Nazwa\n5;Acetic anhydride\n").url
    page = desk.get(place).content.decode()
    assert "None of the headers of this file is understood" in page
    assert "<bdi>Acetic anhydride</bdi>" in page
    unsaid = desk.post(place, {"column-0-0": "", "column-0-1": ""})
    assert (unsaid.status_code, Screening.objects.count()) == (422, 0)
    assert "say what at least one column holds" in unsaid.content.decode()
    desk.post(place, {"column-0-1": "name", "remember": "on"})
    assert ScreenedLine.objects.get().verdict == "controlled"
    assert read_as(desk, send(desk, "Waga;Nazwa\n7;Acetone\n").url) == ["", "name"]


def test_a_refusal_keeps_what_was_chosen(desk: Client) -> None:
    place = send(desk, "name;cas\nacetone;67-64-1\n").url
    page = desk.post(place, {"column-0-0": "colour", "column-0-1": "remarks"})
    assert page.status_code == 422
    assert "“colour” is no field" in page.content.decode()
    assert inputs(page.content.decode())["column-0-1"] == "remarks"
    assert 'name="remember" checked' not in page.content.decode()


def test_a_file_that_names_no_goods_says_so(desk: Client) -> None:
    page = desk.get(send(desk, "quantity;unit\n5;kg\n").url).content.decode()
    assert "No column says what the goods are" in page


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("a.doc", b"%PDF-1.7", 422, "files of this kind are not read"),
        ("a.csv", b"%PDF-1.7", 422, "it is a PDF document"),
        ("a.csv", b"name,cas\n", 422, "no line under it"),
        ("a.csv", b"", 400, "empty"),
        ("a.xlsx", b"PK\x03\x04", 422, "not an .xlsx workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    desk: Client, name: str, content: bytes, status: int, said: str
) -> None:
    answer = send(desk, content, name)
    assert answer.status_code == status
    (alert,) = re.findall(r'role="alert">(.*?)</ul>', answer.content.decode(), re.DOTALL)
    assert alert.count("<li>") == 1
    assert said in alert
    assert not ManifestDraft.objects.exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"origin": "Nowhere"}, "Origin: “Nowhere” is no country"),
        ({"transit": "NL, Atlantis"}, "“Atlantis” is no country"),
        ({"transit": ", ".join(["NL"] * 21)}, "at most 20 countries"),
        ({"operation": "smuggle"}, "smuggle"),
        ({"as_of": "1066-10-14"}, "Law as of: "),
        ({"as_of": "31/01/2026"}, "valid date"),
        ({"known_at": "2999-01-01T00:00"}, "is in the future"),
        ({"goods": "acetone"}, "one of the two"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(desk: Client, asked: dict[str, str], said: str) -> None:
    answer = send(desk, **asked)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Manifest.objects.exists()


@pytest.mark.parametrize("written", ["NL, Germany", "nl de", "NL/DE"])
def test_transit_is_written_as_people_write_it(desk: Client, written: str) -> None:
    send(desk, transit=written)
    assert '"transit":["NL","DE"]' in ManifestDraft.objects.get().asked


def test_a_page_offers_so_many_columns_and_says_how_many_more_there_are(desk: Client) -> None:
    heads, cells = (";".join(f"{text}{at}" for at in range(250)) for text in ("Spalte", "x"))
    page = desk.get(send(desk, f"name;{heads}\nacetone;{cells}\n").url).content.decode()
    assert len(inputs(page)) == 200
    assert "51 more columns" in page


def test_hostile_text_is_text(desk: Client) -> None:
    place = send(desk, "<b>x</b>;name\n<script>alert(1)</script>;\u202eenotecA\n", "<i>.csv").url
    page = desk.get(place).content.decode()
    for hostile in ("<b>x", "<script>alert", "<i>.csv", "\u202e"):
        assert hostile not in page
    assert "[U+202E]enotecA" in page


def test_officers_screen_and_nobody_else(client: Client, second_officer: User, curator: User, outsider: User) -> None:
    client.force_login(second_officer)
    assert client.get(FORM).status_code == 200
    assert FORM in client.get(reverse("admin:index")).content.decode()
    client.force_login(curator)
    assert client.get(FORM).status_code == 403
    assert send(client).status_code == 403
    assert FORM not in client.get(reverse("admin:index")).content.decode()
    for somebody in (outsider, None):
        client.logout()
        if somebody:
            client.force_login(somebody)
        assert send(client).url.startswith("/admin/login/")
    assert not ManifestDraft.objects.exists()


def test_who_reads_screenings_and_may_not_make_one_is_not_offered_it(client: Client, officer: User) -> None:
    officer.groups.get().permissions.remove(Permission.objects.get(codename="add_screening"))
    client.force_login(officer)
    assert client.get(FORM).status_code == 403
    assert FORM not in client.get(reverse("admin:index")).content.decode()


def test_a_draft_is_shown_to_nobody_but_its_owner(desk: Client, second_officer: User) -> None:
    place = send(desk).url
    desk.force_login(second_officer)
    assert desk.get(place).status_code == 404
    assert desk.post(place, {"column-0-1": "name"}).status_code == 404
    assert desk.post(place, {"discard": ""}).status_code == 404
    assert ManifestDraft.objects.count() == 1
    assert not Screening.objects.exists()


def test_a_form_of_another_site_is_refused(officer: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert send(strict).status_code == 403
    assert not ManifestDraft.objects.exists()
