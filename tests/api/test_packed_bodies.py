"""Lines that come one a record, or compressed, are answered as the same lines in one body of JSON; no bomb goes off."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from tests.api.conftest import Caller
from watchlist.manifests.models import Manifest
from watchlist.screenings.models import Screening
from watchlist.screenings.rerun import rerun_screening
from watchlist.tasks import run_job

API: Final = "/api/v1/"
SHIPMENT: Final[dict[str, Any]] = {"reference": "INV-1", "origin": "US", "destination": "MX", "date": "2026-03-02"}
LINES: Final[list[dict[str, Any]]] = [
    {"key": "A", "name": "Acetone", "cas": "67-64-1", "quantity": 160.50, "unit": "kg", "bin": "7c"},
    {"key": "B", "name": "Natriumchlorid für Straße"},
]
NAMES: Final = ["application/jsonl", "application/x-ndjson; charset=utf-8"]
MEBIBYTE: Final = 1024 * 1024

pytestmark = pytest.mark.usefixtures("law")


def records(*rows: Any) -> bytes:
    """Return rows as JSON Lines."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode() + b"\n\n"


def send(client: APIClient, body: bytes, kind: str, collection: str = "screenings", **headers: str) -> Any:
    """Send bytes of a kind, and return the answer."""
    return client.generic("POST", f"{API}{collection}/", body, kind, headers=headers)


