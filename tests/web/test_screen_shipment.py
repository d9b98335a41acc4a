"""What is asked of a whole shipment, read from the head of its file; a file that is kept, and one that comes again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from watchlist.engine.reading import party_key
from watchlist.manifests.column_choices import LIFETIME, drop_old_drafts
from watchlist.manifests.models import ManifestDraft
from watchlist.screenings.models import ScreenedLine, Screening, Upload
from watchlist.screenings.party_totals import StoredShipments
from watchlist.screenings.replaying import replay
from watchlist.screenings.rerun import reread_manifest, rerun_screening
from watchlist.screenings.stored_answers import read_line
from watchlist.tasks import run_due
from watchlist.web.screening import screen_pages

pytestmark = pytest.mark.usefixtures("law")
FORM = reverse("screen:file")
HEADED = (
    "Northgate Chemicals Ltd,,\n"
    "Shipment no.:,NG-77,\n"
    "Consignor: Northgate Chemicals Ltd,,\n"
    "Consignee,Acme SA,Date of export,03.12.2026\n"
    "Route: GB → NL → Mexico,,\n"
    "Name,Quantity,Unit\n"
    "Acetone,800,kg\nSodium chloride,1,kg\n"
)
READ = {
    "reference": "NG-77",
    "origin": "GB",
    "transit": "NL",
    "destination": "MX",
    "operation": "",
    "export_date": "2026-12-03",
    "arrival_date": "",
    "consignor": "Northgate Chemicals Ltd",
    "consignee": "Acme SA",
}


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """Return the browser of an officer."""
    client.force_login(officer)
    return client


def send(desk: Client, text: str = HEADED, **asked: str) -> Any:
    return desk.post(FORM, {"file": SimpleUploadedFile("ng.csv", text.encode()), **asked})


def filled(page: str) -> dict[str, str]:
    """Return what the form of a shipment holds."""
    section = page.split('id="shipment-head"')[1].split("</section>", maxsplit=1)[0]
    values = {}
    for tag in re.findall(r"<input[^>]*>", section):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            values[name[1]] = unescape(value[1])
    chosen = re.search(r'<option value="([^"]*)" selected', section)
    return {**values, "operation": chosen[1] if chosen else ""}


def confirm(desk: Client, place: str, **other: str) -> Any:
    return desk.post(place, {"shipment": "on", **filled(desk.get(place).content.decode()), **other})


def movement(screening: Screening) -> tuple[Any, ...]:
    said = read_line(ScreenedLine.objects.filter(screening=screening).order_by("pk")[0].record).movement
    assert said is not None
    return said.origin, said.transit, said.destination, said.exported_on, said.arrives_on


def test_the_head_of_a_file_is_shown_to_be_corrected_and_counts_as_confirmed(desk: Client, officer: User) -> None:
    place = send(desk).url
    page = desk.get(place).content.decode()
    assert filled(page) == READ
    assert "in the file: 03.12.2026" in page
    confirm(desk, place, arrival_date="2026-12-20", consignee="Acme Quimica SA")
    first = Screening.objects.get()
    days = (date(2026, 12, 3), date(2026, 12, 20))
    assert movement(first) == ("GB", ("NL",), "MX", *days)
    assert first.manifest.reference == "NG-77"
    keys = [party_key(name) for name in ("Northgate Chemicals Ltd", "Acme Quimica SA")]
    assert sorted(first.manifest.parties.values_list("party__key", flat=True)) == sorted(keys)
    assert not replay(first, reread_manifest(first)).differences
    again = rerun_screening(screening=first, as_of=None, actor=officer.get_username())
    assert movement(again) == movement(first)


def test_what_was_typed_goes_before_the_head_and_a_job_takes_it_too(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_pages, "MOST_LINES", 1)
    place = send(desk, destination="CO", export_date="2026-12-04", consignor="Other Ltd").url
    said = filled(desk.get(place).content.decode())
    assert said == {**READ, "destination": "CO", "export_date": "2026-12-04", "consignor": "Other Ltd"}
    confirm(desk, place)
    assert Upload.objects.get().manifest.reference == "NG-77"
    run_due()
    assert movement(Screening.objects.get()) == ("GB", ("NL",), "CO", date(2026, 12, 4), None)


def test_what_is_wrong_of_a_shipment_keeps_the_page_as_it_was_filled(desk: Client) -> None:
    place = send(desk).url
    answer = confirm(desk, place, origin="Atlantis", export_date="2026-13-01")
    page = answer.content.decode()
    assert (answer.status_code, Screening.objects.count()) == (400, 0)
    assert "“Atlantis” is no country" in page
    assert filled(page)["origin"] == "Atlantis"


def kept_in(answer: Any) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def test_an_error_of_the_form_keeps_the_file_for_its_sender_and_for_an_hour(desk: Client, second_officer: User) -> None:
    refused = send(desk, origin="Atlantis")
    key = kept_in(refused)
    assert "ng.csv</bdi></b> is kept" in refused.content.decode()
    still = desk.post(FORM, {"kept": key, "origin": "Utopia"})
    assert kept_in(still) == key
    stranger = Client()
    stranger.force_login(second_officer)
    assert stranger.post(FORM, {"kept": key, "origin": "GB"}).status_code == 400
    place = desk.post(FORM, {"kept": key, "origin": "GB"}).url
    assert filled(desk.get(place).content.decode())["reference"] == "NG-77"
    assert ManifestDraft.objects.count() == 1
    late = kept_in(send(desk, origin="Atlantis"))
    ManifestDraft.objects.update(kept_at=datetime.now(UTC) - LIFETIME - timedelta(seconds=1))
    assert desk.post(FORM, {"kept": late, "origin": "GB"}).status_code == 400
    assert drop_old_drafts(datetime.now(UTC)) >= 1
    assert not ManifestDraft.objects.exists()


def counted() -> int:
    """Return how many lines a later total of the consignor counts."""
    keys = {party_key("Northgate Chemicals Ltd")}
    totals = StoredShipments(None, "").totals(keys, {"acetone"}, date(2026, 1, 1), date(2027, 1, 1))
    return sum(total.parcels for total in totals if total.role == "consignor")


@pytest.mark.parametrize("reference", ["NG-77", ""])
def test_the_same_file_again_is_named_and_counts_once_unless_it_is_another_shipment(
    desk: Client, reference: str
) -> None:
    confirm(desk, send(desk).url, reference=reference)
    assert counted() == 1
    place = send(desk).url
    page = desk.get(place).content.decode()
    assert "This very file was screened as" in page
    assert filled(page)["reference"] == "NG-77"
    for changed in {"NG-77", "", "NG-78"} - {reference}:
        refused = confirm(desk, place, reference=changed)
        assert (refused.status_code, Screening.objects.count()) == (400, 1)
        assert "The very same file was screened as" in refused.content.decode()
    confirm(desk, place, reference=reference)
    assert (Screening.objects.count(), counted()) == (2, 1)
    confirm(desk, send(desk).url, reference="NG-79", another="on")
    assert (Screening.objects.count(), counted()) == (3, 2)
