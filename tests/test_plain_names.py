"""The checks of names and of doors: each sees what it is there to see, and excuses nothing at large."""

from __future__ import annotations

import pytest
from grimp import ImportGraph

from tests.import_doors import DoorsContract
from tests.plain_names import Binding, bindings, class_names, is_vague

PROGRAM = """
import json as told
class Asked:
    class Meta: pass
def held_by(of, *, rows):
    try:
        said = [one for one in rows]
    except ValueError as shown:
        match rows:
            case [*some]: pass
"""


def test_every_way_to_bind_a_vague_name_is_seen() -> None:
    vague = [binding.name for binding in bindings(PROGRAM, "a.py") if is_vague(binding.name)]
    assert sorted(vague) == ["Asked", "held_by", "of", "one", "said", "shown", "some", "told"]


CASES = [("ONE_OF", True), ("_standing", True), ("by", False), ("entries_of", False)]


@pytest.mark.parametrize(("name", "vague"), CASES)
def test_a_name_is_vague_where_no_word_of_it_says_what_it_is(name: str, vague: bool) -> None:
    assert is_vague(name) is vague


def test_a_class_within_a_class_is_named_by_that_too() -> None:
    twice = [*bindings(PROGRAM, "a.py"), *bindings(PROGRAM, "b.py"), Binding("Line", "a.py", 1, is_class=True)]
    assert class_names(twice) == {"Asked": ["a.py:3", "b.py:3"]}


@pytest.mark.parametrize(
    ("importer", "module", "kept"),
    [
        ("watchlist.tasks", "watchlist.jobs", True),
        ("watchlist.tasks", "watchlist.jobs.queue", False),
        ("watchlist.jobs.leases", "watchlist.jobs.queue", True),
        ("watchlist.cases.opening", "watchlist.cases.dossier.making", True),
        ("watchlist.web.cases.acts", "watchlist.web.judging.acts", False),
        ("watchlist.tasks", "watchlist.engine.answer", True),
    ],
)
def test_who_passes_a_door_by_is_seen(importer: str, module: str, kept: bool) -> None:
    graph = ImportGraph()
    for name in (importer, module):
        graph.add_module(name)
    graph.add_import(importer=importer, imported=module)
    options = {"namespaces": ["config", "watchlist", "watchlist.engine"]}
    contract = DoorsContract(name="doors", session_options={}, contract_options=options)
    assert contract.check(graph, verbose=False).kept is kept
