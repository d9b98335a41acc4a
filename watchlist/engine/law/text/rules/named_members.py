"""The named members of class rules, as rows of `class_rules/<key>/members.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from watchlist.engine.law.text.rows import RuleRow, SeedRow
from watchlist.engine.law.text.text import SeedText


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedMember(SeedRow):
    """A row of a `members.csv`: a member, a near miss or an exclusion; what the tests of a rule need is left out."""

    rule: str
    name: str
    cas: str
    hs: str
    smiles: str
    confidence: str
    note: str

    @property
    def owner(self) -> str:
        """Return what the row speaks of."""
        return f"{self.name} of {self.rule}"


def named_members(text: SeedText) -> Iterator[NamedMember]:
    """Yield every row that has as many cells as its header; the others are told by the tests of the rule."""
    for rule in text.rows(RuleRow):
        file = rule.file.replace("rule.toml", "members.csv")
        reader = csv.reader(rule.members.splitlines())
        header = next(reader, [])
        for cells in reader:
            if len(cells) == len(header):
                row = dict(zip(header, cells, strict=True)) | {"rule": rule.key}
                yield NamedMember.read(row, file, reader.line_num)
