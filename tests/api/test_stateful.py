"""Calls one after the other, each about what the ones before were answered: no fault, and no answer undescribed.

The sequences follow the links of the OpenAPI document, and those that its fields suggest, by a token of every scope.
What is to be done by a job is done at once. Each sequence begins with the same rows.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case, Response

from config.wsgi import application
from tests.api.conforming import CHECKS, COUNTED, token_of, transaction_kept
from tests.api.conftest import Caller
from tests.cases.shipments import PIPERIDONE, opened
from tests.list_updates.noticed import keep, proposal
from watchlist.access.models import Token
from watchlist.access.tries import LogInTries
from watchlist.jobs.models import Job
from watchlist.tasks import run_job

CALLS = int(os.environ.get("WATCHLIST_CONFORMANCE", "0")) // 4 or (600 if os.environ.get("CI") else 100)
"""In all, about."""
STEPS = 10
SEQUENCES = settings(
    max_examples=max(CALLS // STEPS, 1),
    stateful_step_count=STEPS,
    phases=(Phase.generate,),
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law", "counted")]


def test_what_follows_from_an_answer_is_described_too(schema: Any, caller: Caller, all_rights: User) -> None:
    headers = {"Accept-Encoding": "identity", **token_of(caller(all_rights))}
    Token.objects.update(calls_per_minute=1_000_000)
    opened(PIPERIDONE)
    keep(proposal("fr-2026-00001"))
    workflow: Any = schema.as_state_machine()

    class Sequence(workflow):  # type: ignore[misc]  # its class is made from the document
        def setup(self) -> None:
            self.beginning = transaction.savepoint()

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            LogInTries.objects.all().delete()  # no attempt counts against the next
            return {"app": application, "headers": headers}

        def validate_response(self, response: Response, case: Case, *_: Any, **__: Any) -> None:
            case.validate_response(response, checks=list(CHECKS))
            COUNTED.update((case.operation.label,))
            for job in Job.objects.filter(state="queued").values_list("pk", flat=True):
                run_job(str(job))

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.beginning)

    with transaction_kept():
        Sequence.run(settings=SEQUENCES)
    assert COUNTED.total() >= CALLS / 2
    assert len(COUNTED) > STEPS
