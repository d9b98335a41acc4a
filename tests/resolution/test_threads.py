"""Threads share one resolver: whatever they ask of it together, each is answered as if it asked alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bench_resolution import FIELDS, HEADERS, rows
from watchlist.engine.identification import name_reader, structures
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.identification.name_reader import NameReader
from watchlist.engine.identification.names import Names
from watchlist.engine.identification.registry_numbers import RegistryNumbers
from watchlist.engine.identification.resolver import Resolver
from watchlist.engine.law.compiled import CompiledLaw

SYSTEMATIC = "1-(4-chloro-3-propylphenyl)nonan-3-one"
SHARED = 20
"""Items asked together, so that several threads are at work on the same names and structures."""


def test_threads_are_answered_as_one_thread_is(
    small_law: CompiledLaw, dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [{HEADERS.get(name, name): row[name] for name in FIELDS if row[name]} for row in rows()[:400]]
    batches = [items[start : start + 2 * SHARED] for start in range(0, len(items), SHARED)]
    alone = Resolver(small_law, dictionary)
    expected = [alone.resolve(batch) for batch in batches]
    monkeypatch.setattr(structures, "REMEMBERED", SHARED)  # memories are begun anew all the time
    shared = Resolver(small_law, dictionary)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(shared.resolve, batches)) == expected


def test_a_name_that_one_thread_had_read_outlives_the_memory_that_another_begins(
    small_law: CompiledLaw, dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_reader, "REMEMBERED", 0)
    reader = NameReader(Names(small_law, dictionary, RegistryNumbers(small_law, dictionary)))
    reader.prepare([SYSTEMATIC])
    reader.prepare(["1-(3-propylphenyl)octan-2-one"])
    assert [found.by for found in reader.read(SYSTEMATIC)[0]] == ["nomenclature"]
