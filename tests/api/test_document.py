"""Every operation is documented so that a stranger can call it, and every example is one that the service could say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.api.openapi import Operation, document, operations
from watchlist.api.document import TAGS
from watchlist.api.problem_types import PROBLEM_TYPES

every_operation = pytest.mark.parametrize("operation", list(operations()), ids=str)


def _contents(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is sent and what is answered, with where it stands; files are no examples."""
    bodies = [("request", operation.described.get("requestBody", {}))]
    bodies += [(status, response) for status, response in operation.described["responses"].items()]
    for where, body in bodies:
        for kind, content in body.get("content", {}).items():
            yield f"{where} {kind}", content


def _examples(content: dict[str, Any]) -> list[Any]:
    return [example["value"] for example in content.get("examples", {}).values()]


@every_operation
def test_an_operation_says_what_it_does(operation: Operation) -> None:
    described = operation.described
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", described["operationId"])
    assert described["summary"]
    assert set(described["tags"]) <= {name for name, _ in TAGS}
    assert all(response["description"] for response in described["responses"].values())
    assert all("X-Request-ID" in response["headers"] for response in described["responses"].values())


@every_operation
def test_an_operation_shows_what_is_sent_and_what_is_answered(operation: Operation) -> None:
    said = [(where, content) for where, content in _contents(operation) if content["schema"].get("format") != "binary"]
    without = [where for where, content in said if not _examples(content)]
    assert without == []


@every_operation
def test_an_operation_that_needs_a_token_says_what_becomes_of_a_call_without(operation: Operation) -> None:
    if operation.is_open:
        assert not {"401", "403"} & set(operation.described["responses"])
    else:
        of_everyone = {"401", "429"} if str(operation) == "log_in" else {"401", "403", "429"}
        assert of_everyone <= set(operation.described["responses"])


@every_operation
def test_an_example_is_of_the_form_that_is_described(operation: Operation) -> None:
    for where, content in _contents(operation):
        form = Draft202012Validator({**content["schema"], "components": document()["components"]})
        for example in _examples(content):
            assert [error.message for error in form.iter_errors(example)] == [], where


def test_each_kind_of_error_is_shown_somewhere() -> None:
    shown = {
        example["type"]
        for operation in operations()
        for where, content in _contents(operation)
        if where.endswith("problem+json")
        for example in _examples(content)
    }
    assert {of.uri for of in PROBLEM_TYPES if of.status not in (405, 414, 431, 500, 502, 504)} <= shown


def test_the_document_is_of_version_3_1_and_names_no_other_host() -> None:
    assert document()["openapi"].startswith("3.1.")
    assert [server["url"] for server in document()["servers"]] == ["/"]
    assert set(document()["components"]["securitySchemes"]) == {"basicAuth", "bearerToken", "knoxApiToken"}
