"""A stored screening, and people before the pages."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from watchlist.engine.decision.question import Question
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.middleware import sessions
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.saving import save_answer
from watchlist.web import navigation

LINES = [
    {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "200", "unit": "kg"},
    {"name": "Ephedrine hydrochloride", "cas": "50-98-6"},
    {"name": "Ethyl phenylacetate", "smiles": "CCOC(=O)Cc1ccccc1"},
    {"name": "Sodium chloride", "cas": "7647-14-5"},
    {"name": "<script>alert(1)</script> \u202e assorted", "remarks": "</td><img src=x onerror=alert(1)>"},
]


@pytest.fixture(autouse=True)
def _nothing_falls_due(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have what is done anew after some seconds, counts and ends of sessions, fall into no call that is counted."""
    cache.clear()
    monkeypatch.setattr(navigation, "CACHE_SECONDS", None)
    monkeypatch.setattr(sessions, "RENEWED", math.inf)
    yield
    cache.clear()


@pytest.fixture
def screening(law: CompiledLaw) -> Screening:
    """Return one stored screening with a line of every verdict, one of them hostile."""
    manifest, question = manifest_from_payload({"lines": LINES}), Question(jurisdictions=("UN", "US"))
    answer = screen(manifest, question)
    return save_answer(
        manifest=manifest, original=b"[]", question=question, answer=answer, actor="officer", reference="SHA-HAM-0728"
    )


@pytest.fixture
def superuser(db: None) -> User:
    """Return somebody whom Django lets do everything."""
    return User.objects.create_superuser(username="root")
