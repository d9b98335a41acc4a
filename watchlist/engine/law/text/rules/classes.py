"""Rules about classes defined on structure: each can be read, stands in its folder, and is used by the law it is of.

Their named members are rows of `class_rules/<key>/members.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from chemistry.class_rules import RuleDefinition, RuleError, read_rule
from watchlist.engine.law.text.periods import ENDS
from watchlist.engine.law.text.rows import EventRow, InstrumentRow, RuleRow, SeedRow, SubstanceRow
from watchlist.engine.law.text.text import Breach, SeedText, breach


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


def class_rules_can_be_read(text: SeedText) -> Iterator[Breach]:
    """A rule obeys its grammar, and its key is the name of its folder."""
    for row in text.rows(RuleRow):
        try:
            rule = read_rule(row.text, row.file)
        except RuleError as error:
            yield Breach(row.file, error.line, error.reason)
        else:
            if rule.key != row.key:
                yield breach(row, f"key {rule.key!r} is not that of its folder")


def a_class_rule_names_a_held_act(text: SeedText) -> Iterator[Breach]:
    """The act whose words a rule puts into structure is held."""
    instruments = {row.key for row in text.rows(InstrumentRow)}
    for row, rule in readable_rules(text):
        if rule.instrument and rule.instrument not in instruments:
            yield breach(row, f"instrument {rule.instrument!r} is not held")


def a_class_rule_is_used(text: SeedText) -> Iterator[Breach]:
    """A rule has dates, for a listing of the same jurisdiction names it; and a class has a rule."""
    used: dict[str, set[str]] = {}
    classes = {row.key for row in text.rows(SubstanceRow) if row.kind == "class"}
    for list_text in text.lists:
        jurisdictions = {head.jurisdiction for head in list_text.head.rows}
        for event in list_text.events.rows:
            if event.rule:
                used.setdefault(event.rule, set()).update(jurisdictions)
            elif event.entry in classes and event.event not in ENDS:
                yield breach(event, f"{event.entry} is a class, and no rule says of what")
    for row, rule in readable_rules(text):
        if rule.jurisdiction not in used.get(row.key, ()):
            yield breach(row, f"no listing of {rule.jurisdiction} names the rule")


def a_listing_is_no_surer_than_its_rule(text: SeedText) -> Iterator[Breach]:
    """Where nobody read the words that a rule puts into structure, the listings that name it are unverified too."""
    doubtful = {row.key for row, rule in readable_rules(text) if rule.confidence == "unverified"}
    for event in text.rows(EventRow):
        if event.rule in doubtful and event.confidence != "unverified":
            yield breach(event, f"confidence is {event.confidence}, and rule {event.rule!r} is unverified")


def readable_rules(text: SeedText) -> Iterator[tuple[RuleRow, RuleDefinition]]:
    """Yield each class rule that can be read, with its row."""
    for row in text.rows(RuleRow):
        try:
            yield row, read_rule(row.text, row.file)
        except RuleError:  # told by `class_rules_can_be_read`
            continue


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
