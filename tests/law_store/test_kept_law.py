"""The law that a command keeps for the next one is what its rows compile to, and stands for no other state of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.law_store.law_values import first_difference, values_of
from watchlist.engine.kept import MOST
from watchlist.engine.law import CompiledLaw
from watchlist.law_store import ControlList, compile as compiling, keep_known_law, law_at, using_kept_law
from watchlist.law_store.kept import KNOWN_LAW, kept_law_at


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.BUILD_DIR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _compiled_for_nobody() -> None:
    compiling._compile.cache_clear()


def test_what_is_kept_is_the_law_that_was_compiled(law: CompiledLaw) -> None:
    assert kept_law_at(law.known_at) is None
    keep_known_law(law)
    kept = kept_law_at(law.known_at)
    assert kept is not None
    assert not first_difference(values_of(kept), values_of(law))


def test_only_a_command_that_asks_for_it_reads_what_is_kept(law: CompiledLaw, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_known_law(law)
    monkeypatch.setattr(compiling, "compiled_anew", lambda tick: pytest.fail("compiled anew"))
    with using_kept_law():
        assert law_at(law.known_at).known_at == law.known_at
    compiling._compile.cache_clear()
    with pytest.raises(pytest.fail.Exception):
        law_at(law.known_at)


def test_what_a_person_checked_since_is_not_hidden_by_what_was_kept(law: CompiledLaw) -> None:
    keep_known_law(law)
    ControlList.objects.filter(pk=ControlList.objects.order_by("pk").values("pk")[:1]).update(
        checked_on=date(2026, 11, 1)
    )
    assert kept_law_at(law.known_at) is None


def test_a_broken_file_is_passed_over_and_few_are_kept(law: CompiledLaw, folder: Path) -> None:
    for number in range(MOST + 2):
        KNOWN_LAW.path(str(number)).write_bytes(b"")
    keep_known_law(law)
    files = list(folder.glob(KNOWN_LAW.pattern.format(digest="*")))
    assert len(files) == MOST
    assert kept_law_at(law.known_at) is not None
    for file in files:
        file.write_bytes(file.read_bytes()[:100])
    assert kept_law_at(law.known_at) is None
