"""A long shipment over HTTP: sent, watched, stopped, read a page at a time and as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from openpyxl import Workbook, load_workbook
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from tests.api.described import assert_described
from tests.audit.told import told_last
from watchlist.access.models import Token
from watchlist.api.manifests import manifest_lines
from watchlist.api.manifests.records import ManifestRecord
from watchlist.jobs.models import Job
from watchlist.manifests.models import Manifest
from watchlist.results import file_formats
from watchlist.screenings.models import Screening, Upload
from watchlist.tasks import run_job

URL = "/api/v1/manifests/"
HEAD = "key,name,cas,quantity,unit,origin,destination,smiles,Colour of drum\n"
ROWS = [
    "A-1,Acetic anhydride,108-24-7,200,kg,US,MX,,blue",
    "B-2,Sodium chloride,7647-14-5,1,t,US,MX,,=1+1",
    'C-3,"Ethyl phenylacetate",,1,kg,US,MX,CCOC(=O)Cc1ccccc1,',
    "D-4,,,,,,,C1CC(,no name",
    "E-5,Aceton für Straße,67-64-1,5,kg,,,,",
]
FILE = (HEAD + "\n".join(ROWS) + "\n").encode()
SALT = {"name": "Sodium chloride", "cas": "7647-14-5"}

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture(autouse=True)
def _no_process_apart(settings: Settings) -> None:
    settings.START_JOBS = False


def send(client: APIClient, content: bytes = FILE, name: str = "a.csv", **asked: Any) -> Any:
    """Send a file."""
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    return client.post(URL, {"file": file, **asked}, format="multipart")


def screened(client: APIClient, content: bytes = FILE, **asked: Any) -> str:
    """Send a file, have its job done, and return where it is found."""
    accepted = send(client, content, **asked)
    assert accepted.status_code == 202, accepted.content
    run_job(accepted.json()["job"])
    return str(accepted["Location"])


def lines(client: APIClient, place: str, **query: Any) -> list[dict[str, Any]]:
    """Return the lines of every page."""
    found, following = [], f"{place}lines/"
    while following:
        answer = client.get(following, query if "?" not in following else None)
        assert answer.status_code == 200, answer.content
        found += answer.json()["items"]
        following = answer.json()["next"]
    return found


def told(client: APIClient, place: str, name: str = "jsonl") -> bytes:
    """Return the results in a format."""
    answer = client.get(f"{place}results/", {"format": name})
    assert answer.status_code == 200
    assert told_last()[1:3] == ("export", "results")
    return b"".join(answer.streaming_content)


def test_a_file_is_accepted_and_screened_by_a_job(caller: Caller, officer: User) -> None:
    client = caller(officer)
    accepted = send(client, reference="INV-1", origin="US", transit=["PA", "CR"], jurisdictions=["US", "MX"])
    body = accepted.json()
    assert (accepted.status_code, body["state"], body["total"]) == (202, "queued", None)
    assert accepted["Location"] == f"{URL}{body['id']}/" == body["links"]["self"]
    waiting = client.get(accepted["Location"]).json()
    assert (waiting["coverage"], waiting["summary"]) == (None, None)
    run_job(body["job"])
    done = client.get(accepted["Location"]).json()
    assert (done["state"], done["done"], done["total"], done["summary"]["lines"]) == ("done", 5, 5, 5)
    assert done["coverage"]["jurisdictions"] == ["MX", "US"]
    assert json.loads(Upload.objects.get().question)["transit"] == ["PA", "CR"]
    assert_described(ManifestRecord(), done, "manifest")
    assert Manifest.objects.get().received() == FILE
    assert client.get(f"/api/v1/screenings/{body['id']}/").json()["summary"] == done["summary"]


def test_a_row_of_formulas_is_a_line_of_the_job(caller: Caller, officer: User) -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (["Name", "CAS"], ["Sodium chloride"], ['=CONCATENATE("Acetic ","anhydride")']):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    made.save(content := io.BytesIO())
    client = caller(officer)
    place = screened(client, content.getvalue(), name="a.xlsx")
    answered = lines(client, place)
    assert [line["verdict"] for line in answered] == ["no_match", "unresolved"]
    found = [[problem["code"] for problem in line["problems"]] for line in answered]
    assert found == [["row_hidden"], ["formula_without_value"]]
    done = client.get(place).json()
    assert_described(ManifestRecord(), done, "manifest")
    assert done["coverage"]["read"]["sheets"][0]["hidden_rows"] == 1


def test_the_results_are_the_bytes_of_the_command_line(caller: Caller, officer: User, tmp_path: Path) -> None:
    client = caller(officer)
    place = screened(client)
    known_at = client.get(place).json()["known_at"]
    file = tmp_path / "a.csv"
    file.write_bytes(FILE)
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("screen", str(file), "--format", "jsonl", "--known-at", known_at, stdout=out)
    ours, theirs = told(client, place).decode().splitlines(), out.getvalue().splitlines()
    assert ours[:-1] == theirs[:-1]
    assert {**json.loads(ours[-1]), "seconds": 0} == {**json.loads(theirs[-1]), "seconds": 0}


def test_a_json_body_is_answered_as_the_call_answers_it(caller: Caller, officer: User) -> None:
    client, body = caller(officer), {"reference": "INV-2", "date": "2026-03-05", "lines": [SALT, {"cas": "108-24-7"}]}
    accepted = client.post(URL, body)
    assert accepted.status_code == 202
    run_job(accepted.json()["job"])
    here = lines(client, accepted["Location"])
    there = client.post("/api/v1/screenings/", {**body, "known_at": accepted.json()["known_at"]}).json()
    assert here == there["lines"]
    assert client.get(accepted["Location"]).json()["coverage"] == there["coverage"]


@pytest.mark.parametrize("asked", [{}, {"date": "2020-01-02", "reference": "INV-3"}])
def test_a_manifest_that_is_asked_again_is_answered_the_same(
    caller: Caller, officer: User, asked: dict[str, str]
) -> None:
    client = caller(officer)
    manifest = client.get(screened(client, **asked)).json()
    again = client.get(f"/api/v1/screenings/{manifest['id']}/replay/").json()
    assert (again["same"], again["coverage_differs"]) == (True, [])
    assert manifest["coverage"]["as_of_range"][0] == asked.get("date", manifest["known_at"][:10])


def test_one_bad_line_never_fails_its_neighbours_and_what_is_not_understood_comes_back(
    caller: Caller, officer: User
) -> None:
    client = caller(officer)
    found = lines(client, screened(client))
    assert [line["key"] for line in found] == ["A-1", "B-2", "C-3", "D-4", "E-5"]
    assert [line["declared"]["Colour of drum"] for line in found] == ["blue", "=1+1", "", "no name", ""]
    assert [line["verdict"] for line in found][:2] == ["controlled", "no_match"]
    assert found[3]["problems"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ({"verdict": "controlled"}, ["A-1", "C-3", "E-5"]),
        ({"verdict": "no_match"}, ["B-2"]),
        ({"list": "us-list-2"}, ["A-1", "E-5"]),
        ({"list": "us-list-2", "text": "STRASSE"}, ["E-5"]),
        ({"text": "BLUE"}, ["A-1"]),
        ({"text": "name"}, ["D-4"]),
        ({"text": "nowhere"}, []),
        ({"list": "nowhere"}, []),
    ],
)
def test_lines_are_found_by_what_is_asked_of_them(
    caller: Caller, officer: User, query: dict[str, str], keys: list[str]
) -> None:
    client = caller(officer)
    place = screened(client)
    assert [line["key"] for line in lines(client, place, **query)] == keys
    assert [line["key"] for line in lines(client, place, **query, limit=1)] == keys


def test_a_page_looks_at_so_many_lines_and_says_where_the_next_goes_on(
    caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_lines, "MOST_LOOKED_AT", 2)
    client = caller(officer)
    place = screened(client)
    first = client.get(f"{place}lines/", {"text": "strasse"}).json()
    assert (first["items"], bool(first["next"])) == ([], True)
    assert [line["key"] for line in lines(client, place, text="strasse")] == ["E-5"]
    assert len(lines(client, place)) == 5


def test_a_list_finds_nothing_by_reasons_that_are_kept_from_a_reader(caller: Caller, officer: User) -> None:
    client = caller(officer)
    place = screened(client, jurisdictions=["UN"])
    signal = {"verdict": "review", "list": "un-table-1"}
    assert [line["key"] for line in lines(client, place, **signal)] == ["C-3"]
    narrow = caller(officer, "screen")
    assert lines(narrow, place, **signal) == []
    assert "Table" not in json.dumps([line["findings"] for line in lines(narrow, place, verdict="review")])
    assert b"un-table-1/phenylacetic" not in told(narrow, place)
    assert b"un-table-1/phenylacetic" in told(client, place)


def test_results_come_in_three_formats_and_only_of_what_is_done(caller: Caller, officer: User) -> None:
    client = caller(officer)
    accepted = send(client)
    early = client.get(f"{accepted['Location']}results/")
    assert (early.status_code, early.json()["type"]) == (409, "/api/v1/problems/results-not-ready/")
    run_job(accepted.json()["job"])
    rows = list(csv.DictReader(io.StringIO(told(client, accepted["Location"], "csv").decode())))
    assert [row["key"] for row in rows] == ["A-1", "B-2", "C-3", "D-4", "E-5"]
    book = load_workbook(io.BytesIO(told(client, accepted["Location"], "xlsx")))
    assert book["Lines"].max_row == 6
    assert client.get(f"{accepted['Location']}results/", {"format": "pdf"}).status_code == 400


def test_a_workbook_is_made_of_so_many_lines_and_text_goes_out_as_it_is_read(
    caller: Caller, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = caller(officer)
    place = screened(client)
    monkeypatch.setattr(file_formats, "MOST_IN_A_WORKBOOK", 4)
    refused = client.get(f"{place}results/", {"format": "xlsx"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/v1/problems/too-many-lines/")
    for name in ("jsonl", "csv"):
        assert client.get(f"{place}results/", {"format": name}).streaming


def test_a_job_is_stopped_by_who_sent_it(caller: Caller, officer: User, second_officer: User) -> None:
    client = caller(officer)
    accepted = send(client)
    stopped = client.post(f"{accepted['Location']}cancel/")
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    assert client.post(f"{accepted['Location']}cancel/").status_code == 200
    run_job(accepted.json()["job"])
    assert not Screening.objects.exists()
    assert client.get(f"{accepted['Location']}results/").status_code == 409
    over = screened(client, reference="A-2")
    refused = client.post(f"{over}cancel/")
    assert (refused.status_code, refused.json()["type"]) == (409, "/api/v1/problems/job-not-cancellable/")


def test_manifests_of_others_are_not_there(
    caller: Caller, officer: User, second_officer: User, outsider: User, person: Any
) -> None:
    place = screened(caller(officer))
    assert caller(second_officer).get(place).status_code == 200
    assert len(caller(second_officer).get(URL).json()["items"]) == 1
    clerk = person("clerk", "Programs")
    client = caller(clerk, "screen")
    for address in (place, f"{place}lines/", f"{place}results/", f"{URL}{uuid4()}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{place}cancel/").status_code == 404
    assert client.get(URL).json() == {"items": [], "next": None}
    for method, address in (("get", URL), ("post", URL), ("get", place), ("get", f"{place}lines/")):
        for reader in (caller(outsider), caller(officer, "read_lists")):
            assert getattr(reader, method)(address).status_code == 403
    assert APIClient().get(place).status_code == 401


def test_manifests_are_listed_a_page_at_a_time(caller: Caller, officer: User) -> None:
    client = caller(officer)
    sent = [send(client, reference=f"A-{number}").json()["id"] for number in range(3)]
    first = client.get(URL, {"limit": 2}).json()
    second = client.get(first["next"]).json()
    assert [item["id"] for item in (*first["items"], *second["items"])] == sent[::-1]
    assert second["next"] is None
    assert [item["id"] for item in client.get(URL, {"reference": "A-1"}).json()["items"]] == [sent[1]]
    assert client.get(URL, {"state": "done"}).json()["items"] == []


def test_the_same_key_and_file_are_one_job(caller: Caller, officer: User) -> None:
    client = caller(officer)
    bodies = []
    for content in (FILE, FILE, FILE + b"F-6,acetone,,,,,,,\n"):
        file = SimpleUploadedFile("a.csv", content)
        bodies.append(client.post(URL, {"file": file}, format="multipart", HTTP_IDEMPOTENCY_KEY="k-1"))
    assert [answer.status_code for answer in bodies] == [202, 202, 422]
    assert bodies[0].content == bodies[1].content
    twins = [client.post(URL, {"lines": [SALT]}, HTTP_IDEMPOTENCY_KEY="k-2") for _ in range(2)]
    assert twins[0].content == twins[1].content
    assert Job.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "status", "kind"),
    [
        ("a.doc", b"name\nacetone\n", 422, "file-not-read"),
        ("a.csv", b"%PDF-1.7 of a manifest", 422, "file-not-read"),
        ("a.csv", b"", 400, "request-not-valid"),
    ],
)
def test_a_file_that_is_not_read_is_refused_with_the_reason(
    caller: Caller, officer: User, name: str, content: bytes, status: int, kind: str
) -> None:
    client = caller(officer)
    for under in ({}, {"HTTP_IDEMPOTENCY_KEY": "k-1"}):
        file = SimpleUploadedFile(name, content, "application/octet-stream")
        refused = client.post(URL, {"file": file}, format="multipart", **under)
        assert (refused.status_code, refused.json()["type"]) == (status, f"/api/v1/problems/{kind}/")
    assert not Manifest.objects.exists()


@pytest.mark.parametrize(
    ("asked", "pointer"), [({"origin": "ZZ"}, "#/origin"), ({"urgent": "yes"}, "#/urgent"), ({"lines": "x"}, "#/lines")]
)
def test_a_rule_broken_is_named(caller: Caller, officer: User, asked: dict[str, str], pointer: str) -> None:
    refused = send(caller(officer), **asked)
    assert refused.status_code == 400
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


def test_what_is_no_form_and_no_json_is_refused(caller: Caller, officer: User) -> None:
    client = caller(officer)
    assert client.post(URL, {"file": "a text"}, format="multipart").status_code == 400
    assert client.post(URL, b"x", content_type="text/csv").status_code == 415
    assert client.post(URL, b"{", content_type="application/json").status_code == 400
    assert client.post(URL, b"[1]", content_type="application/json").status_code == 400
    assert client.post(URL, b"x", content_type="multipart/form-data").status_code == 400
    assert client.post(URL, {"lines": [SALT], "known_at": "2999-01-01T00:00:00Z"}).status_code == 422


def test_a_body_beyond_the_bound_is_not_read(caller: Caller, officer: User, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 100
    refused = send(caller(officer))
    assert (refused.status_code, refused.json()["type"]) == (413, "/api/v1/problems/body-too-large/")


def test_a_manifest_has_only_so_many_lines(caller: Caller, officer: User, settings: Settings) -> None:
    settings.MAX_LINES_PER_MANIFEST = 2
    client = caller(officer)
    assert client.post(URL, {"lines": [SALT] * 3}).status_code == 400
    found = client.get(screened(client)).json()
    assert (found["state"], found["error"]) == ("dead", "5 lines; one manifest may hold 2. Send them in parts.")


def test_a_body_larger_than_a_call_may_be_is_taken(caller: Caller, officer: User) -> None:
    body = json.dumps({"lines": [SALT], "reference": "x"}).encode() + b" " * 4_000_000
    client = caller(officer)
    answer = client.post(URL, body, content_type="application/json", HTTP_IDEMPOTENCY_KEY="k-1")
    assert answer.status_code == 202


def test_a_body_with_more_lines_than_are_left_of_the_day_is_refused_at_once(caller: Caller, officer: User) -> None:
    client = caller(officer)
    Token.objects.update(lines_per_day=1)
    refused = client.post(URL, {"lines": [SALT, SALT]})
    assert (refused.status_code, refused.json()["type"]) == (429, "/api/v1/problems/quota-used-up/")
    assert client.post(URL, {"lines": [SALT]}).status_code == 202
