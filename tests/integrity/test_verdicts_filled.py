"""Screenings of before they had a verdict of their own are given the one that their summaries count."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from watchlist.engine.answer import Summary
from watchlist.engine.answer_codec import encode_text
from watchlist.manifests.models import Manifest
from watchlist.screenings.models import Screening
from watchlist.screenings.stored_answers import strongest_verdict

MIGRATION: Final[Any] = import_module("watchlist.migrations.0022_screening_verdicts")


@pytest.mark.parametrize(
    ("controlled", "review", "no_match", "unresolved", "verdict"),
    [
        (1, 2, 3, 4, "controlled"),
        (0, 10, 3, 4, "review"),
        (0, 0, 3, 4, "unresolved"),
        (0, 0, 1_000_000, 0, "no_match"),
        (0, 0, 0, 0, None),
    ],
)
def test_the_verdict_filled_in_is_the_one_that_is_stored_today(
    controlled: int, review: int, no_match: int, unresolved: int, verdict: str | None
) -> None:
    summary = Summary(
        lines=controlled + review + no_match + unresolved,
        controlled=controlled,
        review=review,
        no_match=no_match,
        unresolved=unresolved,
        by_depth={},
        by_action={},
        shipment_findings=(),
        parties=(),
        seconds=0.0,
    )
    assert MIGRATION.strongest(encode_text(summary)[: MIGRATION.HEAD]) == strongest_verdict(summary) == verdict


@pytest.mark.django_db
def test_each_screening_that_is_done_is_given_its_verdict_and_keeps_it() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    manifest = Manifest.objects.create(source="a.csv", sha256="0" * 64, original=b"", received_at=at)
    text = '{"record":"summary","lines":2,"controlled":0,"review":1,"no_match":1,"unresolved":0,"by_depth":{"name":9}}'
    done, under_way = (
        Screening.objects.create(manifest=manifest, known_at=at, summary=summary, made_at=made_at)
        for summary, made_at in ((text, at), ("", None))
    )
    MIGRATION.fill(apps, SimpleNamespace(connection=connection))
    assert dict(Screening.objects.values_list("pk", "verdict")) == {done.pk: "review", under_way.pk: None}
    with pytest.raises(DatabaseError), transaction.atomic():
        Screening.objects.filter(pk=done.pk).update(verdict="no_match")
