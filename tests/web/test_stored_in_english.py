"""Whoever acts, in whatever language they read, what is stored says the same: nothing translated is ever kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import BinaryField, CharField, TextField
from django.utils import translation

from tests.translated import OPENS, bracket_every_sentence
from tests.web.full_house import fill
from watchlist.engine import texts
from watchlist.engine.texts import Translation

pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.long
def test_nothing_that_is_stored_was_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    bracket_every_sentence(monkeypatch)
    ours: Translation = texts._translations[0]
    monkeypatch.setattr(texts, "_translations", [bracketed(ours)])
    with translation.override("de"):
        assert texts.day_in_words(date(2026, 2, 3)).startswith(OPENS)
        fill()
    found = {f"{model._meta.label}.{field}: {text[:200]}" for model, field, text in stored() if OPENS in text}
    assert not found, "\n".join(sorted(found))


def bracketed(ours: Translation) -> Translation:
    """Return a translation that marks days and figures too, but in no language."""

    def mark(made: str) -> str:
        return made if translation.get_language() is None else f"{OPENS}{made}⟧"

    return Translation(
        ours.by_text,
        ours.by_number,
        ours.in_english,
        lambda on: mark(ours.day(on)),
        lambda number: mark(ours.decimal(number)),
        ours.language,
    )


def stored() -> Iterator[tuple[Any, str, str]]:
    """Yield every text and every file that is stored, with its model and column."""
    for model in apps.get_app_config("watchlist").get_models():
        fields = [f for f in model._meta.concrete_fields if isinstance(f, CharField | TextField | BinaryField)]
        for row in model._default_manager.all():
            for field in fields:
                content = getattr(row, field.attname)
                text = bytes(content).decode("utf-8", "replace") if isinstance(content, bytes | memoryview) else content
                yield model, field.attname, str(text or "")
