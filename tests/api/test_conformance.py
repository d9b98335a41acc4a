"""Whatever is sent to whatever address: no fault of ours, and no answer that the OpenAPI document does not describe.

Calls are made up from the document itself, in this process, always the same ones: by who may do all, by who may do
nothing of it, and without a token. Some are of things that exist, and some of things that do not.
"""

from __future__ import annotations

import os
from base64 import b64encode
from math import ceil
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.test import APIClient
from schemathesis import Case
from schemathesis.generation import GenerationMode

from config.wsgi import application
from tests.api.conforming import CHECKS, COUNTED, PASSWORD, token_of, transaction_kept
from tests.api.conftest import Caller
from tests.api.openapi import Operation, operations
from tests.authorisations.papers import on_file
from tests.cases.shipments import PIPERIDONE, opened
from tests.list_updates.noticed import keep, proposal
from watchlist.access.tries import LogInTries
from watchlist.api.curation.records import AFTER
from watchlist.manifests.models import Party
from watchlist.replays.models import ReplayRun
from watchlist.screenings.goods.models import GoodsStructure
from watchlist.screenings.goods.store import index_structures
from watchlist.tasks import run_job

CASES = int(os.environ.get("WATCHLIST_CONFORMANCE", "0")) or (3_000 if os.environ.get("CI") else 400)
"""In all, at most: of an operation without parameters there is but one. A third are sent by who may not."""

ALL = list(operations())
OF_EACH = ceil(CASES / len(ALL) / 6)

BASIC = {"Authorization": "Basic " + b64encode(f"officer:{PASSWORD}".encode()).decode()}
LEADS_NOWHERE: dict[bool, set[int]] = {False: set(), True: {404}}
"""What is invented for a name in an address may make it an address of nothing, which everybody is told."""
OF_EVERY_TOKEN = ("log_in", "list_tokens", "revoke_token", "rotate_token")
KEYS = {
    "/api/v1/lists/": "un-table-1",
    "/api/v1/substances/": "acetic-anhydride",
    "/api/v1/class-rules/": "us-fentanyl-related",
    "/api/v1/problems/": "not-held",
    "/api/v1/notices/": "fr-2026-00001",
}
TOLUENE = {**AFTER, "substance": "toluene", "printed_name": "Toluene", "wording": "Toluene"}
PROPOSED = {"title": "x", "changes": [{"kind": "add", "list": "un-table-1", "name": "Toluene", "after": TOLUENE}]}
GENEROUS = settings(
    phases=(Phase.generate,), database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)

Ids = dict[str, str]
every_operation = pytest.mark.parametrize("operation", ALL, ids=str)
pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law", "counted")]


@every_operation
def test_what_is_answered_is_described(schema: Any, caller: Caller, all_rights: User, operation: Operation) -> None:
    program = caller(all_rights)
    existing = _existing(program, operation)
    elsewhere = [one for one in operation.described.get("parameters", ()) if one["in"] != "path"]
    can_be_broken = elsewhere or "requestBody" in operation.described
    for mode in GenerationMode if can_be_broken else (GenerationMode.POSITIVE,):
        sent = BASIC if str(operation) == "log_in" else token_of(program)
        _send(schema, operation, 2 * OF_EACH, mode, sent, existing)


@every_operation
def test_who_may_not_is_told_so_and_nothing_else(
    schema: Any, caller: Caller, all_rights: User, outsider: User, operation: Operation
) -> None:
    existing = _existing(caller(all_rights), operation)
    statuses = _send(schema, operation, OF_EACH, GenerationMode.POSITIVE, token_of(caller(outsider)), existing)
    if not (operation.is_open or str(operation) in OF_EVERY_TOKEN):
        assert statuses - LEADS_NOWHERE["{" in operation.path] == {403}


@every_operation
def test_without_a_token_nothing_is_told(schema: Any, caller: Caller, all_rights: User, operation: Operation) -> None:
    existing = _existing(caller(all_rights), operation)
    statuses = _send(schema, operation, OF_EACH, GenerationMode.POSITIVE, {}, existing)
    if not operation.is_open:
        assert statuses == {401}


