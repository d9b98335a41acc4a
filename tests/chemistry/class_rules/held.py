"""The rules held in seeds/class_rules, and the test table of each."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from chemistry.class_rules.evaluate import RuleMatcher
from chemistry.class_rules.grammar import read_rule
from chemistry.class_rules.rule import RuleDefinition

FOLDERS = sorted((Path(__file__).parents[3] / "seeds" / "class_rules").iterdir())


@cache
def rules() -> dict[str, RuleDefinition]:
    files = {folder.name: folder / "rule.toml" for folder in FOLDERS}
    return {name: read_rule(file.read_text(encoding="utf-8"), str(file)) for name, file in files.items()}


@cache
def compiled(name: str) -> RuleMatcher:
    return RuleMatcher(rules()[name])


def members() -> list[dict[str, str]]:
    """Rows of every members.csv, each with the key of its rule under "rule"."""
    tables = [(folder.name, (folder / "members.csv").read_text(encoding="utf-8")) for folder in FOLDERS]
    return [{**row, "rule": name} for name, text in tables for row in csv.DictReader(text.splitlines())]
