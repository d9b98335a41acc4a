"""The text of the law as curators write it: class rules, lists and tables are read, or named with what is wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from chemistry.class_rules.grammar import read_rule
from chemistry.class_rules.tables import RuleError
from tests.chemistry.class_rules.invented import RULE
from tests.fuzz.drawn import damaged
from tests.fuzz.searching import fuzzed
from watchlist.conf import seeds_dir
from watchlist.engine.law.text.rows import EventRow
from watchlist.engine.law.text.text import read_csv, read_rule_folder, read_toml

pytestmark = pytest.mark.long

RULES = [RULE.encode(), *(path.read_bytes() for path in sorted(seeds_dir().glob("class_rules/*/rule.toml")))]
HEADS = [path.read_bytes() for path in sorted(seeds_dir().glob("lists/*/*/list.toml"))]
PLACE: list[Path] = []
EVENTS = [path.read_bytes()[:3_000] for path in sorted(seeds_dir().glob("lists/*/*/events.csv"))[:8]]


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give the texts one place on the disk: the readers of seeds are given paths."""
    PLACE.append(tmp_path_factory.mktemp("seeds"))


def _written(name: str, text: bytes) -> tuple[Path, Path]:
    path = PLACE[-1] / name
    path.write_bytes(text)
    return path.parent, path


@fuzzed(damaged(RULES[:1]))
def test_class_rules(text: bytes) -> None:
    with suppress(RuleError):
        rule = read_rule(text.decode("utf-8", "replace"), "rule.toml")
        assert rule.key
        assert rule.cores


@fuzzed(damaged(RULES[1:]))
def test_class_rules_of_the_law(text: bytes) -> None:
    with suppress(RuleError):
        read_rule(text.decode("utf-8", "replace"), "rule.toml")


@fuzzed(damaged(HEADS))
def test_heads_of_lists(text: bytes) -> None:
    head, obligations = read_toml(*_written("list.toml", text))
    assert head.fault or len(head.rows) == 1
    assert all(row.file == head.file for row in obligations.rows)


@fuzzed(damaged(EVENTS))
def test_tables_of_the_law(text: bytes) -> None:
    table = read_csv(*_written("events.csv", text), EventRow)
    assert table.fault or table.header


@fuzzed(damaged(RULES))
def test_folders_of_rules(text: bytes) -> None:
    folder, _ = _written("rule.toml", text)
    table = read_rule_folder(folder.parent, folder)
    assert table.fault or len(table.rows) == 1