def _existing(program: APIClient, operation: Operation) -> Ids:
    """Return things that exist, by the name of the parameter that names them in the address of an operation."""
    place = operation.path.partition("{")[0]
    found = {"key": KEYS[place]} if place in KEYS else {}
    if place == "/api/v1/notices/":
        keep(proposal("fr-2026-00001"))
    if "{screening_id}" in operation.path:
        lines = [{"name": "Acetic anhydride", "quantity": "200", "unit": "kg"}]
        found["screening_id"] = program.post("/api/v1/screenings/", {"lines": lines}).json()["id"]
    if "{replay_id}" in operation.path:
        replay = program.post(f"/api/v1/screenings/{found['screening_id']}/replays/").json()
        run_job(str(ReplayRun.objects.get(pk=replay["id"]).job_id))
        found["replay_id"] = replay["id"]
    if "{manifest_id}" in operation.path:
        sent = program.post("/api/v1/manifests/", {"lines": [{"name": "Acetic anhydride"}]}).json()
        run_job(sent["job"])
        found["manifest_id"] = sent["id"]
    if "{change_set_id}" in operation.path:
        found["change_set_id"] = program.post("/api/v1/change-sets/", PROPOSED).json()["id"]
    if "{webhook_id}" in operation.path:
        subscribed = {"url": "https://example.com/hook", "events": ["manifest.done"]}
        found["webhook_id"] = program.post("/api/v1/webhooks/", subscribed).json()["id"]
    if {"{number}", "{referral_id}"} & set(operation.path.split("/")):
        found |= _case(program)
    if "{correction_id}" in operation.path:
        wrong = {"line": 1, "field": "name", "corrected": "Piperidone", "reason": "x"}
        case = opened(PIPERIDONE, reference="corrected")
        found["correction_id"] = str(program.post(f"/api/v1/cases/{case.number}/corrections/", wrong).json()["id"])
    if "{duty_id}" in operation.path:
        found["duty_id"] = str(opened(PIPERIDONE, reference="owed").duties.earliest("pk").pk)
    if "{question_id}" in operation.path:
        number = opened(PIPERIDONE, reference="asked").number
        found["question_id"] = str(program.post(f"/api/v1/cases/{number}/questions/", {"lines": [1]}).json()["id"])
    if "{structure}" in operation.path:
        opened(PIPERIDONE)
        index_structures()
        found["structure"] = GoodsStructure.objects.latest("pk").key
    if "{party_id}" in operation.path:
        opened(PIPERIDONE)
        found["party_id"] = str(Party.objects.filter(first_seen__isnull=False).values_list("pk", flat=True)[0])
    if "{authorisation_id}" in operation.path:
        found["authorisation_id"] = str(on_file(User.objects.get(username="officer")).pk)
    if operation.path.startswith("/api/v1/house-lists/{key}/"):
        kept = program.post("/api/v1/house-lists/", {"title": "Ours"})
        brought = {"entries": [{"key": "caffeine", "name": "Caffeine", "cas": "58-08-2"}]}
        edition = program.post(f"{kept['Location']}editions/", brought).json()
        found |= {"key": kept.json()["key"], "edition_id": edition["id"]}
    if operation.path.startswith("/api/v1/tokens/{key}/"):
        found["key"] = program.get("/api/v1/tokens/mine/").json()["items"][0]["key"]
    return {name: text for name, text in found.items() if f"{{{name}}}" in operation.path}


def _case(program: APIClient) -> Ids:
    """Return a case, and what was asked of a second officer about it."""
    number = opened(PIPERIDONE).number
    said = {"line": 1, "finding": 0, "seen": 0, "word": "dismissed", "reason": "wrong_identification", "note": "x"}
    judged = program.post(f"/api/v1/cases/{number}/judgements/", said).json()
    return {"number": number, "referral_id": str(judged["items"][0]["referral"])}


def _send(
    schema: Any, operation: Operation, cases: int, mode: GenerationMode, headers: dict[str, str], existing: Ids
) -> set[int]:
    """Send so many cases, of which half name what exists; return the statuses of the answers, all of them described."""
    described = schema[operation.path][operation.method.upper()]
    invented = described.as_strategy(mode)
    cases_of = invented | described.as_strategy(mode, path_parameters=existing) if existing else invented
    statuses = set()

    @settings(GENEROUS, max_examples=cases)
    @given(cases_of)
    def send(case: Case) -> None:
        LogInTries.objects.all().delete()  # no attempt counts against the next
        response = case.call(app=application, headers={"Accept-Encoding": "identity", **headers})
        case.validate_response(response, checks=list(CHECKS))
        COUNTED.update((str(operation),))
        statuses.add(response.status_code)

    with transaction_kept():
        send()
    return statuses
