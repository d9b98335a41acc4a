"""Long files: a job screens them, with the columns as chosen; how far it is, what it ends in, and who stops it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as service
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from watchlist.jobs.models import CANCELLED, DEAD, Job
from watchlist.manifests.models import ColumnMapping, Manifest, ManifestDraft
from watchlist.screenings.models import ScreenedLine, Screening, Upload
from watchlist.tasks import run_due
from watchlist.temporal import LawTick
from watchlist.web.screening import screen_form, screen_pages

pytestmark = pytest.mark.usefixtures("law")
FORM = reverse("screen:file")
ODD = "Nazwa;Origin\nAcetic anhydride;NL\nSodium chloride;NL\n"


@pytest.fixture
def desk(client: Client, officer: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return the browser of an officer, to whom two lines are long."""
    monkeypatch.setattr(screen_pages, "MOST_LINES", 1)
    client.force_login(officer)
    return client


def send(desk: Client, text: str = ODD, **asked: str) -> Any:
    return desk.post(FORM, {"file": SimpleUploadedFile("wysylka.csv", text.encode()), **asked})


def queued(desk: Client, **asked: str) -> str:
    """Return the page of the job of a long file."""
    address: str = desk.post(send(desk, **asked).url, {"column-0-0": "name"}).url
    return address


def test_a_long_file_is_screened_by_a_job_with_its_columns_as_chosen(desk: Client) -> None:
    place = send(desk, reference="SHA-9", origin="NL", destination="MX").url
    assert "A job screens the 2 lines" in desk.get(place).content.decode()
    progress = desk.post(place, {"column-0-0": "name"}).url
    upload = Upload.objects.get()
    assert progress == reverse("screen:progress", args=[upload.pk])
    assert not Screening.objects.exists()
    assert not ManifestDraft.objects.exists()

    assert run_due() >= 1
    assert [line.verdict for line in ScreenedLine.objects.order_by("line__number")] == ["controlled", "no_match"]
    assert (upload.manifest.reference, upload.manifest.received_by) == ("SHA-9", "officer")
    assert json.loads(upload.question)["destination"] == "MX"
    assert ColumnMapping.objects.get().field == "name"
    page = desk.get(progress).content.decode()
    assert reverse("admin:watchlist_screening_change", args=[upload.pk]) in page
    assert "every 2s" not in page


def test_a_page_looks_again_by_itself_until_the_job_is_over(desk: Client) -> None:
    page = desk.get(queued(desk)).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "Look again" in page
    assert "refresh" not in page.split("<body")[0]


def test_a_file_too_large_to_be_looked_at_goes_to_its_job_as_it_comes(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_form, "MOST_BYTES", 10)
    answer = send(desk, "name\nAcetic anhydride\nacetone\n", reference="BIG")
    assert answer.url == reverse("screen:progress", args=[Upload.objects.get().pk])
    assert run_due() >= 1
    assert ScreenedLine.objects.count() == 2


def test_a_large_file_of_a_kind_that_is_not_read_is_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_form, "MOST_BYTES", 4)
    answer = desk.post(FORM, {"file": SimpleUploadedFile("a.csv", b"%PDF-1.7 and more")})
    assert (answer.status_code, "it is a PDF document" in answer.content.decode()) == (422, True)
    assert not Manifest.objects.exists()


def test_a_file_larger_than_the_house_takes_is_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_UPLOAD_BYTES", 10)
    answer = send(desk)
    assert (answer.status_code, "split it" in answer.content.decode()) == (400, True)


def test_a_long_file_whose_columns_say_nothing_is_not_queued(desk: Client) -> None:
    answer = desk.post(send(desk, "Nazwa;Waga\nx;1\ny;2\n").url, {"column-0-0": "", "column-0-1": ""})
    assert (answer.status_code, "say what at least one column holds" in answer.content.decode()) == (422, True)
    assert ManifestDraft.objects.count() == 1
    assert not Upload.objects.exists()


def test_columns_chosen_now_are_not_those_of_an_instant_that_is_past(desk: Client) -> None:
    past = f"{LawTick.objects.latest('at').at + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S}"
    place = send(desk, known_at=past).url
    answer = desk.post(place, {"column-0-0": "name"})
    assert (answer.status_code, "leave “known at” empty" in answer.content.decode()) == (422, True)
    assert not ColumnMapping.objects.exists()


def test_its_sender_cancels_a_job(desk: Client) -> None:
    progress = queued(desk)
    assert desk.post(progress).url == progress
    assert Job.objects.get(kind="screen_manifest").state == CANCELLED
    page = desk.get(progress).content.decode()
    assert "nothing of the file counts" in page
    assert "Cancel the job" not in page
    assert desk.post(progress).status_code in (302, 409)


def test_a_job_that_was_given_up_says_why(desk: Client) -> None:
    progress = queued(desk)
    Job.objects.filter(kind="screen_manifest").update(
        state=DEAD, error="The <i>engine</i> was changed.", ended_at=datetime.now(UTC)
    )
    page = desk.get(progress).content.decode()
    assert "The job was given up" in page
    assert "The &lt;i&gt;engine" in page


def test_an_auditor_sees_how_far_it_is_and_stops_nothing(desk: Client, auditor: User) -> None:
    progress = queued(desk)
    desk.force_login(auditor)
    page = desk.get(progress)
    assert (page.status_code, "Cancel the job" in page.content.decode()) == (200, False)
    assert desk.post(progress).status_code == 403
    assert Job.objects.get(kind="screen_manifest").state != CANCELLED


def test_who_may_not_read_screenings_is_shown_no_job(desk: Client, curator: User, outsider: User) -> None:
    progress = queued(desk)
    desk.force_login(curator)
    assert desk.get(progress).status_code == 403
    desk.force_login(outsider)
    assert desk.get(progress).url.startswith("/admin/login/")
    assert desk.post(progress).url.startswith("/admin/login/")


def test_a_file_is_dropped_where_a_script_takes_it_and_chosen_where_none_does(desk: Client) -> None:
    page = desk.get(FORM).content.decode()
    assert "data-drop" in page
    assert 'type="file"' in page
    assert "upload" in page.split("<body")[0]
