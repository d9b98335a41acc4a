"""A token that is over goes some night, and the trail says which: no call deletes one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from rest_framework.test import APIClient

from tests.audit.test_chain import reasons
from watchlist.access import expired_tokens
from watchlist.access.expired_tokens import KEPT
from watchlist.access.models import Token
from watchlist.access.tokens import issue
from watchlist.audit.covered_rows import RowDifference, row_differences
from watchlist.audit.models import AuditEvent
from watchlist.periodic_tasks import purge_old

pytestmark = pytest.mark.django_db


def token_differences() -> list[RowDifference]:
    """Return what of tokens is not as the trail says."""
    return [difference for difference in row_differences() if difference.table == "watchlist_token"]


def test_a_token_goes_a_month_after_its_end_and_nothing_else_does() -> None:
    ann = User.objects.create_user("ann")
    ends = [-KEPT - timedelta(days=days) for days in (2, 1, 3)] + [timedelta(hours=1) - KEPT, timedelta(days=1)]
    keys = [issue(user=ann, scopes=[], actor="ann", lifetime=lifetime)[0].token_key for lifetime in ends]
    without_end = issue(user=ann, scopes=[], actor="ann")[0]
    with patch.object(expired_tokens, "BATCH", 2):
        for _night in range(2):
            purge_old()
    acts = AuditEvent.objects.filter(verb="drop_expired_tokens").order_by("sequence")
    assert [(act.actor, act.target_kind, json.loads(act.payload.body)["tokens"]) for act in acts] == [
        ("schedule", "token", [keys[2], keys[0]]),
        ("schedule", "token", [keys[1]]),
    ]
    assert set(Token.objects.values_list("token_key", flat=True)) == {*keys[3:], without_end.token_key}
    assert (reasons(), token_differences()) == ([], [])
    call_command("verify_audit")


def test_a_call_with_a_token_that_is_over_leaves_it_for_the_night() -> None:
    ann = User.objects.create_user("ann")
    _, text = issue(user=ann, scopes=[], actor="ann", lifetime=timedelta(seconds=-1))
    refused = APIClient().get("/api/v1/tokens/mine/", headers={"Authorization": f"Token {text}"})
    assert (refused.status_code, Token.objects.get().user) == (401, ann)
    assert Token.objects.get().expiry < datetime.now(UTC)
    assert token_differences() == []
