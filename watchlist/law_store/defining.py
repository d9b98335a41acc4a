"""The verbs for what structures are read by: define a class, group a family, name a mask."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from chemistry import StructureError, analogues
from chemistry.class_rules import RuleError, read_rule
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.definitions import ClassRule, Family, Mask
from watchlist.law_store.registry import get_row, set_current
from watchlist.substances import Substance


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A class rule as the curators wrote it: `text` (TOML) and `members` (CSV)."""

    key: str
    title: str
    text: str
    members: str = ""


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """The row of `Family`, without its times."""

    key: str
    title: str
    members: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaskFacts:
    """The row of `Mask`, without its times."""

    key: str
    title: str
    pattern: str
    published_on: date
    citation: str
    confidence: str
    tail: str = ""
    reshapes: bool = False
    listed: str = ""
    masked: str = ""
    source: str = ""
    note: str = ""

    def as_pattern(self) -> analogues.Mask:
        """Return the mask that chemistry compares with."""
        return analogues.Mask(self.key, self.title, self.pattern, self.tail, self.reshapes)


def mask_facts(row: Mask) -> MaskFacts:
    """Return the facts of a stored mask."""
    return MaskFacts(**{name: getattr(row, name) for name in MaskFacts.__dataclass_fields__})


@transaction.atomic
def define(*, facts: RuleFacts, actor: str, reason: str) -> ClassRule:
    """Set the facts of a class from now on, and return its current row.

    Raises `CorrectTheData` where the text is no rule.
    """
    try:
        read_rule(facts.text, facts.key)
    except RuleError as error:
        raise CorrectTheData(str(error)) from error
    values = asdict(facts) | {"sha256": hashlib.sha256(facts.text.encode()).hexdigest()}
    return set_current(ClassRule, values, asdict(facts), "rule", actor=actor, reason=reason)


@transaction.atomic
def group(*, facts: FamilyFacts, actor: str, reason: str) -> Family:
    """Set the members of a family from now on, and return its current row."""
    for key in facts.members.split():
        get_row(Substance, key)
    return set_current(Family, asdict(facts), asdict(facts), "family", actor=actor, reason=reason)


@transaction.atomic
def name_mask(*, facts: MaskFacts, actor: str, reason: str) -> Mask:
    """Set the facts of a mask from now on, and return its current row.

    Raises `CorrectTheData` where its pattern cannot be read.
    """
    from chemistry.analogues import MaskSet  # noqa: PLC0415 - with it comes numpy: who reads the law needs none

    try:
        MaskSet([facts.as_pattern()])
    except StructureError as error:
        raise CorrectTheData(error.detail) from error
    return set_current(Mask, asdict(facts), asdict(facts), "mask", actor=actor, reason=reason)