def told(lines: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Return what is compared of answered lines."""
    return [(line["key"], line["verdict"], line["declared"], line["findings"], line["problems"]) for line in lines]


@pytest.mark.parametrize("kind", NAMES)
def test_a_record_a_line_is_answered_as_one_body_is(caller: Caller, officer: User, kind: str) -> None:
    client = caller(officer)
    whole = client.post(f"{API}screenings/", {**SHIPMENT, "lines": LINES}).json()
    answer = send(client, records({"record": "shipment", **SHIPMENT, "reference": "INV-2"}, *LINES), kind)
    assert answer.status_code == 201, answer.content
    assert told(answer.json()["lines"]) == told(whole["lines"])
    assert [same["reference"] for same in answer.json()["same_goods"]] == ["INV-1"]
    stored = Screening.objects.select_related("manifest").get(pk=answer.json()["id"])
    assert (stored.manifest.reference, stored.manifest.source) == ("INV-2", "request, as JSON Lines")
    assert client.get(f"{API}screenings/{stored.pk}/replay/").json()["same"]
    again = rerun_screening(screening=stored, as_of=None, actor="officer")
    assert told(client.get(f"{API}screenings/{again.pk}/").json()["lines"]) == told(whole["lines"])


@pytest.mark.parametrize("kind", NAMES)
def test_a_long_shipment_comes_a_record_a_line_too(caller: Caller, officer: User, kind: str) -> None:
    client = caller(officer)
    body = records({"record": "shipment", **SHIPMENT}, *LINES)
    packed = gzip.compress(body, mtime=0)
    accepted = send(client, packed, kind, "manifests", **{"Content-Encoding": "gzip", "Idempotency-Key": "1"})
    again = send(client, body, kind, "manifests", **{"Idempotency-Key": "1"})
    assert (accepted.status_code, again.json(), again["Idempotent-Replayed"]) == (202, accepted.json(), "true")
    assert Manifest.objects.get().received() == body
    run_job(accepted.json()["job"])
    done = client.get(accepted["Location"]).json()
    assert (done["state"], done["summary"]["lines"], done["coverage"]["as_of"]) == ("done", 2, "2026-03-02")
    whole = client.post(f"{API}screenings/", {**SHIPMENT, "lines": LINES}).json()
    assert told(client.get(f"{accepted['Location']}lines/").json()["items"]) == told(whole["lines"])


def test_a_record_that_cannot_be_read_fails_no_other(caller: Caller, officer: User) -> None:
    body = records(*LINES) + b'{"name": NaN}\n["salt"]\n{"name": "\n' + b"[" * 100_000 + b"\n"
    lines = send(caller(officer), body, NAMES[0]).json()["lines"]
    assert [line["problems"][0]["code"] for line in lines[2:]] == ["line_unreadable"] * 4
    assert [line["key"] for line in lines[:2]] == ["A", "B"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (records({"record": "shipment", "colour": "blue"}, *LINES), "#/colour"),
        (records({"record": "shipment", **SHIPMENT}), "#/lines"),
        (records({"record": "shipment", "origin": "Atlantis"}, *LINES), "#/origin"),
        (b"", "#/lines"),
    ],
)
def test_the_record_of_the_shipment_follows_the_rules_of_a_body(
    caller: Caller, officer: User, body: bytes, pointer: str
) -> None:
    for collection in ("screenings", "manifests"):
        refused = send(caller(officer), body, NAMES[0], collection)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, pointer)


def test_a_record_of_the_shipment_that_holds_lines_is_refused(caller: Caller, officer: User) -> None:
    refused = send(caller(officer), records({"record": "shipment", "lines": LINES}, *LINES), NAMES[0])
    assert (refused.status_code, refused.json()["type"]) == (400, f"{API}problems/body-not-readable/")


def test_a_compressed_body_is_read_as_it_is(caller: Caller, officer: User, settings: Settings) -> None:
    client, packed = caller(officer), {"Content-Encoding": "gzip"}
    body = json.dumps({**SHIPMENT, "lines": LINES}).encode()
    half = len(body) // 2
    for content in (gzip.compress(body, mtime=0), gzip.compress(body[:half]) + gzip.compress(body[half:])):
        answer = send(client, content, "application/json", **packed)
        assert (answer.status_code, len(answer.json()["lines"])) == (201, 2)
    assert {bytes(row.original) for row in Manifest.objects.all()} == {body}
    file = encode_multipart(BOUNDARY, {"reference": "INV-9", "origin": "US"})
    form = (
        file.replace(f"--{BOUNDARY}--".encode(), b"")
        + (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
            f"name,cas\nAcetone,67-64-1\n\r\n--{BOUNDARY}--\r\n"
        ).encode()
    )
    assert send(client, gzip.compress(form, mtime=0), MULTIPART_CONTENT, "manifests", **packed).status_code == 202


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (gzip.compress(records(*LINES), mtime=0)[:-9], "gzip"),
        (gzip.compress(records(*LINES), mtime=0) + b"junk", "gzip"),
        (records(*LINES), "gzip"),
        (gzip.compress(records(*LINES), mtime=0)[:40] + b"\xff" * 30, "gzip"),
        (records(*LINES), "br"),
        (gzip.compress(records(*LINES), mtime=0), "gzip, gzip"),
    ],
)
def test_what_is_no_whole_gzip_is_refused(caller: Caller, officer: User, content: bytes, encoding: str) -> None:
    refused = send(caller(officer), content, NAMES[0], **{"Content-Encoding": encoding})
    assert (refused.status_code, refused.json()["type"]) == (400, f"{API}problems/body-not-readable/")
    assert not Manifest.objects.exists()


@pytest.mark.parametrize(
    ("collection", "setting"), [("screenings", "DATA_UPLOAD_MAX_MEMORY_SIZE"), ("manifests", "MAX_UPLOAD_BYTES")]
)
def test_a_small_body_that_stands_for_a_large_one_is_refused_in_little_memory(
    caller: Caller, officer: User, settings: Settings, collection: str, setting: str
) -> None:
    setattr(settings, setting, 4 * MEBIBYTE)
    client, bomb = caller(officer), gzip.compress(bytes(64 * MEBIBYTE), mtime=0)
    long = gzip.compress(os.urandom(5 * MEBIBYTE), mtime=0)
    client.get(f"{API}{collection}/")
    for body in (bomb, long):
        tracemalloc.start()
        refused = send(client, body, NAMES[0], collection, **{"Content-Encoding": "gzip"})
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (refused.status_code, refused.json()["type"]) == (413, f"{API}problems/body-too-large/")
        assert most - len(body) < 3 * MEBIBYTE


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_body_of_a_record_a_line_takes_no_more_memory_where_it_is_long(
    caller: Caller, officer: User, encoding: str
) -> None:
    client, held = caller(officer), []
    send(client, records(*LINES), NAMES[0], "manifests")
    for lines in (6_000, 18_000):  # of a kilobyte: the shorter is longer than the parts that a file is stored in
        body = records(*({"key": f"K-{at}", "name": "Sodium chloride", "remark": "x" * 950} for at in range(lines)))
        sent = gzip.compress(body, mtime=0) if encoding == "gzip" else body
        tracemalloc.start()
        accepted = send(
            client, sent, NAMES[0], "manifests", **{"Content-Encoding": encoding, "Idempotency-Key": f"{lines}"}
        )
        held.append(tracemalloc.get_traced_memory()[1] - len(sent))
        tracemalloc.stop()
        assert accepted.status_code == 202, accepted.content
    assert held[1] - held[0] < 2 * MEBIBYTE, held


@pytest.mark.parametrize("lines", [True, False])
def test_a_record_that_is_longer_than_any_line_is_refused(caller: Caller, officer: User, lines: bool) -> None:
    long = json.dumps({"name": "x" * 5 * MEBIBYTE}).encode()
    body = (records(*LINES) if lines else b"") + long
    refused = send(caller(officer), body, NAMES[0], "manifests")
    assert (refused.status_code, refused.json()["type"]) == (400, f"{API}problems/body-not-readable/")
    assert "4,194,304 bytes" in refused.json()["detail"]


def test_nobody_without_a_token_has_anything_written_out() -> None:
    refused = send(APIClient(), gzip.compress(bytes(MEBIBYTE), mtime=0), NAMES[0], **{"Content-Encoding": "gzip"})
    assert refused.status_code == 401
