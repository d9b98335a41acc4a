"""How bodies and queries are read: nothing that was written is passed over."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.exceptions import ParseError

from tests.api.conftest import Caller
from watchlist.api.reading import WrittenNumbers


def parsed(body: bytes) -> Any:
    """Return a body as it is read."""
    return WrittenNumbers().parse(BytesIO(body))


def test_a_name_written_twice_keeps_both_values() -> None:
    assert parsed(b'{"name": "a", "cas": "1", "name": "b"}') == {"name": "a", "cas": "1", "name (2)": "b"}


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parsed(b'\xef\xbb\xbf{"lines": []}') == {"lines": []}


def test_a_number_of_any_length_is_kept_as_it_was_written() -> None:
    long = "9" * 5_000
    assert str(parsed(f'{{"quantity": {long}}}'.encode())["quantity"]) == long


@pytest.mark.parametrize("number", ["1e" + "9" * 33, "-1.5E-" + "9" * 33])
def test_a_number_of_a_power_that_nobody_reads_is_refused(number: str) -> None:
    with pytest.raises(ParseError, match="of no power that is read"):
        parsed(f'{{"quantity": {number}}}'.encode())


def test_what_is_no_json_is_refused_in_words_of_this_service() -> None:
    with pytest.raises(ParseError, match="NaN is no number"):
        parsed(b'{"quantity": NaN}')


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["limit=1&limit=2", "state=", "state=done&state=dead"])
def test_a_parameter_without_a_value_or_with_two_is_not_passed_over(caller: Caller, officer: User, query: str) -> None:
    refused = caller(officer, "screen").get(f"/api/v1/manifests/?{query}")
    assert refused.status_code == 400
    named = {"parameter": query.partition("=")[0], "detail": "Give this parameter one value, or leave it out."}
    assert named in refused.json()["errors"]


@pytest.mark.django_db
@pytest.mark.parametrize("twice", ["file", "origin"])
def test_of_two_files_or_values_in_a_form_none_is_passed_over(caller: Caller, officer: User, twice: str) -> None:
    files = [SimpleUploadedFile(name, b"name\nacetone\n") for name in ("a.csv", "b.csv")]
    form = {"file": files, "origin": ["US"]} if twice == "file" else {"file": files[:1], "origin": ["US", "MX"]}
    refused = caller(officer, "screen").post("/api/v1/manifests/", form, format="multipart")
    assert refused.status_code == 400
    assert json.loads(refused.content)["errors"] == [{"pointer": f"#/{twice}", "detail": "Give this once."}]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}, "Content-Length"),
        ({"HTTP_CONTENT_ENCODING": "br"}, "gzip"),
    ],
)
def test_a_body_that_would_not_be_seen_is_refused(
    caller: Caller, officer: User, said: dict[str, str], detail: str
) -> None:
    refused = caller(officer, "screen").post("/api/v1/screenings/", {"lines": [{"name": "acetone"}]}, **said)
    assert refused.json()["type"] == "/api/v1/problems/body-not-readable/"
    assert detail in refused.json()["detail"]


@pytest.mark.django_db
def test_a_body_of_another_kind_is_answered_with_the_kinds_that_are_read(caller: Caller, officer: User) -> None:
    refused = caller(officer, "screen").generic("POST", "/api/v1/screenings/", "a,b", content_type="text/csv")
    assert refused.status_code == 415
    assert "application/json" in refused.json()["detail"]


@pytest.mark.django_db
def test_the_page_of_the_document_answers_options_without_a_fault(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.options("/admin/api/").status_code == 405


@pytest.mark.django_db
def test_a_call_to_a_foreign_host_is_a_problem_as_any_other(caller: Caller, officer: User) -> None:
    refused = caller(officer, "read_lists").get("/api/v1/lists/", HTTP_HOST="foreign.example")
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
