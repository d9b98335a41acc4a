"""How bodies and queries are read: nothing that was written is passed over."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
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
