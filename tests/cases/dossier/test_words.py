"""Every event of a case has words, in its history and in its dossier; a dossier is in English in every language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User

import watchlist.cases
from tests.translated import OPENS, bracket_every_sentence
from watchlist.cases.dossier.document import EVENTS, document_of
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.events import SENTENCES, events_of, sentence_of
from watchlist.cases.models import Case

SAY_A_VERB = ("record_event", "_changed", "_suspend_as_lead")


def verbs() -> Iterator[str]:
    """Yield each verb that the code of cases writes to their history word for word."""
    for path in Path(watchlist.cases.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAY_A_VERB and len(call.args) > 1:
                yield from _texts(call.args[1])


def _texts(verb: ast.expr) -> Iterator[str]:
    branches = (verb.body, verb.orelse) if isinstance(verb, ast.IfExp) else (verb,)
    yield from (one.value for one in branches if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_verb_has_words() -> None:
    found = set(verbs())
    assert {"open", "judge", "why_held", "await_authority", "report", "make_dossier", "make_pack"} <= found
    assert found - set(SENTENCES) == set()
    assert found - set(EVENTS) == set()


def test_what_the_history_says_the_dossier_says() -> None:
    assert [verb for verb in EVENTS if not any(key.startswith(verb) for key in SENTENCES)] == []
    assert [key for key in SENTENCES if not any(key.startswith(verb) for verb in EVENTS)] == []


def test_that_a_dossier_was_made_is_a_sentence(case: Case, officer: User) -> None:
    dossier_json(case, officer)
    assert sentence_of(events_of(case, officer)[0]) == "officer made a dossier of the case (json)."


def test_events_count_findings_and_lines_as_the_pages_do(case: Case, officer: User) -> None:
    events = document_of(orjson.loads(dossier_json(case, officer)), "0" * 64)["events"]
    assert [events[1][2], events[1][4]] == ["Judged", "finding: 1; goods: 4-Piperidone; line: 1; word: confirmed"]


def test_a_dossier_is_in_english_in_every_language(case: Case, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Any = orjson.loads(dossier_json(case, officer))
    before = document_of(made, "0" * 64)
    bracket_every_sentence(monkeypatch)
    assert document_of(made, "0" * 64) == before
    assert OPENS not in dossier_json(case, officer).decode()
