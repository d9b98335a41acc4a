"""Whatever is done to the trail by raw SQL is found, and where: 620 ways at random, on this database."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from structlog.contextvars import bound_contextvars

from tests.audit.tampering import WAYS, drop_guards, store, stored
from watchlist.audit.anchors import Anchor, anchor, stored_anchors
from watchlist.audit.chain import append
from watchlist.audit.verifying import broken_links

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, 9, 30, 0, 250, tzinfo=UTC)
DAYS, ACTS, EACH = 6, 9, 2


@pytest.fixture
def published() -> list[Anchor]:
    """Return the anchors of a trail of six days, as they were mailed; its guards are away."""
    drop_guards()
    for day in range(DAYS):
        at = NOW + timedelta(days=day)
        for act in range(ACTS):
            with bound_contextvars(request_id=f"call-{day}-{act}" if act % 3 else ""):
                of = {"target_kind": "entry", "target_key": f"list/{act}", "payload": {"n": act, "text": "as it was"}}
                append(actor=f"curator-{act % 4}", verb="record", at=at + timedelta(seconds=act), **of)
        anchor(actor="schedule", at=at + timedelta(hours=1))
    return stored_anchors()


@pytest.mark.parametrize("seed", range(10))
def test_every_tampering_is_found_where_it_was_done(published: list[Anchor], seed: int) -> None:
    assert list(broken_links(published=published)) == []
    before = stored()
    for number, way in enumerate(WAYS * EACH):
        rng, after = Random(f"{seed} {number}"), deepcopy(before)
        first, last = way(after, rng)
        assert after != before
        with transaction.atomic():
            store(before, after)
            found = list(broken_links(published=published))
            transaction.set_rollback(True)
        assert any(first <= link.sequence <= last for link in found), (seed, way.__name__, first, last, found)
    assert list(broken_links(published=published)) == []
