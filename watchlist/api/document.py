"""The OpenAPI document is completed here: what holds of every call is said of each, so that no view need repeat it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from http import HTTPStatus
from typing import Any, Final

from watchlist.api.document_links import add_links
from watchlist.api.document_texts import forbid_empty_texts
from watchlist.api.problem_types import PROBLEM_TYPES
from watchlist.api.problems import MEDIA_TYPE
from watchlist.api.token_headers import DOCUMENTED

Operation = dict[str, Any]

TAGS: Final = (
    ("screenings", "Compare the lines of a shipment with the law, and read again what was answered."),
    ("manifests", "Send a whole file; it is screened by a job, and its lines are read page by page."),
    ("jobs", "Work under way: how far it is, and how it ended."),
    (
        "cases",
        "The work on shipments with hits: judge them, say what became of them, two people where the law is sure.",
    ),
    ("parties", "Who sends and is sent goods: spellings, shipments, sums against limits, decisions."),
    ("authorisations", "Licences, permits and registrations on file: which a release may name, and what is left."),
    ("substances", "Search what is listed by name, number and structure."),
    ("goods", "Search what stored shipments declared, by what it is drawn as."),
    ("law", "The law held: lists, editions, schedulings, changes, classes, and the grounds that an answer gives."),
    ("change sets", "What lists would say: proposed by one person, decided on by another."),
    ("house lists", "Lists of one's own, told only to those who may read them."),
    ("webhooks", "Be told of what happened, by a signed call."),
    ("tokens", "Make, rotate and end the tokens of programs."),
    ("about", "What the errors mean."),
    ("operation", "For those who run the service."),
)
METHODS: Final = ("get", "post", "put", "patch", "delete")
WITHOUT_KEY: Final = frozenset({"log_in"})
"""A log-in has no token yet, to which a key could belong."""

REQUEST_ID: Final = {
    "description": "Of this call: sent by the caller in the same header, or made; the service logs it.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
}
ETAG: Final = {"description": "Send it in `If-None-Match`.", "schema": {"type": "string"}}
CONDITION: Final = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of what is there already: where nothing has changed, the answer is 304, without a body.",
    "schema": {"type": "string", "pattern": "^[ -~]*$"},
}
REPLAYED: Final = {
    "description": "`true`: this was answered before, under the same key.",
    "schema": {"type": "string", "enum": ["true"]},
}
RETRY_AFTER: Final = {"description": "Seconds to wait.", "schema": {"type": "string", "pattern": "^[0-9]+$"}}
ASKED_AFTER: Final = {
    "read_manifest": "200",
    "list_manifest_lines": "200",
    "cancel_manifest": "200",
    "read_manifest_results": "409",
}
"""Calls about a job, and the status that says when to ask again while it is not over."""
WHILE_IT_RUNS: Final = {**RETRY_AFTER, "description": "Seconds to wait, while the job is not over."}
KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The call is carried out once, however often it is sent under this key within 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "8f14e45f-ceea-467f-a0e6-b1ddc1f3a4b2",
}
KEY_STATUSES: Final = ("400", "409", "422")
PROBLEM: Final = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}}
SECURITY: Final = {"basicAuth": {"type": "http", "scheme": "basic", "description": "Name and password, to log in."}}


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Return the document with what all calls share: headers, the key, the 304, examples of problems, no empty text."""
    result.setdefault("components", {}).setdefault("securitySchemes", {}).update(SECURITY)
    used = {tag for _, operation in _operations(result) for tag in operation.get("tags", ())}
    result["tags"] = [{"name": name, "description": words} for name, words in TAGS if name in used]
    for method, operation in _operations(result):
        if method == "post" and operation["operationId"] not in WITHOUT_KEY:
            operation.setdefault("parameters", []).append(KEY)
            for status in KEY_STATUSES:
                operation["responses"].setdefault(status, deepcopy(PROBLEM))
        if method == "get" and {"200", "400"} <= operation["responses"].keys():
            operation["responses"]["304"] = {"description": "It has not changed since the `ETag` sent."}
            operation.setdefault("parameters", []).append(CONDITION)
        operation.setdefault("security", [])  # said of what is open too, so that nobody takes it for forgotten
        operation["responses"] = dict(sorted(operation["responses"].items()))
        takes_token = "429" in operation["responses"] and operation["operationId"] not in WITHOUT_KEY
        for status, response in operation["responses"].items():
            if takes_token and int(status) < HTTPStatus.BAD_REQUEST:
                response.setdefault("headers", {}).update(DOCUMENTED)
            if ASKED_AFTER.get(operation["operationId"]) == status:
                response.setdefault("headers", {})["Retry-After"] = WHILE_IT_RUNS
            _complete_response(method, int(status), response)
    add_links(result)
    forbid_empty_texts(result)
    return result


def _operations(result: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path in result["paths"].values():
        yield from ((method, path[method]) for method in METHODS if method in path)


def _complete_response(method: str, status: int, response: dict[str, Any]) -> None:
    response["description"] = response.get("description") or HTTPStatus(status).phrase
    headers = response.setdefault("headers", {})
    headers["X-Request-ID"] = REQUEST_ID
    if method == "get" and status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED):
        headers["ETag"] = ETAG
    if method == "get" and status == HTTPStatus.ACCEPTED:
        headers["Retry-After"] = RETRY_AFTER
    if method == "post" and status < HTTPStatus.MULTIPLE_CHOICES:
        headers["Idempotent-Replayed"] = REPLAYED
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.ACCEPTED):
        headers["Retry-After"] = RETRY_AFTER
    if MEDIA_TYPE in response.get("content", {}):
        response["content"][MEDIA_TYPE].setdefault("examples", _examples(status))


def _examples(status: int) -> dict[str, Any]:
    """Return an example of each kind of error that has this status."""
    return {
        problem_type.key: {
            "summary": problem_type.title,
            "value": problem_type.body(problem_type.meaning),
        }
        for problem_type in PROBLEM_TYPES
        if problem_type.status == status
    }
