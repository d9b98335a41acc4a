"""What is refused is said in the language of the page, and in English in whatever is a record."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from tests.cases.shipments import PIPERIDONE, opened
from tests.list_updates.proposals import addition
from tests.refusals import refusals, untranslated
from tests.translated import bracket_every_sentence, outside
from tests.web.curation import machines
from watchlist.cases.errors import NOT_JUDGED, JudgeFirst
from watchlist.engine.errors import Refusal
from watchlist.engine.reading.errors import ManifestError
from watchlist.errors import LookAgain

PACKAGE: Final = Path(__file__).parents[2] / "watchlist"
SAID_IN_RECORDS: Final = {
    "AddressRefused": "the error of a job",
    "AskedToWait": "why a look at a source failed: a row of it",
    "CollectionFailed": "why a look at a source failed: a row of it",
    "ListEmptied": "why a look at a source failed: a row of it",
    "FileNotScreened": "the error of a job",
    "GivenUp": "the error of a job",
    "LayoutChanged": "why a look at a source failed: a row of it",
    "NotReached": "why a look at a source failed: a row of it",
    "NotTheDocument": "why a look at a source failed: a row of it",
    "RequestRefused": "why a look at a source failed: a row of it",
    "TryAgain": "the error of a job",
}
SAID_TO_PROGRAMS: Final = {
    "api": "an answer to a program is English",
    "engine/answering": "a long file is answered by commands",
    "integrity/unreleased.py": "a database of before the release is refused at the start",
    "internal_lists": "internal lists are brought by commands, by programs and by jobs",
    "management": "commands speak English",
    "middleware/backup.py": "backups are made by commands",
    "law_store/seeds": "the text of the law is loaded by commands",
    "list_updates/connectors": "declarations of sources are read by commands and jobs",
    "list_updates/declaring.py": "declarations of sources are read by commands and jobs",
}
"""Where refusals are English, and why: by their kind, and by where they are made."""

Modules = dict[Path, ast.Module]


@pytest.fixture(scope="module")
def modules() -> Modules:
    """Return every module of the service, parsed, by its path in the package."""
    return {path.relative_to(PACKAGE): ast.parse(path.read_text()) for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.fixture(scope="module")
def kinds(modules: Modules) -> set[str]:
    """Return the names of the refusals."""
    return refusals(modules)


def of_a_program(path: Path) -> bool:
    return any(path.is_relative_to(place) for place in SAID_TO_PROGRAMS)


def test_no_refusal_that_a_page_may_show_is_a_sentence_of_the_source_alone(modules: Modules, kinds: set[str]) -> None:
    shown = kinds - SAID_IN_RECORDS.keys()
    found = {path: list(untranslated(module, shown)) for path, module in modules.items() if not of_a_program(path)}
    assert {str(path): rows for path, rows in found.items() if rows} == {}


def test_every_exception_from_that_is_still_one(modules: Modules, kinds: set[str]) -> None:
    made = {path: {kind for _, kind in untranslated(module, kinds)} for path, module in modules.items()}
    assert set(SAID_IN_RECORDS) <= kinds
    assert [place for place in SAID_TO_PROGRAMS if not any(made[p] for p in modules if p.is_relative_to(place))] == []


@pytest.mark.parametrize(
    ("said", "is_bare"),
    [
        ('"Somebody was quicker."', True),
        ('f"{who} was quicker."', True),
        ('" ".join(["quicker"])', True),
        ('"Quicker." if who else _("Nobody was quicker.")', True),
        ("SLOW", True),
        ("QUICK", False),
        ('_("Somebody was quicker.")', False),
        ('"%(source)s: %(why)s", source=who, why=who', False),
    ],
)
def test_a_sentence_of_the_source_alone_is_found(said: str, is_bare: bool, kinds: set[str]) -> None:
    module = ast.parse(f'SLOW = "Too slow."\nQUICK: Final = _("Quick.")\nraise LookAgain({said})')
    assert [kind for _, kind in untranslated(module, kinds)] == ["LookAgain"] * is_bare


def test_a_refusal_is_translated_where_it_is_told_and_english_where_it_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    error = LookAgain(gettext_lazy("%(who)s was quicker."), who="officer")
    bracket_every_sentence(monkeypatch)
    assert error.message == "⟦officer was quicker.⟧"
    assert str(error) == "officer was quicker."


@pytest.mark.parametrize(("lines", "said"), [(1, "1 line is not judged."), (2, "2 lines are not judged.")])
def test_a_number_chooses_between_one_and_many(lines: int, said: str) -> None:
    assert str(JudgeFirst(NOT_JUDGED, lines=lines)) == said


def test_what_a_refusal_speaks_of_is_named_as_it_was_then() -> None:
    days = [date(2026, 1, 31)]
    error = Refusal(ngettext_lazy("%(days)s is no day.", "%(days)s are no days.", "n"), days=days, n=1)
    days.clear()
    assert str(error) == "[datetime.date(2026, 1, 31)] is no day."


def test_the_name_of_a_file_stands_before_what_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ManifestError(gettext_lazy("it is empty\x00; send %(what)s"), what="another").about("a\u202e.csv")
    bracket_every_sentence(monkeypatch)
    assert error.message == "a .csv: ⟦it is empty ; send another⟧"
    assert str(error) == "a .csv: it is empty ; send another"


def sentence(page: str, words: str) -> None:
    """Assert that a page says something, and says it inside of the brackets."""
    assert words in page
    assert not [text for text in outside(page) if words in text]


@pytest.mark.usefixtures("law")
def test_why_a_case_is_not_closed_can_be_translated(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(PIPERIDONE)
    client.force_login(officer)
    bracket_every_sentence(monkeypatch)
    said = {"word": "released", "note": "Permit 12."}
    page = client.post(reverse("cases:dispose", args=[case.pk]), said, follow=True)
    sentence(page.content.decode(), "1 line is not judged.")


@pytest.mark.usefixtures("law")
def test_why_a_file_is_not_read_can_be_translated(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(officer)
    bracket_every_sentence(monkeypatch)
    page = client.post(reverse("screen:file"), {"file": SimpleUploadedFile("goods.csv", b"\n\n")})
    assert page.status_code == 422
    sentence(page.content.decode(), "it is empty; send a file with a header row")


@pytest.mark.usefixtures("law")
def test_why_a_change_is_not_decided_on_can_be_translated(
    client: Client, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_set = machines(addition())
    client.force_login(curator)
    bracket_every_sentence(monkeypatch)
    page = client.post(reverse("curation:comment", args=[change_set.pk]), {"text": " "}, follow=True)
    sentence(page.content.decode(), "a comment says something.")


@pytest.mark.usefixtures("law")
def test_what_the_law_is_not_asked_can_be_translated(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(officer)
    bracket_every_sentence(monkeypatch)
    page = client.get(reverse("law:matrix"), {"known_at": "2999-01-01T00:00"})
    assert page.status_code == 400
    sentence(page.content.decode(), "is in the future: nothing is known there yet.")
