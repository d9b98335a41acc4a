"""Every sentence of every page that a link reaches can be translated, in a house with a row of everything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db.models import CharField, Model, TextField
from django.test import Client

from tests.translated import bracket_every_sentence, marked, outside
from tests.web.full_house import fill
from tests.web.walked import walk
from watchlist.access.models import Token
from watchlist.web.law import rule_trial, rule_view

FRAME: Final = "/admin/password_change/done/"
PEOPLE: Final = ("anna", "carla", "emil", "root")
PARTED: Final = re.compile(r"\s*[·|,:;]\s+|\s\|\s|\s\(|\)$|\s→\s")
MEASURE: Final = re.compile(r"[\d.,]+ (?:kg|g|t|L|pcs)")

pytestmark = pytest.mark.usefixtures("law")


@pytest.mark.long
def test_every_page_can_be_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    fill()
    bracket_every_sentence(monkeypatch)
    rule_view._rule_view.cache_clear()
    rule_trial._example_rows.cache_clear()
    shapes, pages = Counter[str](), list[tuple[str, Any, set[str]]]()
    for name in PEOPLE:
        client = Client()
        client.force_login(User.objects.get(username=name))
        frame = set(_texts(client.get(FRAME).content.decode()))
        pages += [(f"{name} {path}", answer, frame) for path, answer in walk(client, shapes)]
    stored = frozenset(_stored())  # only now: lists of jobs and cases take up what is due
    found = {path: left for path, answer, frame in pages if (left := untranslated(answer, stored) - frame)}
    assert not found, "\n".join(f"{path}: {left}" for path, left in found.items())
    assert len(shapes) > 80


def untranslated(answer: Any, stored: frozenset[str]) -> set[str]:
    """Return what is seen of a page outside of translations.

    Lists, and pages of users and groups, show what is stored in templates that are not ours: there a stored text is
    known by what it is. Everywhere else it is marked as data; the frame says the title of such a page once more.
    """
    page, context = answer.content.decode(), answer.context or {}
    data = set(map(_low, marked(page)))
    row = context.get("original")
    of_the_row = set(map(_low, _texts(str(row)))) if row is not None else set()
    seen = {text for text in _texts(page) if not {text, _low(text)} & (data | of_the_row)}
    return {text for text in seen if not _is_data(text, stored)} if _is_theirs(context) else seen


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _is_theirs(context: Any) -> bool:
    opts = context.get("opts")
    return (
        "cl" in context or "deletable_objects" in context or (opts is not None and opts.model in {User, Group, Token})
    )


def _texts(page: str) -> Iterator[str]:
    yield from (" ".join(text.split()) for text in outside(page))


def _is_data(text: str, stored: frozenset[str]) -> bool:
    """Say whether a text is one that is stored, or some of them beside each other."""
    parts = PARTED.split(MEASURE.sub("", text))
    return bool({text, _low(text), text.strip("| ")} & stored) or all(
        part in stored or not re.search(r"[^\W\d_]{2}", part) for part in parts
    )


def _stored() -> Iterator[str]:
    """Yield every text that is stored and that somebody wrote: no token of ours."""
    models: list[Any] = [*apps.get_app_config("watchlist").get_models(), User, Group, Permission]
    for model in models:
        yield from (" ".join(text.split()) for row in model._default_manager.all() for text in _written(row))


def _written(row: Model) -> Iterator[str]:
    yield from (str(row), *str(row).split(" | "))
    for field in row._meta.concrete_fields:
        if isinstance(field, CharField | TextField) and not field.choices:
            yield from str(getattr(row, field.attname) or "").splitlines()
