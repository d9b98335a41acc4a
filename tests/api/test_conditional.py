"""Answers that have not changed are not sent again, whether compressed or not; HEAD is answered as GET is."""

from __future__ import annotations

import gzip

import pytest
from django.contrib.auth.models import User

from tests.api.conftest import Caller

LIST = "/api/v1/problems/"


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_the_caller_has_already_is_not_sent_again(caller: Caller, officer: User, encoding: str) -> None:
    program = caller(officer)
    first = program.get(LIST, headers={"Accept-Encoding": encoding})
    again = program.get(LIST, headers={"Accept-Encoding": encoding, "If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["ETag"].startswith("W/") == (encoding == "gzip")
    assert again["ETag"].removeprefix("W/") == first["ETag"].removeprefix("W/")
    assert again["X-Request-ID"]
    assert again["Cache-Control"] == first["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept-Encoding"} <= set(again["Vary"].split(", ")) & set(first["Vary"].split(", "))


def test_either_form_of_a_validator_is_taken(caller: Caller, officer: User) -> None:
    program = caller(officer)
    compressed = program.get(LIST, headers={"Accept-Encoding": "gzip"})
    plain = program.get(LIST)
    assert gzip.decompress(compressed.content) == plain.content
    for etag in (plain["ETag"], compressed["ETag"]):
        for encoding in ("identity", "gzip"):
            headers = {"Accept-Encoding": encoding, "If-None-Match": f'"another", {etag}'}
            assert program.get(LIST, headers=headers).status_code == 304


def test_another_validator_is_answered_in_full(caller: Caller, officer: User) -> None:
    assert caller(officer).get(LIST, headers={"If-None-Match": '"of-something-else"'}).status_code == 200


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_head_is_answered_as_get_is_without_the_body(caller: Caller, officer: User, encoding: str) -> None:
    program = caller(officer)
    asked = {"headers": {"Accept-Encoding": encoding}}
    whole, head = program.get(LIST, **asked), program.head(LIST, **asked)
    # Compression adds some random bytes, so that the length tells nothing of what is inside.
    same = ("ETag", "Content-Type", "Vary", "Cache-Control", *(("Content-Length",) if encoding == "identity" else ()))
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head[name] for name in same} == {name: whole[name] for name in same}
    assert int(head["Content-Length"]) > 0


@pytest.mark.usefixtures("law")
def test_an_answer_to_a_post_has_no_validator(caller: Caller, officer: User) -> None:
    answer = caller(officer).post("/api/v1/screenings/", {"lines": [{"name": "Acetone"}]})
    assert answer.status_code == 201
    assert "ETag" not in answer
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_refusal_has_no_validator(caller: Caller, officer: User) -> None:
    answer = caller(officer).get("/api/v1/nowhere/", headers={"If-None-Match": "*"})
    assert (answer.status_code, "ETag" in answer) == (404, False)
