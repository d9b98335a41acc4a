"""What resolution hands on: identifications, conflicts between them, and all of it for one item."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from chemistry import FORMS, FormMatch, StructureText
from chemistry.analogues import Relative
from chemistry.class_rules import ClassMatch
from watchlist.engine import answer, vocabulary
from watchlist.engine.errors import LineProblem

Certainty = Literal["exact", "parsed", "guess"]
By = Literal["watchlist", "dictionary", "nomenclature", "structure"]
Depth = Literal["structure", "identifier", "name", "none"]
OtherGoodsKind = Literal["", "thing", "product"]
"""A thing holds no chemical by itself ("T-shirts"); a product may be one, or hold some ("shampoo", "carbon black")."""
ConflictSeverity = Literal["medium", "low"]


@dataclass(frozen=True, slots=True)
class FieldResolution:
    """One identification from one field.

    `substance` is the held substance that it is, whatever its form; `matches` name every held substance that it is or
    is a form of, with atoms of `smiles`; `classes` every class rule that it falls under or comes close to; `relatives`
    what it resembles. `other_goods`: what sort of goods `name` is of, where they are no single chemical.
    `inchikey` is "" where there is none, and where it is that of the structure `untold` and nobody computed it.
    """

    field: str
    value: str
    substance: str | None
    name: str
    inchikey: str
    smiles: str
    certainty: Certainty
    by: By
    matches: tuple[FormMatch, ...]
    classes: tuple[ClassMatch, ...]
    relatives: tuple[Relative, ...]
    other_goods: OtherGoodsKind = ""
    untold: StructureText | None = None

    def as_record(self, inchikey: str | None) -> answer.Resolution:
        """Return the record of the contract, with the InChIKey that it shows."""
        return answer.Resolution(
            from_=vocabulary.IdentityField.from_text(self.field),
            value=self.value,
            substance=self.substance,
            name=self.name,
            inchikey=inchikey,
            smiles=self.smiles,
            certainty=vocabulary.Certainty.from_text(self.certainty),
            by=vocabulary.ResolutionSource.from_text(self.by),
        )


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """Two fields that name different things."""

    code: str
    fields: tuple[str, ...]
    severity: ConflictSeverity
    detail: str

    def as_record(self) -> answer.Conflict:
        """Return the record of the contract."""
        severity = vocabulary.Severity.from_text(self.severity)
        return answer.Conflict(code=self.code, fields=self.fields, severity=severity, detail=self.detail)


@dataclass(frozen=True, slots=True)
class StrippedWords:
    """Words taken off a name to read it: "99.5 % min" is a `concentration`. Few say a `product_form`."""

    kind: str
    text: str
    product_form: str = ""

    def as_record(self) -> answer.TradeWords:
        """Return the record of the contract."""
        return answer.TradeWords(kind=vocabulary.TradeWordKind.from_text(self.kind), text=self.text)


@dataclass(frozen=True, slots=True)
class ItemResolution:
    """All that was identified of one item, how deep the comparison went, and the words taken off its name."""

    resolutions: tuple[FieldResolution, ...]
    conflicts: tuple[FieldConflict, ...]
    problems: tuple[LineProblem, ...]
    depth: Depth
    words: tuple[StrippedWords, ...] = ()

    def with_guesses(self, fields: Collection[str | None]) -> ItemResolution:
        """Return the same with what is identified from some fields as guesses: their text itself is one."""
        weighed = (replace(each, certainty="guess") if each.field in fields else each for each in self.resolutions)
        return replace(self, resolutions=tuple(weighed))

    @property
    def other_goods(self) -> str:
        """Return the name of the goods, where all that was identified are goods that are no chemical."""
        are_other = all(found.other_goods for found in self.resolutions)
        return next((found.name for found in self.resolutions if are_other), "")

    @property
    def is_unlike(self) -> bool:
        """Say whether nothing that was identified resembles what law held names."""
        return not any(found.relatives for found in self.resolutions)

    @property
    def meets_law(self) -> bool:
        """Say whether any law held, of any day and place, names it or reaches it or comes close."""
        return any(found.matches or found.classes for found in self.resolutions)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a look-up found in some field, before its structure is examined.

    `peeled` are forms that the words add to the structure ("hydrochloride", "solution"); `stated` those that the
    watchlist gives for a number, for where no structure says them; `words` those of trade that were taken off.
    `is_abbreviation`: it was read from an abbreviation. `is_leading`: it is what a text begins with, and nobody knows
    the rest: it can contradict another field, and says of no goods what they are. `other_goods`: what sort of
    goods the words name that are no single chemical.
    """

    name: str
    smiles: str
    inchikey: str
    certainty: Certainty
    by: By
    substance: str | None = None
    stated: tuple[str, ...] = ()
    peeled: tuple[str, ...] = ()
    words: tuple[StrippedWords, ...] = ()
    is_abbreviation: bool = False
    is_leading: bool = False
    other_goods: OtherGoodsKind = ""


def in_order_of(text: str, words: Iterable[StrippedWords]) -> tuple[StrippedWords, ...]:
    """Return words of trade as they stand in a text, neighbours of one kind together ("in", "160 kg")."""
    joined: list[StrippedWords] = []
    for word in sorted(dict.fromkeys(words), key=lambda word: text.find(word.text)):
        previous = (joined[-1].kind, joined[-1].product_form) if joined else None
        if word.kind != "concentration" and previous == (word.kind, word.product_form):
            joined[-1] = replace(word, text=f"{joined[-1].text} {word.text}")
        else:
            joined.append(word)
    return tuple(joined)


Reading = tuple[tuple[Candidate, ...], tuple[LineProblem, ...]]
"""What a field's text stands for, and what could not be read of it."""


def in_order(forms: Iterable[str]) -> tuple[str, ...]:
    """Return forms once each, in the order in which chemistry names them."""
    return tuple(sorted(set(forms), key=FORMS.index))
